"""One click from the message that a piece was published: take that back."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from publishing.desk.staff import staff
from reviews.desk.status import Status
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.publish import UNDO_WITHIN, Refused, undo


def with_undo(sentence: str) -> str:
    """The sentence with a button behind it, which sends the form that the page holds for it."""
    return format_html(
        '{} <button type="submit" form="undo-publication" class="undo">{}</button>',
        *(sentence, _("Undo")),
    )


def undoable(status: Status, at: datetime) -> Edition | None:
    """The edition that was published within the last minute and may be taken back."""
    live = status.live
    is_fresh = live is not None and not status.waiting and at - live.pressed_at <= UNDO_WITHIN
    return live if is_fresh else None


@require_POST
def undo_view(request: HttpRequest, review_id: int) -> HttpResponse:
    """Back to the form, with a sentence that says what readers see now."""
    review = get_object_or_404(Review, pk=review_id)
    if not request.user.has_perm("reviews.publish_review"):
        raise PermissionDenied
    number = request.POST.get("number", "")
    try:
        restored = undo(review, staff(request), int(number) if number.isdecimal() else 0)
    except Refused as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
    else:
        messages.success(
            request,
            _("Undone. Readers see the text that was live before.")
            if restored
            else _("Undone. Readers see nothing of this piece; it is a draft again."),
        )
    return redirect(review.desk_url)
