"""Fixing the live text without publishing anybody's half-done rewrite."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from publishing.log import Kind, record
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.publish.four_eyes import check_second_pair_for_correction
from reviews.publish.readiness import missing_for_publication
from reviews.publish.refusals import NotReady
from reviews.publish.text import Text, desk_text, edition_text, merge
from reviews.publish.timeline import Timeline
from reviews.revisions import keep_base, keep_revision


@dataclass
class Corrected:
    """What a correction made, and the fields where a colleague had changed the same words.

    In `desk_clashes` and `waiting_clashes` the colleague's words were kept.
    """

    edition: Edition
    desk_clashes: list[str] = field(default_factory=list)
    waiting_clashes: list[str] = field(default_factory=list)


def correct(
    review: Review,
    changes: Mapping[str, Any],
    by: User | None,
    *,
    correction: str = "",
    note: str = "",
    tell_readers: bool = False,
) -> Corrected:
    """Publish the live text with `changes` (column: value) now, and nothing else.

    The same changes are carried into what is scheduled and into the desk's text. `correction`
    is a line that readers see. Raises NotReady; ValueError for a column that is no text.
    """
    with transaction.atomic():
        timeline = Timeline.open(review)
        live, waiting = timeline.live, timeline.waiting
        if live is None:
            raise NotReady(_("Nothing of this piece is live; edit and publish it."))
        check_second_pair_for_correction(by)
        base = edition_text(live)
        fixed = base.changed(changes)
        _check(base, fixed)
        was_current = review.version == review.published_version
        desk = merge(base, fixed, desk_text(review))
        edition = timeline.add(
            fixed,
            by,
            live_from=timeline.now,
            live_until=live.live_until,
            published_at=live.published_at,
            correction=correction.strip(),
            minor=not (correction.strip() or tell_readers),
            note=note,
            desk_version=live.desk_version,
        )
        corrected = Corrected(edition, desk_clashes=desk.clashes)
        if waiting is not None:
            corrected.waiting_clashes = _fix_waiting(timeline, waiting, base, fixed)
        _fix_desk(review, desk.text, by)
        if was_current:
            latest = timeline.waiting or edition
            Edition.objects.filter(pk=latest.pk).update(desk_version=review.version)
        record(
            by,
            review,
            _("Fixed the live text. %(note)s") % {"note": correction or note},
            Kind.CORRECTION,
            before=_words(base, changes),
            after=_words(fixed, changes),
        )
        return corrected


def _words(text: Text, names: Iterable[str]) -> dict[str, str]:
    return {name: str(text.content[name]) for name in names}


def _check(base: Text, fixed: Text) -> None:
    if fixed == base:
        raise NotReady(_("Nothing was changed."))
    lacked = {must.field for must in missing_for_publication(base)}
    missing = [must for must in missing_for_publication(fixed) if must.field not in lacked]
    if missing:
        raise NotReady(*(must.sentence for must in missing))


def _fix_waiting(timeline: Timeline, waiting: Edition, base: Text, fixed: Text) -> list[str]:
    """Replace the waiting edition by the same one with the fix in it."""
    merged = merge(base, fixed, edition_text(waiting))
    timeline.remove_waiting()
    timeline.add(
        merged.text,
        waiting.published_by,
        live_from=waiting.live_from,
        live_until=waiting.live_until,
        published_at=waiting.published_at,
        correction=waiting.correction,
        minor=waiting.minor,
        note=waiting.note,
        waits_for_embargo=waiting.waits_for_embargo,
        moment_zone=waiting.moment_zone,
        desk_version=waiting.desk_version,
    )
    return merged.clashes


def _fix_desk(review: Review, text: Text, by: User | None) -> None:
    changed = [column for column, value in text.content.items() if value != getattr(review, column)]
    if not changed:
        return
    keep_base(review)
    for column in changed:
        setattr(review, column, text.content[column])
    review.version += 1
    # The fix is published: what was unpublished before still is, and nothing more.
    if review.published_version is not None:
        review.published_version += 1
    review.save(update_fields=[*changed, "version", "published_version", "saved_at"])
    keep_revision(review, by, kind=Revision.Kind.SAVE, why=_("The live text was fixed"))
