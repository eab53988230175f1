"""What happens for readers by itself, and when: pieces that come, change or go, embargoes."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from publishing.desk.panels import Panel
from publishing.instant import FOREVER
from reviews.desk.status import goes_live, later_changes
from reviews.models.edition import Edition
from reviews.models.film import Film

AT_MOST = 20


@dataclass(frozen=True)
class Event:
    """One thing at one moment. `word` and `tone` make its chip."""

    moment: datetime
    url: str
    title: str
    word: str
    tone: str
    words: str = ""

    @property
    def time(self) -> str:
        local = timezone.localtime(self.moment)
        return f"{formats.date_format(local, 'H:i')} {local.tzname()}"


@dataclass(frozen=True)
class Calendar(Panel):
    """`days` are (the day in words, its events), in order."""

    days: list[tuple[str, list[Event]]] = field(default_factory=list)


def scheduled(request: HttpRequest) -> Calendar | None:
    """The next events by day, from three queries."""
    if not request.user.has_perm("reviews.view_review"):
        return None
    at: datetime = request.at  # type: ignore[attr-defined]
    events = sorted([*_coming(at), *_going(at), *_embargoes(at)], key=lambda event: event.moment)
    days = groupby(events[:AT_MOST], key=lambda event: timezone.localtime(event.moment).date())
    return Calendar(
        _("Scheduled"),
        "scheduled",
        empty=_("Nothing is scheduled."),
        more=f"{reverse('admin:reviews_review_changelist')}?status=scheduled",
        template="publishing/desk/_calendar.html",
        days=[(_day(day, at), list(found)) for day, found in days],
    )


def _coming(at: datetime) -> list[Event]:
    light = (
        *("headline", "live_from", "took_over", "pressed_at"),
        *("waits_for_embargo", "moment_zone"),
    )
    of_piece = ("review__version", "review__published_version")
    rows = Edition.objects.filter(live_from__gt=at).order_by("live_from")
    rows = rows.select_related("review").only(*light, *of_piece)
    return [
        Event(
            edition.live_from,
            edition.review.desk_url,
            edition.headline,
            _("Change") if edition.took_over else _("Goes live"),
            "scheduled",
            goes_live(edition, later_changes(edition.review), at),
        )
        for edition in rows[:AT_MOST]
    ]


def _going(at: datetime) -> list[Event]:
    """Ends that nothing follows at that instant: a change closes the text before it, too."""
    followed = Edition.objects.filter(review=OuterRef("review"), live_from=OuterRef("live_until"))
    rows = Edition.objects.filter(~Exists(followed), live_until__gt=at, live_until__lt=FOREVER)
    rows = rows.order_by("live_until").only("review_id", "headline", "live_until")
    return [
        Event(
            edition.live_until,
            reverse("admin:reviews_review_change", args=[edition.review_id]),
            edition.headline,
            _("Goes away"),
            "withdrawn",
        )
        for edition in rows[:AT_MOST]
    ]


def _embargoes(at: datetime) -> list[Event]:
    rows = Film.objects.filter(embargo_until__gt=at).order_by("embargo_until")
    return [
        Event(
            film.embargo_until,
            reverse("admin:reviews_film_change", args=[film.pk]),
            str(film),
            _("Embargo lifts"),
            "embargo",
        )
        for film in rows.only("title", "year", "embargo_until")[:AT_MOST]
        if film.embargo_until
    ]


def _day(day: date, at: datetime) -> str:
    today = timezone.localtime(at).date()
    named = formats.date_format(day, pgettext("date format", "l j F"))
    if day == today:
        return _("Today, %(day)s") % {"day": named}
    if day == today + timedelta(days=1):
        return _("Tomorrow, %(day)s") % {"day": named}
    if day.year == today.year:
        return named
    return formats.date_format(day, pgettext("date format", "l j F Y"))
