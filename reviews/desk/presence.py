"""Who else has a piece open, and who saved it last: told within seconds, without locks."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.moments import told_near
from reviews.desk.history import name_of
from reviews.models.presence import Presence
from reviews.models.review import Review
from reviews.models.revision import Revision

FORGOTTEN_AFTER = timedelta(seconds=45)
# A window tells every few seconds; a row written less often is as good and spares the disk.
WRITTEN_EVERY = timedelta(seconds=15)


def come(user: User, review: Review) -> list[User]:
    """Note that this person has the piece open; returns the others who have, longest first.

    One query, and another every fifteen seconds.
    """
    now = timezone.now()
    rows = Presence.objects.filter(review=review, seen_at__gt=now - FORGOTTEN_AFTER)
    rows = rows.select_related("user").order_by("pk")
    mine = [row for row in rows if row.user_id == user.pk]
    if not mine or mine[0].seen_at < now - WRITTEN_EVERY:
        Presence.objects.bulk_create(
            [Presence(user=user, review=review, seen_at=now)],
            update_conflicts=True,
            unique_fields=["review", "user"],
            update_fields=["seen_at"],
        )
    return [row.user for row in rows if row.user_id != user.pk]


def sentences(others: Iterable[User], review: Review, version: int | None) -> list[str]:
    """Who has it open, and what was saved since `version`, the one that the page was made from."""
    others = list(others)
    last = _newest(review) if version is not None and version != review.version else None
    told_already = False
    lines = []
    for user in others:
        if last and last.by_id == user.pk:
            told_already = True
            words = {"who": name_of(user), "version": last.number, "when": told_briefly(last.at)}
            lines.append(_("%(who)s has this open; saved version %(version)s at %(when)s.") % words)
        else:
            lines.append(_("%(who)s has this open.") % {"who": name_of(user)})
    if last and not told_already:
        words = {"who": name_of(last.by), "version": last.number, "when": told_briefly(last.at)}
        lines.append(_("%(who)s saved version %(version)s at %(when)s.") % words)
    if last:
        lines.append(_("Your next save is put together with it."))
    return lines


def _newest(review: Review) -> Revision | None:
    texts = review.revisions.exclude(kind=Revision.Kind.CONFLICT).filter(version=review.version)
    return texts.select_related("by").defer("data").order_by("-number").first()


def told_briefly(moment: datetime) -> str:
    """A moment of today by its clock, "14:02 UTC", else with its day."""
    return told_near(moment, timezone.now())
