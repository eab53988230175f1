"""Looking after trailers: each is asked for now and then, filled in, hidden, brought back.

A trailer that its provider says is broken, three times over two days or more, is hidden, and
the next in order is shown; the first good answer brings it back. What nobody could answer
hides nothing. Whatever staff typed or chose stays: only empty fields are filled.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from pictures.models.picture import Picture
from reviews.models.trailer import Trailer
from reviews.models.trailer_check import BROKEN, Outcome, TrailerCheck
from reviews.trailers.dead import tell_dead
from reviews.trailers.oembed import Answer, Facts, ask
from reviews.trailers.posters import NoPoster, discard, keep_poster
from reviews.trailers.providers import known_providers
from reviews.trailers.turns import wait_for_turn

log = logging.getLogger(__name__)

WEEK, DAY = timedelta(days=7), timedelta(days=1)
FIRST_RETRY = timedelta(minutes=10)
# Asked daily for so long, then weekly: some come back after months.
HOPEFUL_DAYS = 14
HIDE_AFTER, HIDE_AFTER_DAYS = 3, timedelta(days=2)
KEPT_ANSWERS = 20


def due_trailers(at: datetime) -> QuerySet[Trailer]:
    """Trailers to be asked for by then, the longest waiting first; those never asked for lead."""
    newest = TrailerCheck.objects.filter(trailer=OuterRef("pk")).order_by("-pk")
    askable = [slug for slug, site in known_providers().items() if site.oembed]
    trailers = Trailer.objects.filter(provider__in=askable).exclude(status=Trailer.Status.HIDDEN)
    trailers = trailers.annotate(next_at=Subquery(newest.values("next_at")[:1]))
    due = trailers.filter(Q(next_at=None) | Q(next_at__lte=at))
    return due.order_by(F("next_at").asc(nulls_first=True), "pk")


def check_due(at_most: int | None = None) -> Iterator[TrailerCheck]:
    """Ask for what is due, one a second and provider; yields each answer as it comes."""
    for trailer_id in list(due_trailers(timezone.now()).values_list("pk", flat=True)[:at_most]):
        if answer := check(trailer_id):
            yield answer


def check(trailer_id: int) -> TrailerCheck | None:
    """Ask for one trailer now and keep the answer; None when it is gone or cannot be asked for.

    Waits for the network: never inside a transaction or while somebody waits for a page.
    """
    trailer = Trailer.objects.filter(pk=trailer_id).first()
    if trailer is None or not trailer.site.oembed:
        return None
    if trailer.player_url:  # without a player nothing is asked
        wait_for_turn(trailer.provider)
    answer = ask(trailer.provider, trailer.video_id, trailer.video_hash)
    poster, why = None, answer.why
    if not trailer.poster_id:
        try:
            poster = keep_poster(trailer, answer.facts.poster_urls)
        except NoPoster as error:
            why = str(error)
    return _keep(trailer, answer, poster, why)


@transaction.atomic
def _keep(asked: Trailer, answer: Answer, poster: Picture | None, why: str) -> TrailerCheck | None:
    trailer = Trailer.objects.select_for_update(no_key=True).filter(pk=asked.pk).first()
    # What was pasted anew meanwhile is asked for anew.
    if trailer is None or trailer.video_hash != asked.video_hash:
        if poster:
            discard(poster)
        return None
    row = _next_row(trailer, answer.outcome, why)
    row.save()
    kept = TrailerCheck.objects.filter(trailer=trailer).values_list("pk", flat=True)[:KEPT_ANSWERS]
    TrailerCheck.objects.filter(trailer=trailer).exclude(pk__in=list(kept)).delete()
    changed = _fill(trailer, answer.facts, poster) + _judge(trailer, row)
    if changed:
        trailer.save(update_fields=changed)
    return row


def _next_row(trailer: Trailer, outcome: Outcome, why: str) -> TrailerCheck:
    now = timezone.now()
    before = TrailerCheck.objects.filter(trailer=trailer).first() or TrailerCheck()
    row = TrailerCheck(trailer=trailer, at=now, outcome=outcome, why=why[:300], next_at=now + WEEK)
    if outcome == Outcome.OK:
        # A history of weeks in which nothing happened is told by its last one.
        row.pk = before.pk if before.outcome == Outcome.OK else None
        return row
    row.failures = before.failures + 1
    is_broken = outcome in BROKEN
    row.broken_count = before.broken_count + is_broken
    row.broken_since = before.broken_since or (now if is_broken else None)
    if outcome == Outcome.UNSURE:
        # Ten minutes, forty, and so on to a day; the exponent is bounded before it overflows.
        row.next_at = now + min(FIRST_RETRY * 4 ** min(row.failures - 1, 5), DAY)
    elif row.failures <= HOPEFUL_DAYS:
        row.next_at = now + DAY
    return row


def _fill(trailer: Trailer, facts: Facts, poster: Picture | None) -> list[str]:
    """Fill what is empty; returns the names of the fields."""
    told = {
        "title": facts.title,
        "uploader": facts.uploader,
        "uploaded_on": facts.uploaded_on,
        "duration_seconds": facts.duration_seconds,
    }
    # Under a name that somebody typed, the address of another would be a lie.
    if trailer.uploader in ("", facts.uploader):
        told["uploader_url"] = facts.uploader_url
    filled = {name: value for name, value in told.items() if value and not getattr(trailer, name)}
    for name, value in filled.items():
        setattr(trailer, name, value)
    if poster and trailer.poster_id:
        discard(poster)
    elif poster:
        trailer.poster = poster
        return [*filled, "poster"]
    return list(filled)


def _judge(trailer: Trailer, row: TrailerCheck) -> list[str]:
    was = trailer.status
    if row.outcome == Outcome.OK and was == Trailer.Status.BROKEN:
        trailer.status = Trailer.Status.OK
    elif was == Trailer.Status.OK and row.outcome in BROKEN and row.broken_since:
        has_lasted = row.at - row.broken_since >= HIDE_AFTER_DAYS
        if row.broken_count >= HIDE_AFTER and has_lasted:
            trailer.status = Trailer.Status.BROKEN
            tell_dead(trailer)
    if trailer.status == was:
        return []
    log.info("trailer %s (%s) is now %s", trailer.pk, trailer.provider, trailer.status)
    return ["status"]
