"""The live reviews with their scores, for critics' aggregators or for Letterboxd."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from authors.models.author import Author
from moving.lists import letterboxd, scores
from moving.lists.sheets import as_csv, as_json
from publishing.instant import site_now


class Command(BaseCommand):
    help = "Write a sheet of all live reviews: film, critic, date, score as printed, 0-100, quote."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="ends in .csv or .json")
        parser.add_argument("--author", default="", metavar="SLUG", help="one critic's reviews")
        parser.add_argument(
            "--letterboxd", action="store_true", help="as Letterboxd takes them in; with --author"
        )

    def handle(self, *args: Any, file: Path, author: str, **options: Any) -> None:
        if author and not Author.objects.filter(slug=author).exists():
            raise CommandError(f"No author has the address “{author}”.")
        if options["letterboxd"] and not author:
            raise CommandError("Letterboxd takes one critic's reviews: give --author.")
        if file.suffix not in (".csv", ".json"):
            raise CommandError("The file's name ends in .csv or .json.")
        columns, rows = scores.COLUMNS, scores.score_rows(site_now().at, author)
        if options["letterboxd"]:
            columns, rows = (
                letterboxd.COLUMNS,
                letterboxd.letterboxd_rows(site_now().at, author),
            )
        parts = as_csv(columns, rows) if file.suffix == ".csv" else as_json(rows)
        with file.open("w", encoding="utf-8", newline="") as sheet:
            sheet.writelines(parts)
        self.stdout.write(f"Wrote {file}.")
