"""The instants ahead at which a readers' page changes by itself."""

from datetime import datetime
from itertools import chain

from publishing.instant import FOREVER
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.trailer import Trailer


def next_edition_turns(after: datetime, count: int) -> list[datetime]:
    """When texts come and go: one indexed read each for starts and ends."""
    starts = Edition.objects.filter(live_from__gt=after).order_by("live_from")
    ends = Edition.objects.filter(live_until__gt=after, live_until__lt=FOREVER).order_by(
        "live_until"
    )
    return list(
        chain(
            starts.values_list("live_from", flat=True)[:count],
            ends.values_list("live_until", flat=True)[:count],
        )
    )


def next_trailers(after: datetime, count: int) -> list[datetime]:
    """When trailers begin to be shown, and when an embargo stops holding back its film's."""
    begin = Trailer.objects.filter(shown_from__gt=after).order_by("shown_from")
    films = Film.objects.filter(embargo_until__gt=after).order_by("embargo_until")
    lifts = films.values_list("embargo_until", flat=True)[:count]
    return [*begin.values_list("shown_from", flat=True)[:count], *filter(None, lifts)]
