"""What the buttons below a piece do, and which of them a person is offered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils.html import format_html
from django.utils.translation import gettext as _

from publishing.as_of import as_of_address
from publishing.moments import told_everywhere
from reviews.desk.handover import send_back, settle, submit
from reviews.desk.share_links import revoke, share
from reviews.desk.status import Status
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.notices import tell_published
from reviews.publish import EMBARGO, NotReady, cancel, publish, restore, withdraw

Answers = dict[str, Any]


def _publish(review: Review, user: User, answers: Answers) -> str:
    publish(review, by=user, **_told(answers))
    settle(review)
    tell_published(review, user)
    return _("Published. Readers see it now.")


def _schedule(review: Review, user: User, answers: Answers) -> str:
    at = EMBARGO if answers.get("at_embargo") else answers.get("publish_at")
    edition = publish(review, by=user, at=at, **_told(answers))
    settle(review)
    tell_published(review, user, edition.live_from)
    return _goes_live(edition)


def _update_scheduled(review: Review, user: User, answers: Answers) -> str:
    """The text on the desk takes the place of the one that waits, at its moment or a new one."""
    waiting = review.editions.order_by("-live_from").first()
    if waiting is None:
        raise NotReady(_("Nothing of this piece is scheduled."))
    same = EMBARGO if waiting.waits_for_embargo else waiting.begins
    at = EMBARGO if answers.get("at_embargo") else answers.get("publish_at") or same
    edition = publish(review, by=user, at=at, replace_waiting=True, **_told(answers))
    return _goes_live(edition)


def _withdraw(review: Review, user: User, answers: Answers) -> str:
    at = answers.get("withdraw_at")
    withdraw(review, by=user, at=at, reason=answers.get("withdraw_reason", ""))
    if at is None:
        return _("Withdrawn. Its address now says that the piece is gone.")
    return _("It goes away %(moment)s.") % {"moment": told_everywhere(at)}


def _cancel(review: Review, user: User, answers: Answers) -> str:
    cancel(review, by=user)
    return _("Cancelled. Nothing of this piece is scheduled any more.")


def _restore(review: Review, user: User, answers: Answers) -> str:
    restore(review, by=user)
    return _("Restored. Readers see the text that was public last.")


def _submit(review: Review, user: User, answers: Answers) -> str:
    submit(review, user, note=answers.get("desk_note", ""))
    return _("Submitted. An editor will look at it.")


def _send_back(review: Review, user: User, answers: Answers) -> str:
    send_back(review, user, note=answers.get("desk_note", ""))
    return _("Sent back. Its writer sees your note.")


def _told(answers: Answers) -> dict[str, Any]:
    return {
        "correction": answers.get("correction", ""),
        "tell_readers": bool(answers.get("tell_readers")),
    }


def _goes_live(edition: Edition) -> str:
    told = _("Scheduled. It goes live %(moment)s.") % {"moment": told_everywhere(edition.begins)}
    then = as_of_address(edition.live_from, edition.get_absolute_url())
    link = '{} <a href="{}">{}</a>'
    return format_html(link, told, then, _("See the site as of then"))


Act = Callable[[Review, User, Answers], str]
# Name of the button -> what it does and the permission it asks for. A POST without any known
# button is a draft saved, never a publication.
ACTS: dict[str, tuple[Act, str]] = {
    "_publish": (_publish, "reviews.publish_review"),
    "_schedule": (_schedule, "reviews.publish_review"),
    "_update_scheduled": (_update_scheduled, "reviews.publish_review"),
    "_withdraw": (_withdraw, "reviews.publish_review"),
    "_cancel": (_cancel, "reviews.publish_review"),
    "_restore": (_restore, "reviews.publish_review"),
    "_submit": (_submit, "reviews.change_review"),
    "_send_back": (_send_back, "reviews.publish_review"),
    "_share": (share, "reviews.change_review"),
    "_revoke_link": (revoke, "reviews.change_review"),
}


@dataclass(frozen=True)
class Offer:
    """What the rail shows: the one primary button, and which others stand beside it."""

    primary: tuple[str, str]
    may_publish: bool
    may_schedule: bool
    may_withdraw: bool
    may_cancel: bool
    may_restore: bool
    may_correct: bool
    may_submit: bool
    may_send_back: bool


def offer_for(user: User, review: Review | None, status: Status) -> Offer:
    """Choose by state and permission. Exactly one button is primary."""
    may_publish = user.has_perm("reviews.publish_review")
    is_submitted = review is not None and review.stage == Review.Stage.SUBMITTED
    if not may_publish:
        primary = ("_save", _("Save draft")) if is_submitted else ("_submit", _("Submit"))
    elif status.waiting:
        primary = ("_update_scheduled", _("Update scheduled text"))
    elif status.live:
        primary = ("_publish", _("Publish changes"))
    else:
        primary = ("_publish", _("Publish now"))
    return Offer(
        primary=primary,
        may_publish=may_publish,
        may_schedule=may_publish and not status.waiting,
        may_withdraw=may_publish and bool(status.live),
        may_cancel=may_publish and bool(status.waiting),
        may_restore=may_publish and (status.is_withdrawn or status.is_withdrawal_planned),
        may_correct=bool(status.live) and user.has_perm("reviews.correct_review"),
        may_submit=not may_publish and not is_submitted,
        may_send_back=may_publish and is_submitted,
    )
