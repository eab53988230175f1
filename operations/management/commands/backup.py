"""`manage.py backup DIR`: database and files, with the site in use."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.backups.acts import make_backup
from operations.backups.folder import BackupRefused


class Command(BaseCommand):
    help = (
        "Write the database and all uploaded files into DIR, which holds many backups. Safe with "
        "the site in use, safe to stop and to run again. SECRET_KEY is not in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path, help="a folder, best on another machine's disk")
        parser.add_argument("--keep", type=int, default=14, help="how many backups stay (14)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest, copied = make_backup(options["dir"].resolve(), max(options["keep"], 1))
        except (BackupRefused, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Backup {manifest.stamp}: {manifest.database} and {len(manifest.files) - 1} files, "
            f"{copied} of them new, in {options['dir']}. It holds all that was saved before "
            f"{manifest.began_at}."
        )
