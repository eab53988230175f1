"""`manage.py recommend`: compute what is near to every piece, with the site in use."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.progress import Progress
from recommendations.writing import rebuild
from reviews.models.edition import Edition


class Command(BaseCommand):
    help = (
        "Computes what to read next beside every piece. Safe at any time, safe to stop and to "
        "run again: pieces that have nothing yet come first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--missing", action="store_true", help="only pieces for which nothing was computed yet"
        )

    def handle(self, *args: Any, missing: bool = False, **options: Any) -> None:
        at = timezone.now()
        ahead = Edition.objects.filter(live_until__gt=at)
        whole = 0 if missing else ahead.values("review_id").distinct().count()
        progress = Progress(self.stdout, whole)
        rebuild(at, lambda done: progress.step("pieces", done, done), only_missing=missing)
        seconds = progress.finish()
        self.stdout.write(
            _("%(count)s pieces in %(seconds)s s")
            % {"count": progress.items, "seconds": f"{seconds:,.1f}"}
        )
