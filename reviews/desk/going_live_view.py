"""The comparison beside the form: what readers see, and what they would see."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from publishing.desk.staff import staff
from publishing.requests import SiteRequest
from reviews.desk.going_live import going_live, standing_for
from reviews.desk.rights import may_preview
from reviews.desk.typed_draft import TypedDraft
from reviews.models.review import Review
from reviews.revisions import snapshot, snapshot_of

if TYPE_CHECKING:
    from reviews.desk.review_admin import ReviewAdmin


def going_live_urls(model_admin: ReviewAdmin) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view(partial(going_live_view, model_admin))
    return [path("<int:review_id>/going-live/", view, name="reviews_review_going_live")]


def going_live_view(model_admin: ReviewAdmin, request: SiteRequest, review_id: int) -> HttpResponse:
    """`publishing/desk/going_live.html` with `changes` of the posted form, or of the saved text,
    against `edition`; or with `errors` of the form. Saves nothing."""
    review = get_object_or_404(Review, pk=review_id)
    if not may_preview(staff(request), review):
        raise PermissionDenied
    edition = standing_for(review, request)
    if edition is None:
        raise Http404("Nothing of this piece is live or scheduled")
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": _("What publishing changes"),
        "review": review,
        "opts": model_admin.opts,
        "edition": edition,
        "is_live": edition.live_from <= request.at,
    }
    if request.method == "POST" and model_admin.has_change_permission(request, review):
        typed = TypedDraft(model_admin, request, review)
        if errors := typed.errors:
            return render(request, "publishing/desk/going_live.html", context | {"errors": errors})
        draft = typed.draft
        text = snapshot_of(
            draft.review,
            bylines=[author.pk for author in draft.authors],
            also_about=[film.pk for film in draft.also_about],
            tags=[tag.name for tag in draft.tags],
        )
    else:
        text = snapshot(review)
    context["changes"] = going_live(request, edition, text)
    return render(request, "publishing/desk/going_live.html", context)
