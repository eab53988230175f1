"""Taking back a publication that was pressed a moment ago."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from publishing.log import record
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.publish.refusals import NotReady
from reviews.publish.text import edition_text
from reviews.publish.timeline import Timeline

UNDO_WITHIN = timedelta(minutes=1)


def undo(review: Review, by: User | None, number: int) -> Edition | None:
    """Take edition `number` back, within a minute of Publish, while nothing came after it.

    A text that changed a live one gives way to that one, as a new edition, which is returned.
    A piece that was not live before is withdrawn and is a draft again: None. The words on the
    desk stay as they are. Raises NotReady.
    """
    with transaction.atomic():
        timeline = Timeline.open(review)
        published = timeline.live
        if published is None or published.number != number or timeline.waiting is not None:
            raise NotReady(_("Something else was done since; nothing was undone."))
        if timeline.now - min(published.live_from, published.pressed_at) > UNDO_WITHIN:
            raise NotReady(
                _("A publication is undone within a minute. Fix the live text, or withdraw it.")
            )
        before = next((e for e in reversed(timeline.editions) if e.number < number), None)
        was_live = before is not None and before.live_until == published.live_from
        _take_back(review, published, before)
        record(by, review, _("Undone: the publication of a moment ago"))
        if before is None or not was_live:
            timeline.end(published, timeline.now)
            return None
        return timeline.add(
            edition_text(before),
            by,
            live_from=timeline.now,
            live_until=published.live_until,
            published_at=before.published_at,
            desk_version=before.desk_version,
        )


def _take_back(review: Review, published: Edition, before: Edition | None) -> None:
    """The desk's row knows again what it knew before. A date that was typed stays."""
    review.published_version = before.desk_version if before else None
    if before is not None:
        review.published_at = before.published_at
    elif published.published_at == published.live_from:
        review.published_at = None
    review.save(update_fields=["published_version", "published_at"])
