"""`manage.py verify DIR`: whether a backup can be restored."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.backups.acts import verify
from operations.backups.folder import BackupRefused


class Command(BaseCommand):
    help = "Read a backup through: every file by its hash. Exits with 1 when anything is wrong."
    # It is run where backups lie, which need not be where the site is.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path, help="the folder given to backup")
        parser.add_argument("--stamp", default="", help="which backup; the newest unless given")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            wrong = list(verify(options["dir"].resolve(), options["stamp"]))
        except (BackupRefused, OSError) as error:
            raise CommandError(str(error)) from error
        for said in wrong:
            self.stderr.write(said)
        if wrong:
            raise SystemExit(1)
        self.stdout.write("The backup is whole.")
