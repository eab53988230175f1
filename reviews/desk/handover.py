"""A piece changes hands: submitted to an editor, sent back to its writer, with a note."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from publishing.log import Kind, record
from reviews.models.desk_note import DeskNote
from reviews.models.review import Review
from reviews.notices import tell_sent_back, tell_submitted
from reviews.publish import NotReady


def submit(review: Review, by: User, note: str = "") -> None:
    """Hand the piece to the editors; its writer may only look at it until it is sent back."""
    _hand_over(review, by, Review.Stage.SUBMITTED, DeskNote.Kind.SUBMITTED, note)
    record(by, review, _("Submitted. %(note)s") % {"note": note}, Kind.HANDOVER)
    tell_submitted(review, by, note)


def send_back(review: Review, by: User, note: str) -> None:
    """Give the piece back to its writer, with what is to be changed.

    Raises NotReady when it was not submitted, or when nothing is said.
    """
    if review.stage != Review.Stage.SUBMITTED:
        raise NotReady(_("This piece is not submitted; its writer has it."))
    if not note.strip():
        raise NotReady(_("Say in the note what is to be changed."))
    _hand_over(review, by, Review.Stage.DRAFTING, DeskNote.Kind.SENT_BACK, note)
    record(by, review, _("Sent back. %(note)s") % {"note": note}, Kind.HANDOVER)
    tell_sent_back(review, by, note)


def settle(review: Review) -> None:
    """Nothing is left to answer: the piece was published, or changed hands again."""
    review.desk_notes.filter(is_open=True).update(is_open=False)


def open_note(review: Review) -> DeskNote | None:
    return review.desk_notes.filter(is_open=True).select_related("by").first()


def _hand_over(review: Review, by: User, stage: str, kind: str, note: str) -> None:
    with transaction.atomic():
        Review.objects.select_for_update(no_key=True, of=("self",)).get(pk=review.pk)
        settle(review)
        review.stage = stage
        review.save(update_fields=["stage"])
        if note.strip():
            DeskNote.objects.create(review=review, kind=kind, text=note.strip(), by=by)
