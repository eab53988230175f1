"""The task worker, which with `--verbosity 0` still says what fails.

The stock command then hides everything below CRITICAL, and a task that fails logs an ERROR.
"""

import logging

from django_tasks_db.compat import TASKS_LOGGER
from django_tasks_db.management.commands import db_worker


class Command(db_worker.Command):
    def configure_logging(self, verbosity: int) -> None:
        super().configure_logging(max(verbosity, 1))
        if verbosity == 0:
            for name in (TASKS_LOGGER, "django_tasks_db"):
                logging.getLogger(name).setLevel(logging.ERROR)
