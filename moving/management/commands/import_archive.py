"""An archive's content, brought into this site."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moving.archive.take_in import import_archive
from moving.report import Report
from moving.take_in import Unreadable
from publishing.progress import Progress


class Command(BaseCommand):
    help = (
        "Bring an archive in. Run it again and only what changed comes in. Exit code 0: all was "
        "taken; 1: something was refused; 2: the archive could not be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="the archive's folder")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would happen")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write a report as JSON")

    def handle(self, *args: Any, folder: Path, dry_run: bool, **options: Any) -> None:
        progress = Progress(self.stdout)
        try:
            with Report(str(folder), options["report"], tell=self.stderr.write) as report:
                import_archive(folder, report, progress, rehearse=dry_run)
        except Unreadable as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.", returncode=2) from error
        seconds = progress.finish()
        counts = report.summary()
        told = ", ".join(f"{count:,} {word}" for word, count in counts.items())
        rate = counts["read"] / seconds if seconds else 0
        begin = "Nothing was written. It would be: " if dry_run else ""
        self.stdout.write(f"{begin}{told}. {seconds:.1f} s, {rate:,.0f} a second.")
        sys.exit(report.exit_code)
