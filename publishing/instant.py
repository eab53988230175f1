"""The instant a page is told at, and the site's own settings, read together.

One small query a request: the door's clock may run ahead of this machine's by some
milliseconds, and a page asked for right after a publication must show it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Subquery
from django.utils import timezone

from publishing.models.generation import SiteGeneration
from publishing.models.site_settings import SiteSettings

# Open-ended. Not datetime.max, which no time zone east of Greenwich can show.
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class SiteNow:
    """What holds for one request: `generation` counts changes, `at` is aware and in UTC."""

    settings: SiteSettings
    generation: int
    at: datetime


def site_now(at: datetime | None = None) -> SiteNow:
    """Read settings, generation and the readers' instant, unless that is given.

    `at` is the later of this machine's clock and the door's last act, so that what an editor
    was told is published can be seen by the next request, whichever machine answers it.
    """
    generation = SiteGeneration.objects.order_by("pk")
    row = SiteSettings.objects.annotate(
        generation=Subquery(generation.values("n")[:1]),
        last_act_at=Subquery(generation.values("last_act_at")[:1]),
    ).get(pk=1)
    return SiteNow(
        settings=row,
        generation=row.generation,
        at=at or max(timezone.now(), row.last_act_at or datetime.min.replace(tzinfo=UTC)),
    )


def make_rows(using: str = "default", **_: Any) -> None:
    """Make the one row of settings and the one generation; connected to post_migrate."""
    SiteSettings.objects.using(using).get_or_create(pk=1)
    SiteGeneration.objects.using(using).get_or_create(pk=1)
