"""Everything of the site as an archive, to keep or to move."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moving.archive.export import export_archive
from publishing.progress import Progress


class Command(BaseCommand):
    help = "Write all content, with every edition and picture, into a folder as an archive."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="the archive's folder")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        progress = Progress(self.stdout)
        try:
            counts = export_archive(folder, tell=progress.step)
        except OSError as error:
            raise CommandError(f"{folder} cannot be written: {error.strerror}.") from error
        seconds = progress.finish()
        told = ", ".join(f"{count:,} {kind}" for kind, count in counts.items() if count)
        self.stdout.write(f"Wrote {told.replace('_', ' ') or 'nothing'} in {seconds:.1f} s.")
