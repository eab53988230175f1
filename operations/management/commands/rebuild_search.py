"""`manage.py rebuild_search`: write the search index anew, with the site in use."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from reviews.desk_index import rebuild_desk
from reviews.models.review import Review
from reviews.publish.rebuild import rebuild, search_differences, size


class Command(BaseCommand):
    help = "Writes the search index anew. Safe at any time, safe to stop and to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only say what is wrong with it; exits with 1 then"
        )

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        if not check:
            self._rebuild()
        wrong = {what: count for what, count in search_differences().items() if count}
        for what, count in wrong.items():
            self.stderr.write(f"{count} {what}")
        if wrong:
            self.stderr.write(_("Run rebuild_search; if this stays, report it."))
            raise SystemExit(1)
        self.stdout.write(_("The search index is as it must be."))

    def _rebuild(self) -> None:
        total = size() + Review.objects.count()
        started, told, done = monotonic(), monotonic(), 0

        def progress(count: int) -> None:
            nonlocal told, done
            done += count
            now = monotonic()
            if now - told >= 2:
                told, rate = now, done / (now - started)
                self.stdout.write(
                    f"{done:,} of {total:,}, {rate:,.0f} a second, "
                    f"about {max(0, total - done) / rate:,.0f} s left"
                )

        rebuild(progress)
        rebuild_desk(progress)
        seconds = monotonic() - started
        self.stdout.write(f"{done:,} rows in {seconds:,.1f} s")
