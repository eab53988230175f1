"""Filling an empty site with the demo, its login included."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.demo.load import is_empty, load_demo
from operations.demo.login import login_file


class Command(BaseCommand):
    help = "Fill an empty site with the demo: reviews, films, drawn pictures and a login."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing, and say nothing, when the site has content or logins",
        )

    def handle(self, *args: Any, if_empty: bool, **options: Any) -> None:
        if not is_empty():
            if if_empty:
                return
            raise CommandError(
                "The demo is for an empty site, and this one has pieces, films, authors or logins."
            )
        load_demo(self._progress)
        self.stdout.write(f"The demo is loaded; its login stands in {login_file()}.")

    def _progress(self, done: int, of: int) -> None:
        """One line that counts on a terminal; elsewhere said once."""
        if self.stdout.isatty():
            end = "\n" if done == of else "\r"
            self.stdout.write(f"Drawing the demo's pictures … {done} of {of}", ending=end)
            self.stdout.flush()
        elif done == of:
            self.stdout.write(f"Drew the demo's {of} pictures.")
