"""The preview beside the form: the page of what is typed, saved or not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from publishing.desk.staff import staff
from publishing.requests import SiteRequest
from reviews.desk.preview import render_preview, saved_draft
from reviews.desk.rights import may_preview
from reviews.desk.typed_draft import TypedDraft
from reviews.models.review import Review

if TYPE_CHECKING:
    from reviews.desk.review_admin import ReviewAdmin

# Of a whole form. A longer one can be saved, but not be rendered anew at every pause.
LARGEST_BYTES = 16 * 1024 * 1024


def preview_urls(model_admin: ReviewAdmin) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view(partial(preview_view, model_admin))
    return [
        path("add/preview/", view, name="reviews_review_preview_new"),
        path("<int:review_id>/preview/", view, name="reviews_review_preview"),
    ]


def preview_address(model_admin: ReviewAdmin, request: Any, review: Review | None) -> str:
    """Where the form's text can be previewed; empty for those who may not."""
    if review is None:
        may, args = model_admin.has_add_permission(request), []
    else:
        may, args = may_preview(staff(request), review), [review.pk]
    name = "reviews_review_preview" if args else "reviews_review_preview_new"
    return reverse(f"admin:{name}", args=args) if may else ""


def preview_view(
    model_admin: ReviewAdmin, request: SiteRequest, review_id: int | None = None
) -> HttpResponse:
    """`reviews/review_detail.html` of the posted form, or of the saved text where nothing is
    posted; `publishing/desk/preview_errors.html` with `errors` when there is nothing to show.

    Whoever may look but not write is shown the saved text, whatever is posted. Saves nothing.
    """
    review = get_object_or_404(Review, pk=review_id) if review_id is not None else None
    if not preview_address(model_admin, request, review):
        raise PermissionDenied
    if request.method != "POST" or not _may_write(model_admin, request, review):
        if review is None:
            return redirect("admin:reviews_review_add")
        return render_preview(request, saved_draft(review))
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BYTES:
        return _refused(request, [_("The text is too long to be shown while you type.")])
    typed = TypedDraft(model_admin, request, review)
    return _refused(request, typed.errors) if typed.errors else render_preview(request, typed.draft)


def _may_write(model_admin: ReviewAdmin, request: SiteRequest, review: Review | None) -> bool:
    return review is None or model_admin.has_change_permission(request, review)


def _refused(request: SiteRequest, errors: list[str]) -> HttpResponse:
    context = {"errors": errors, "title": _("No preview yet"), "canonical": ""}
    return render(request, "publishing/desk/preview_errors.html", context)
