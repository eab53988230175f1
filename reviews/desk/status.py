"""What state a piece is in, told in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.instant import FOREVER
from publishing.moments import told_everywhere, told_near
from reviews.models.edition import Edition
from reviews.models.review import Review


@dataclass(frozen=True)
class Status:
    """`word` and `tone` make the chip of lists; `line` tells the whole, with its times' zones.

    `news` is the part
    that the word does not tell: what is planned, or not published. `live` and `waiting` are the
    editions behind it, or None.
    """

    word: str
    tone: str
    parts: list[str]
    news: str = ""
    live: Edition | None = None
    waiting: Edition | None = None

    @property
    def line(self) -> str:
        return " · ".join(self.parts)

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
    parts, news = [], ""
    if live:
        word, tone = _("Live"), "live"
        words = {"moment": told_near(_since(live, editions), at)}
        parts.append(_("Live since %(moment)s") % words + _by(live))
    elif seen and review.published_version is None:
        word, tone = _("Draft"), "draft"
        parts.append(_("Taken back %(moment)s") % {"moment": told_near(seen.live_until, at)})
    elif seen:
        word, tone = _("Withdrawn"), "withdrawn"
        parts.append(_("Withdrawn since %(moment)s") % {"moment": told_near(seen.live_until, at)})
    else:
        word, tone = _("Draft"), "draft"
        if not waiting:
            parts.append(_("Never published"))
    if waiting:
        word, tone = _("Scheduled"), "scheduled"
        news = goes_live(waiting, later_changes(review), at)
        parts.append(news)
    last = waiting or live
    if last and last.live_until != FOREVER:
        parts.append(_("Goes away %(moment)s") % {"moment": told_near(last.live_until, at)})
    if review.stage == Review.Stage.SUBMITTED:
        if not seen and not waiting:
            word, tone = _("Submitted"), "submitted"
        parts.append(_("Submitted: an editor is to look at it"))
    if (count := later_changes(review)) and not waiting:
        told = ngettext("%(count)d change not published", "%(count)d changes not published", count)
        news = told % {"count": count}
        parts.append(news)
    return Status(word, tone, parts, news, live, waiting)


def later_changes(review: Review) -> int:
    """How many saves came after the text that was published or scheduled last."""
    if review.published_version is None:
        return 0
    return review.version - review.published_version


def goes_live(waiting: Edition, later: int, at: datetime) -> str:
    """“Goes live 21:00 CEST with the text of 14:00 · 2 later changes not included”."""
    words = {"moment": _begins(waiting, at), "made": _text_of(waiting, at)}
    if waiting.waits_for_embargo:
        told = _("Goes live when the embargo lifts, %(moment)s, with the text of %(made)s") % words
    else:
        told = _("Goes live %(moment)s with the text of %(made)s") % words
    if not later:
        return told
    left_out = ngettext(
        "%(count)d later change not included", "%(count)d later changes not included", later
    )
    return f"{told} · {left_out % {'count': later}}"


def _begins(waiting: Edition, at: datetime) -> str:
    """In every zone that matters when it was typed in another than the site's."""
    if waiting.moment_zone in ("", timezone.get_current_timezone_name()):
        return told_near(waiting.live_from, at)
    return told_everywhere(waiting.begins, at)


def _text_of(waiting: Edition, at: datetime) -> str:
    """When the scheduled text was made: the zone stands beside the other moment already."""
    made, here = timezone.localtime(waiting.pressed_at), timezone.localtime(at)
    return formats.date_format(made, "H:i" if made.date() == here.date() else "DATETIME_FORMAT")


def _by(edition: Edition) -> str:
    """Who published it, where that is loaded: lists leave it out."""
    if "published_by" not in edition._state.fields_cache or edition.published_by is None:
        return ""
    name = edition.published_by.get_full_name() or edition.published_by.get_username()
    return _(" by %(name)s") % {"name": name}


def _since(live: Edition, editions: list[Edition]) -> datetime:
    """When readers could first see the piece without a break: changes do not begin it anew."""
    since = live.live_from
    for edition in reversed(editions):
        if edition.live_until == since:
            since = edition.live_from
    return since
