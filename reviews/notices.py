"""Whom an act on a piece concerns, and what they are told."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from publishing.models.notice import Notice
from publishing.moments import told
from publishing.notices import notify, people_who_may
from reviews.models.review import Review


def writers_of(review: Review) -> list[User | None]:
    """Who made the piece, and who is in its byline with a login."""
    bylines = review.bylines.select_related("author__user")
    return [review.created_by, *(byline.author.user for byline in bylines)]


def tell_submitted(review: Review, by: User, note: str = "") -> None:
    words = {"who": _named(by), "piece": review, "note": note.strip()}
    if words["note"]:
        sentence = _("%(who)s submitted “%(piece)s”: %(note)s") % words
    else:
        sentence = _("%(who)s submitted “%(piece)s”.") % words
    editors = people_who_may("reviews.publish_review")
    notify(Notice.Kind.SUBMITTED, editors, sentence, address=review.desk_url, by=by)


def tell_sent_back(review: Review, by: User, note: str = "") -> None:
    """For the act that sends a submitted piece back to its writers, with a note or without."""
    words = {"who": _named(by), "piece": review, "note": note.strip()}
    if words["note"]:
        sentence = _("%(who)s sent “%(piece)s” back: %(note)s") % words
    else:
        sentence = _("%(who)s sent “%(piece)s” back.") % words
    notify(Notice.Kind.SENT_BACK, writers_of(review), sentence, address=review.desk_url, by=by)


def tell_published(review: Review, by: User, at: datetime | None = None) -> None:
    """`at`: the moment ahead that it is scheduled for; None when readers see it now."""
    words = {"who": _named(by), "piece": review, "moment": told(at) if at else ""}
    if at is None:
        sentence = _("%(who)s published “%(piece)s”.") % words
    else:
        sentence = _("%(who)s scheduled “%(piece)s” for %(moment)s.") % words
    notify(Notice.Kind.PUBLISHED, writers_of(review), sentence, address=review.desk_url, by=by)


def tell_moved(
    review: Review,
    was_to_begin: datetime,
    begins: datetime,
    by: User | None,
    also: Iterable[User | None],
) -> None:
    """`also`: whoever scheduled it."""
    sentence = _("An embargo moved “%(piece)s” from %(was)s to %(now)s.") % {
        "piece": review,
        "was": told(was_to_begin),
        "now": told(begins),
    }
    people = [*writers_of(review), *also]
    notify(Notice.Kind.MOVED, people, sentence, address=review.desk_url, by=by)


def _named(person: User) -> str:
    return person.get_full_name() or person.get_username()
