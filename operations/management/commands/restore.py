"""`manage.py restore DIR`: a backup in place of the site."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.backups.acts import restore
from operations.backups.folder import BackupRefused


class Command(BaseCommand):
    help = (
        "Put a backup in place of the site: stop web server and worker first. A damaged backup "
        "and, without --replace, a site with content are refused before anything is touched."
    )
    # The database may be empty, or not what the code expects.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path, help="the folder given to backup")
        parser.add_argument("--stamp", default="", help="which backup; the newest unless given")
        parser.add_argument("--replace", action="store_true", help="lose what the site has now")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest, written = restore(
                options["dir"].resolve(), options["stamp"], options["replace"]
            )
        except (BackupRefused, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored {manifest.stamp}, with all that was saved before {manifest.began_at}; "
            f"{written} files were written. Now run: manage.py migrate, then manage.py doctor"
        )
