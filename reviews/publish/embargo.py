"""Embargoes: nothing of a film is out before its moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from publishing.log import Kind, record
from publishing.moments import told, zone_of
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.notices import tell_moved
from reviews.publish.clock import door_now
from reviews.publish.refusals import EmbargoBroken, NotReady
from reviews.publish.timeline import retime


class Embargo(Enum):
    """The moment "when the embargo lifts", whichever that will be."""

    LIFTS = "lifts"


EMBARGO = Embargo.LIFTS


@dataclass(frozen=True)
class Moved:
    """One scheduled piece that an embargo moved. Moments are aware, in UTC."""

    review_id: int
    headline: str
    was_to_begin: datetime
    begins: datetime


def lifts_at(film_ids: Iterable[int]) -> datetime | None:
    """When the last embargo among these films lifts, as it was typed; None when there is none."""
    films = Film.objects.filter(pk__in=film_ids).exclude(embargo_until=None)
    films = films.only("embargo_until", "embargo_zone")
    return max((film.embargo_lifts for film in films if film.embargo_lifts), default=None)


def moves_by(film: Film, until: datetime | None, by: User | None, reason: str) -> list[Moved]:
    """What setting the embargo would move, and nothing is moved. Raises as `set_embargo` does."""
    moved: list[Moved] = []
    with transaction.atomic():
        save = transaction.savepoint()
        try:
            moved = set_embargo(Film.objects.get(pk=film.pk), until, by, reason)
        finally:
            transaction.savepoint_rollback(save)
    return moved


def set_embargo(
    film: Film, until: datetime | None, by: User | None, reason: str = ""
) -> list[Moved]:
    """Set, move or lift a film's embargo: the only way to change `Film.embargo_until`.

    First releases that wait for an earlier moment move to the new one; whatever waits for the
    embargo follows it both ways. Other changes of what is live, and its withdrawals, pass.
    Returns what moved.

    Shortening or lifting one that holds needs the permission `reviews.lift_embargo`
    (PermissionDenied) and a reason (NotReady). Raises EmbargoBroken when a scheduled piece would
    have to end before it begins.
    """
    with transaction.atomic():
        # Once saved, the film's row stays locked: publishing reads it behind the door's lock.
        before = Film.objects.select_for_update(no_key=True, of=("self",)).get(pk=film.pk)
        now = door_now()
        _check_may_shorten(before, until, now, by, reason)
        Film.objects.filter(pk=film.pk).update(
            embargo_until=until,
            embargo_zone=zone_of(until) if until else "",
            version=F("version") + 1,
        )
        film.refresh_from_db(fields=["embargo_until", "embargo_zone", "version"])
        moved = []
        for edition in _held(film, now):
            if move := _follow(edition, now):
                moved.append(move)
                people = [edition.published_by]
                tell_moved(edition.review, move.was_to_begin, move.begins, by, also=people)
        until_told = told(until) if until else _("none")
        record(
            by,
            film,
            _("Embargo: %(until)s. ") % {"until": until_told} + reason,
            Kind.EMBARGO,
            before={"embargo_until": _iso(before.embargo_until)},
            after={"embargo_until": _iso(until)},
        )
        return moved


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _check_may_shorten(
    film: Film, until: datetime | None, now: datetime, by: User | None, reason: str
) -> None:
    holds_until = film.embargo_until
    if holds_until is None or holds_until <= now or (until is not None and until >= holds_until):
        return
    if by is not None and not by.has_perm("reviews.lift_embargo"):
        raise PermissionDenied(_("You may not shorten or lift an embargo; ask an administrator."))
    if not reason.strip():
        raise NotReady(_("Say why the embargo is shortened or lifted."))


def _held(film: Film, now: datetime) -> Iterable[Edition]:
    """Waiting editions about the film that are first releases, or wait for its embargo."""
    was_public = Edition.objects.filter(review=OuterRef("review"), live_from__lte=now)
    waiting = Edition.objects.filter(films__film=film, live_from__gt=now)
    held = waiting.filter(Q(waits_for_embargo=True) | ~Exists(was_public))
    return held.order_by("live_from", "pk")


def _follow(edition: Edition, now: datetime) -> Moved | None:
    lifts = lifts_at(edition.films.values_list("film_id", flat=True)) or now
    begins = max(lifts, now) if edition.waits_for_embargo else max(lifts, edition.live_from)
    earlier = Edition.objects.filter(review=edition.review_id, live_from__lt=edition.live_from)
    before = earlier.order_by("live_from").last()
    if before is not None and not edition.took_over:
        begins = max(begins, before.live_until)  # what is live keeps the end that was asked for
    if begins == edition.live_from:
        return None
    if begins >= edition.live_until:
        raise EmbargoBroken(
            _(
                "“%(headline)s” is planned to end on %(moment)s, before the embargo would lift. "
                "Change its end first."
            )
            % {"headline": edition.headline, "moment": told(edition.live_until)}
        )
    was = edition.live_from
    # A date that was typed stays; one that came from the schedule goes with it.
    dated = edition.published_at if edition.published_at < was else begins
    if before is not None and edition.took_over:
        retime(before, live_until=min(was, begins))
    retime(edition, live_from=begins, published_at=min(dated, begins))
    Edition.objects.filter(pk=edition.pk).update(moment_zone=zone_of(begins))
    if before is not None and edition.took_over:
        retime(before, live_until=begins)
    return Moved(edition.review_id, edition.headline, was_to_begin=was, begins=begins)
