"""The instants at which a page changes with nobody doing anything.

Apps say in `AppConfig.ready` how theirs are found: `turns_at(next_instants)`. The page cache
asks for the next ones; whatever turns by the clock alone and is not registered here is served
as it was.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from heapq import nsmallest
from itertools import chain

from publishing.models.site_settings import SiteSettings

NextInstants = Callable[[datetime, int], Iterable[datetime]]
_registered: list[NextInstants] = []


def turns_at(next_instants: NextInstants) -> None:
    """Register `next_instants(after, count)`: the first `count` instants later than `after`."""
    if next_instants not in _registered:
        _registered.append(next_instants)


def next_boundaries(after: datetime, count: int) -> list[datetime]:
    """The first `count` instants later than `after`, in order; fewer when no more are known."""
    instants = chain.from_iterable(answer(after, count) for answer in _registered)
    return nsmallest(count, set(instants))


def next_midnights(after: datetime, count: int) -> list[datetime]:
    """When the site's days begin: pages tell the time of day only of what came out today."""
    zone = SiteSettings.objects.get(pk=1).zone
    today: date = after.astimezone(zone).date()
    days = (today + timedelta(days=number) for number in range(1, count + 1))
    return [datetime.combine(day, time(), tzinfo=zone).astimezone(UTC) for day in days]
