"""Pieces that nothing recommends: neither an editor nor the site itself."""

from datetime import datetime

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.desk.lists import BoundedPaginator
from publishing.desk.panels import Panel, PanelRow
from publishing.moments import told_near
from recommendations.models.neighbour import Neighbour
from recommendations.models.recommendation import Recommendation
from reviews.models.edition import Edition
from reviews.models.edition_queryset import EditionQuerySet

PER_PAGE, ON_THE_PANEL = 100, 6
# Automatic links that readers can meet: a panel has four places, some taken by editors' own.
FIRST = 4
PERMISSION = "reviews.edit_any_review"
ADDRESS = "admin:recommendations_frontpagepick_orphans"


def orphans(at: datetime) -> EditionQuerySet:
    """Live pieces that no curated link and no automatic list of live pieces leads to."""
    curated = Recommendation.objects.filter(target=OuterRef("review_id"))
    filled = Neighbour.objects.filter(target=OuterRef("review_id"), rank__lt=FIRST)
    live = Edition.objects.live(at).filter(~Exists(curated), ~Exists(filled))
    return live.newest_first().only("review_id", "headline", "published_at", "kind", "slug")


def orphans_view(request: HttpRequest) -> HttpResponse:
    """`recommendations/orphans.html`: `page` of live editions, newest first."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    number = request.GET.get("page", "1")
    reach = (int(number) + 2) * PER_PAGE if number.isdecimal() and len(number) < 8 else 0
    rows = orphans(request.at)  # type: ignore[attr-defined]
    page = BoundedPaginator(rows, PER_PAGE, reach=max(1000, reach)).get_page(number)
    context = {
        **admin.site.each_context(request),
        "title": _("Pieces that nothing recommends"),
        "page": page,
    }
    return render(request, "recommendations/orphans.html", context)


def nothing_recommends(request: HttpRequest) -> Panel | None:
    """The newest of them on the desk's first page."""
    if not request.user.has_perm(PERMISSION):
        return None
    at = request.at  # type: ignore[attr-defined]
    rows = [
        PanelRow(
            reverse("admin:reviews_review_change", args=[edition.review_id]),
            edition.headline,
            told_near(edition.published_at, at),
        )
        for edition in orphans(at)[:ON_THE_PANEL]
    ]
    return Panel(
        _("Nothing recommends these"),
        "draft",
        rows,
        _("Every live piece is recommended somewhere."),
        more=reverse(ADDRESS) if rows else "",
    )
