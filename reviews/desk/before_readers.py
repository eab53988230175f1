"""What the form offers for looking at a piece before readers do, or as they did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from publishing.as_of import as_of_address, tomorrow_at_nine
from publishing.moments import told, told_near
from reviews.desk.as_of import may_see
from reviews.desk.preview_view import preview_address
from reviews.models.preview_link import PreviewLink

if TYPE_CHECKING:
    from django.http import HttpRequest

    from reviews.desk.review_admin import ReviewAdmin
    from reviews.desk.status import Status
    from reviews.models.edition import Edition
    from reviews.models.review import Review


def before_readers(
    model_admin: ReviewAdmin,
    request: HttpRequest,
    review: Review | None,
    status: Status,
    editions: list[Edition],
) -> dict[str, Any]:
    """`preview_url`, `going_live_url` where there is something to compare with, `share_links`
    (rows) and `moments` (links into the site as of an instant)."""
    preview_url = preview_address(model_admin, request, review)
    stands = preview_url and (status.live or status.waiting)
    return {
        "preview_url": preview_url,
        "going_live_url": _going_live_address(review) if review and stands else "",
        "share_links": _share_links(request, review) if review else [],
        "moments": _moments(status, editions) if may_see(request) else [],
    }


def _going_live_address(review: Review) -> str:
    return reverse("admin:reviews_review_going_live", args=[review.pk])


def _share_links(request: Any, review: Review) -> list[dict[str, Any]]:
    return [
        {
            "pk": link.pk,
            "name": link.name,
            "expires": told_near(link.expires_at, request.at),
            "opened": told_near(link.last_opened_at, request.at) if link.last_opened_at else "",
        }
        for link in PreviewLink.objects.filter(review=review).open(request.at)
    ]


def _moments(status: Status, editions: list[Edition]) -> list[dict[str, str]]:
    """Where the piece, or the front page while it has no page then, is seen at telling moments."""

    def link(word: str, moment: Any, edition: Edition | None) -> dict[str, str]:
        path = edition.get_absolute_url() if edition else "/"
        return {"word": word, "told": told(moment), "url": as_of_address(moment, path)}

    tomorrow = tomorrow_at_nine()
    then = next((e for e in editions if e.live_from <= tomorrow < e.live_until), None)
    found = [link("tomorrow", tomorrow, then)]
    if status.waiting:
        found.append(link("goes live", status.waiting.live_from, status.waiting))
    if editions and editions[0] is not status.waiting:
        found.append(link("published", editions[0].live_from, editions[0]))
    return found
