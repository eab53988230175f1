"""A WordPress site, brought into this one."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moving.report import Report
from moving.take_in import Unreadable
from moving.wordpress.fetch import fetch_picture
from moving.wordpress.mapping import Mapping, read_mapping
from moving.wordpress.take_in import Source, import_wordpress
from publishing.progress import Progress


class Command(BaseCommand):
    help = (
        "Bring a WordPress site in from its export files. Run it again and only what changed comes "
        "in. Exit code 0: all was taken; 1: something was refused; 2: a file could not be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="export files")
        parser.add_argument(
            "--media", type=Path, metavar="DIR", help="a copy of the site's wp-content/uploads"
        )
        parser.add_argument(
            "--fetch-media", action="store_true", help="fetch pictures that are not in --media"
        )
        parser.add_argument("--map", type=Path, metavar="FILE", help="your answers, as JSON")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would happen")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write a report as JSON")

    def handle(self, *args: Any, files: list[Path], dry_run: bool, **options: Any) -> None:
        progress = Progress(self.stdout)
        report_path: Path | None = options["report"]
        try:
            source = Source(
                files=files,
                media=options["media"],
                fetch=fetch_picture if options["fetch_media"] else None,
                mapping=read_mapping(options["map"]) if options["map"] else Mapping(),
                comments=report_path.with_name("comments.jsonl") if report_path else None,
            )
            with Report(" ".join(map(str, files)), report_path, tell=self.stderr.write) as report:
                import_wordpress(source, report, progress, rehearse=dry_run)
        except Unreadable as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.", returncode=2) from error
        seconds = progress.finish()
        counts = report.summary()
        told = ", ".join(f"{count:,} {word}" for word, count in counts.items())
        begin = "Nothing was written. It would be: " if dry_run else ""
        self.stdout.write(f"{begin}{told}. {seconds:.1f} s.")
        sys.exit(report.exit_code)
