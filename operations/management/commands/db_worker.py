"""The task worker: the package's own, with a pulse, and one that outlives its database.

With `--verbosity 0` it still says what fails: the stock command then hides everything below
CRITICAL, and a task that fails logs an ERROR.
"""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.utils.crypto import get_random_string
from django_tasks_db.compat import TASKS_LOGGER
from django_tasks_db.management.commands import db_worker

from operations.pulse import Pulse

PAUSE_SECONDS = 3

log = logging.getLogger(__name__)


class Command(db_worker.Command):
    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--no-tick",
            action="store_false",
            dest="is_ticking",
            help="Leave the regular work (manage.py tick) to others, such as a timer.",
        )

    def handle(self, *, is_ticking: bool = True, **options: Any) -> None:  # type: ignore[override]
        """Begin anew whenever the database went away, under another id.

        A task that was cut off is so told from those of the living, and taken back.
        """
        if options["batch"]:
            super().handle(**options)
            return
        while True:
            try:
                with Pulse(options["worker_id"], is_ticking):
                    super().handle(**options)
                return
            except (OperationalError, InterfaceError) as error:
                log.warning("The database does not answer; the worker tries again. %s", error)
                connection.close()
                time.sleep(PAUSE_SECONDS)
                options["worker_id"] = get_random_string(32)

    def configure_logging(self, verbosity: int) -> None:
        super().configure_logging(max(verbosity, 1))
        if verbosity == 0:
            for name in (TASKS_LOGGER, "django_tasks_db"):
                logging.getLogger(name).setLevel(logging.ERROR)
