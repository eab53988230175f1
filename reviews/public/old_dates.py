"""Archives by date and feeds as sites that moved here wrote them: `/2013/03/`, `/?m=201303`."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone

from reviews.models.edition import Edition

_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_PATH = re.compile(
    rf"(?:/[^/]+)?/(?P<year>[12][0-9]{{3}})(?:/{_MONTH}(?:/[0-3][0-9])?)?(?:/(?:page/[0-9]+|feed|amp))?/?"
)
_QUERY = re.compile(rf"(?:.*&)?m=(?P<year>[12][0-9]{{3}}){_MONTH}?(?:[0-3][0-9])?(?:&.*)?")
_FEED = re.compile(r"(?:.*&)?feed=(?:rss2?|atom|rdf)(?:&.*)?")


def of_dates(full_path: str, at: datetime) -> str | None:
    """The archive of a year or month, where it has anything to show; the feed."""
    parts = urlsplit(full_path)
    if parts.path == "/" and _FEED.fullmatch(parts.query):
        return reverse("feed")
    match = _PATH.fullmatch(parts.path) or (
        _QUERY.fullmatch(parts.query) if parts.path == "/" else None
    )
    if match is None:
        return None
    year, month = int(match["year"]), int(match["month"] or 0)
    start = _midnight(year, month or 1)
    end = _midnight(year + month // 12, month % 12 + 1) if month else _midnight(year + 1, 1)
    if not Edition.objects.live(at).published_between(start, end).exists():
        return None
    if month:
        return reverse("archive_month", args=[year, month])
    return reverse("archive_year", args=[year])


def _midnight(year: int, month: int) -> datetime:
    """When the month begins in the site's zone."""
    return timezone.make_aware(datetime(year, month, 1))  # noqa: DTZ001 - made aware here
