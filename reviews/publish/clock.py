"""The door's own clock, which never repeats and never runs back, on any node.

Without it, two acts within a millisecond broke the chain of editions on both databases.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from publishing.models.generation import SiteGeneration
from reviews.models.edition import Edition

TICK = timedelta(microseconds=1)


def wall_clock() -> datetime:
    """The time of day: the database server's where there is one, as it is the same for all."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0].astimezone(UTC)


def door_now() -> datetime:
    """Lock the door for the rest of the transaction and return its instant, in UTC.

    The lock is the generation's row: whoever holds it is alone in the door, on the whole site.
    It is taken after any lock on a desk row and before any on an edition, so that nobody waits
    in a circle.
    """
    generation = SiteGeneration.objects.select_for_update().get(pk=1)
    now = wall_clock()
    if generation.last_act_at and now <= generation.last_act_at:
        now = generation.last_act_at + TICK
    # At a scheduled text's very first instant an act could only leave it no time at all.
    while Edition.objects.filter(live_from=now).exists():
        now += TICK
    SiteGeneration.objects.filter(pk=1).update(last_act_at=now)
    return now
