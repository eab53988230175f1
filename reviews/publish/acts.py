"""Publish, withdraw, cancel, restore: the acts that decide when readers see what."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from publishing.instant import FOREVER
from publishing.log import Kind, record
from publishing.moments import told, zone_of
from reviews.desk_index import write_desk_words
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.publish.embargo import EMBARGO, Embargo, lifts_at
from reviews.publish.four_eyes import check_second_pair
from reviews.publish.readiness import missing_for_publication
from reviews.publish.refusals import EmbargoBroken, NotReady, ScheduleStands
from reviews.publish.text import Text, desk_text, edition_text
from reviews.publish.timeline import Timeline


def publish(
    review: Review,
    by: User | None,
    at: datetime | Embargo | None = None,
    *,
    until: datetime | None = None,
    correction: str = "",
    note: str = "",
    tell_readers: bool = False,
    origin: str = "desk",
    replace_waiting: bool = False,
) -> Edition:
    """Show readers the saved text of the desk from `at` on: now, a moment ahead, or EMBARGO.

    A change inherits the end that was planned, unless `until` gives another. `correction` is a
    line readers see; with it, or with `tell_readers`, the change counts as an update. Only
    `origin="import"` may begin in the past and lack a must. Returns the new edition.

    Raises NotReady, ScheduleStands (unless `replace_waiting`), EmbargoBroken.
    """
    with transaction.atomic():
        timeline = Timeline.open(review)
        waiting = timeline.waiting
        if waiting is not None and not replace_waiting:
            raise ScheduleStands(
                _(
                    "A text of this piece is scheduled for %(moment)s. "
                    "Update the scheduled text, or cancel it first."
                )
                % {"moment": told(waiting.live_from)}
            )
        text = desk_text(review)
        moment = _moment(timeline, text, at, origin)
        _check_ready(timeline, text, origin)
        _check_embargo(timeline, text, moment)
        if origin != "import":
            check_second_pair(review, by)
        timeline.remove_waiting()
        before, first = timeline.at(moment), timeline.last_public is None
        end = until or (before.live_until if before else timeline.next_start(moment))
        published_at = _date_readers_see(timeline, moment)
        if end <= moment:
            raise NotReady(_("It would end before it begins; choose a later end."))
        edition = timeline.add(
            text,
            by,
            live_from=moment,
            live_until=end,
            published_at=published_at,
            correction=correction.strip(),
            minor=not (correction.strip() or tell_readers),
            note=note,
            waits_for_embargo=at is EMBARGO,
            moment_zone=zone_of(moment),
            desk_version=review.version,
        )
        _mark_published(review, edition, is_live=moment <= timeline.now)
        write_desk_words([review.pk])
        act = _("Published") if first or moment <= timeline.now else _("Scheduled a change")
        record(by, review, f"{act}: {told(moment)}. {note}")
        return edition


def _moment(timeline: Timeline, text: Text, at: datetime | Embargo | None, origin: str) -> datetime:
    if at is None:
        return timeline.now
    if isinstance(at, Embargo):
        lifts = lifts_at(text.film_ids)
        if lifts is None or lifts <= timeline.now:
            raise NotReady(_("The film is under no embargo; use Publish."))
        return lifts
    if at <= timeline.now and origin != "import":
        raise NotReady(_("%(moment)s has passed; use Publish now.") % {"moment": told(at)})
    if timeline.last_public is not None and at <= timeline.last_public.live_from:
        raise NotReady(
            _("A text of this piece is public since %(moment)s; an older one comes before it.")
            % {"moment": told(timeline.last_public.live_from)}
        )
    return at


def _check_ready(timeline: Timeline, text: Text, origin: str) -> None:
    """Refuse what this text newly breaks; what the live text lacks already is another's task."""
    if origin == "import":
        return
    missing = missing_for_publication(text)
    if missing and timeline.live is not None:
        lacked = {must.field for must in missing_for_publication(edition_text(timeline.live))}
        missing = [must for must in missing if must.field not in lacked]
    if missing:
        raise NotReady(*(must.sentence for must in missing))


def _check_embargo(timeline: Timeline, text: Text, moment: datetime) -> None:
    lifts = lifts_at(text.film_ids)
    if lifts is None or lifts <= timeline.now:
        return
    if timeline.last_public is None and moment < lifts:
        raise EmbargoBroken(
            _(
                "The film is under embargo until %(moment)s. "
                "Schedule the piece for then, or for when the embargo lifts."
            )
            % {"moment": told(lifts)}
        )


def _date_readers_see(timeline: Timeline, moment: datetime) -> datetime:
    """The date typed at the desk, else the one readers have seen so far, else the moment."""
    seen = timeline.last_public
    chosen = timeline.review.published_at or (seen.published_at if seen else moment)
    if chosen > moment:
        raise NotReady(
            _(
                "The date readers see, %(date)s, lies after the moment of publication. "
                "Use Schedule, or choose an earlier date."
            )
            % {"date": told(chosen)}
        )
    return chosen


def _mark_published(review: Review, edition: Edition, is_live: bool) -> None:
    review.stage = Review.Stage.DRAFTING
    review.published_version = review.version
    if is_live:
        review.published_at, review.slug = edition.published_at, edition.slug
    review.save(update_fields=["stage", "published_version", "published_at", "slug"])


def cancel(review: Review, by: User | None, note: str = "") -> None:
    """Take back what is scheduled: the waiting edition goes, and what was live stays live.

    Raises NotReady when nothing waits.
    """
    with transaction.atomic():
        timeline = Timeline.open(review)
        waiting = timeline.remove_waiting()
        if waiting is None:
            raise NotReady(_("Nothing of this piece is scheduled."))
        _forget_waiting(timeline)
        record(by, review, _("Cancelled what was scheduled. %(note)s") % {"note": note})


def _forget_waiting(timeline: Timeline) -> None:
    last = timeline.last_public
    timeline.review.published_version = last.desk_version if last else None
    timeline.review.save(update_fields=["published_version"])


def withdraw(
    review: Review, by: User | None, at: datetime | None = None, *, reason: str = ""
) -> None:
    """Take the piece away from readers, now or at a moment ahead; its address then says "gone".

    Now also takes away what is scheduled; later sets the end of the last edition.
    Raises NotReady, or ScheduleStands when a change would begin only after that moment.
    """
    with transaction.atomic():
        timeline = Timeline.open(review)
        if at is None:
            _withdraw_now(timeline)
        else:
            _withdraw_later(timeline, at)
        moment = told(at or timeline.now)
        sentence = _("Withdrawn: %(moment)s. ") % {"moment": moment} + reason
        record(by, review, sentence, Kind.WITHDRAWAL)


def _withdraw_now(timeline: Timeline) -> None:
    waiting = timeline.remove_waiting()
    if waiting is not None:
        _forget_waiting(timeline)
    if timeline.live is not None:
        timeline.end(timeline.live, timeline.now)
    elif waiting is None:
        raise NotReady(_("Nothing of this piece is public or scheduled."))


def _withdraw_later(timeline: Timeline, at: datetime) -> None:
    if at <= timeline.now:
        raise NotReady(_("%(moment)s has passed; withdraw it now.") % {"moment": told(at)})
    last = timeline.waiting or timeline.live
    if last is None:
        raise NotReady(_("Nothing of this piece is public or scheduled."))
    if at <= last.live_from:
        raise ScheduleStands(
            _("A text is scheduled for %(moment)s. Choose a later moment, or cancel it first.")
            % {"moment": told(last.live_from)}
        )
    timeline.end(last, at)


def restore(review: Review, by: User | None, note: str = "") -> Edition:
    """Bring a withdrawn piece back with the text readers saw last, or call off its withdrawal.

    An ended edition is never opened again: a piece that was away comes back as a new edition.
    Raises NotReady when there is nothing to bring back.
    """
    with transaction.atomic():
        timeline = Timeline.open(review)
        last = timeline.waiting or timeline.live
        if last is not None and last.live_until == FOREVER:
            raise NotReady(_("This piece is not withdrawn, and no withdrawal is planned."))
        if last is not None:
            timeline.end(last, FOREVER)
            edition = last
        elif (seen := timeline.last_public) is not None:
            edition = timeline.add(
                edition_text(seen),
                by,
                live_from=timeline.now,
                live_until=FOREVER,
                published_at=seen.published_at,
                note=note,
                desk_version=seen.desk_version,
            )
        else:
            raise NotReady(_("This piece was never public; use Publish."))
        record(by, review, _("Restored. %(note)s") % {"note": note})
        return edition
