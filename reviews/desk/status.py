"""What state a piece is in, told in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from publishing.instant import FOREVER
from publishing.moments import told
from reviews.models.edition import Edition
from reviews.models.review import Review


@dataclass(frozen=True)
class Status:
    """`word` and `tone` make the chip of lists; `sentences` tell the whole on the form.

    `live` and `waiting` are the editions behind it, or None.
    """

    word: str
    tone: str
    sentences: list[str]
    live: Edition | None = None
    waiting: Edition | None = None

    @property
    def is_withdrawal_planned(self) -> bool:
        last = self.waiting or self.live
        return last is not None and last.live_until != FOREVER

    @property
    def is_withdrawn(self) -> bool:
        return self.tone == "withdrawn"


def status_of(review: Review, editions: list[Edition], at: datetime) -> Status:
    """The state of a piece at that instant, from its editions in order of `live_from`."""
    live = next((e for e in editions if e.live_from <= at < e.live_until), None)
    waiting = next((e for e in editions if e.live_from > at), None)
    seen = next((e for e in reversed(editions) if e.live_from <= at), None)
    sentences = []
    if live:
        word, tone = _("Live"), "live"
        sentences.append(_("Live since %(moment)s.") % {"moment": told(_since(live, editions))})
    elif seen:
        word, tone = _("Withdrawn"), "withdrawn"
        sentences.append(_("Withdrawn since %(moment)s.") % {"moment": told(seen.live_until)})
    else:
        word, tone = _("Draft"), "draft"
        sentences.append(_("Never published."))
    if waiting:
        word, tone = _("Scheduled"), "scheduled"
        sentences.append(_goes_live(waiting))
    last = waiting or live
    if last and last.live_until != FOREVER:
        sentences.append(_("Goes away %(moment)s.") % {"moment": told(last.live_until)})
    if review.stage == Review.Stage.SUBMITTED:
        if not seen and not waiting:
            word, tone = _("Submitted"), "submitted"
        sentences.append(_("Submitted: an editor is to look at it."))
    if review.has_unpublished_changes:
        count = review.version - (review.published_version or 0)
        sentences.append(_unpublished(count, waiting))
    return Status(word, tone, sentences, live, waiting)


def _since(live: Edition, editions: list[Edition]) -> datetime:
    """When readers could first see the piece without a break: changes do not begin it anew."""
    since = live.live_from
    for edition in reversed(editions):
        if edition.live_until == since:
            since = edition.live_from
    return since


def _goes_live(waiting: Edition) -> str:
    words = {"moment": told(waiting.live_from), "made": told(waiting.pressed_at)}
    if waiting.waits_for_embargo:
        return _("Goes live when the embargo lifts, %(moment)s, with the text of %(made)s.") % words
    return _("Goes live %(moment)s with the text of %(made)s.") % words


def _unpublished(count: int, waiting: Edition | None) -> str:
    if waiting:
        return _("Changes saved later are not included (%(count)d).") % {"count": count}
    return _("Changes saved since are not published (%(count)d).") % {"count": count}
