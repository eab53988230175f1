"""The front page, a review or article, and the lists of them."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.addresses import Gone
from publishing.error_views import gone
from publishing.pagecache.parameters import takes
from publishing.requests import SiteRequest
from reviews.models.content import Kind
from reviews.models.edition import Edition
from reviews.models.edition_queryset import EditionQuerySet
from reviews.public.addresses import of_slug
from reviews.public.cards import card_for
from reviews.public.front_page import picked_for_the_front_page
from reviews.public.page import ReviewPage
from reviews.public.pagination import paginated
from reviews.public.shelves import live_authors
from reviews.public.structured_data import structured_data

LATEST, SHELF, WRITERS = 6, 4, 8


@require_safe
def home(request: SiteRequest) -> HttpResponse:
    """`reviews/home.html`: `lead`, `picked`, `latest`, `shelf` (cards) and `writers`.

    What editors picked comes first, then the newest; no piece stands there twice.
    """
    picked = picked_for_the_front_page(request.at)
    editions = Edition.objects.live(request.at).newest_first().for_cards()
    newest = [card_for(edition) for edition in editions[: 1 + LATEST + SHELF + len(picked)]]
    shown = {card.url for card in picked}
    rest = [card for card in newest if card.url not in shown]
    first = picked or rest[:1]
    if not picked:
        rest = rest[1:]
    writers = live_authors(request.at).filter(is_listed=True).select_related("photo")
    context = {
        "lead": first[0] if first else None,
        "picked": first[1:],
        "latest": rest[:LATEST],
        "shelf": rest[LATEST : LATEST + SHELF],
        "writers": writers.order_by("-piece_count", "name")[:WRITERS],  # type: ignore[misc]
    }
    return render(request, "reviews/home.html", context)


@require_safe
def review_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """`reviews/review_detail.html` with `page`, a ReviewPage, and its `graph`.

    Old addresses are a 301, or a 410.
    """
    return _piece(request, Kind.REVIEW, slug)


@require_safe
def article_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """The same for an article."""
    return _piece(request, Kind.ARTICLE, slug)


def _piece(request: SiteRequest, kind: str, slug: str) -> HttpResponse:
    live = Edition.objects.live(request.at)
    edition = live.for_page().at_address(kind, slug).first()
    if edition is not None:
        page = ReviewPage(edition, request.at)
        graph = structured_data(page, request.site_now.settings)
        context = {"page": page, "title": edition.headline, "graph": graph}
        return render(request, "reviews/review_detail.html", context)
    try:
        moved = of_slug(slug, request.at)
    except Gone as reason:
        return gone(request, str(reason))
    if moved is None:
        raise Http404("Nothing was ever public here")
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{moved}?{query}" if query else moved)


@takes("page")
@require_safe
def review_list(request: SiteRequest) -> HttpResponse:
    """`reviews/piece_list.html` with every review, newest first."""
    editions = Edition.objects.live(request.at).of_kind(Kind.REVIEW)
    return _list(request, editions, _("Reviews"), section="reviews")


@takes("page")
@require_safe
def article_list(request: SiteRequest) -> HttpResponse:
    """`reviews/piece_list.html` with every article, newest first."""
    editions = Edition.objects.live(request.at).of_kind(Kind.ARTICLE)
    return _list(request, editions, _("Articles"), section="articles")


@takes("page")
@require_safe
def archive_year(request: SiteRequest, year: int) -> HttpResponse:
    """`reviews/piece_list.html` with a year's pieces and jumps to its months; 404 when empty."""
    start, end = _midnight(year, 1), _midnight(year + 1, 1)
    editions = Edition.objects.live(request.at).published_between(start, end)
    months = editions.datetimes("published_at", "month")
    jumps = [_month_jump(month) for month in months]
    return _list(request, editions, str(year), jumps=jumps, must_have_rows=True)


@takes("page")
@require_safe
def archive_month(request: SiteRequest, year: int, month: int) -> HttpResponse:
    """`reviews/piece_list.html` with a month's pieces; 404 when empty."""
    start = _midnight(year, month)
    end = _midnight(year + month // 12, month % 12 + 1)
    editions = Edition.objects.live(request.at).published_between(start, end)
    whole_year = {"label": str(year), "url": reverse("archive_year", args=[year])}
    heading = date_format(start, "YEAR_MONTH_FORMAT")
    return _list(request, editions, heading, jumps=[whole_year], must_have_rows=True)


def _midnight(year: int, month: int) -> datetime:
    """When the month begins in the site's zone."""
    return timezone.make_aware(datetime(year, month, 1))  # noqa: DTZ001 - made aware here


def _month_jump(month: datetime) -> dict[str, Any]:
    return {
        "label": date_format(month, "F"),
        "url": reverse("archive_month", args=[month.year, month.month]),
        "current": False,
    }


def _list(
    request: SiteRequest,
    editions: EditionQuerySet,
    heading: str,
    section: str = "",
    jumps: list[dict[str, Any]] | None = None,
    must_have_rows: bool = False,
) -> HttpResponse:
    page = paginated(request, editions.newest_first().for_cards())
    if must_have_rows and not page["count"]:
        raise Http404("Nothing was published then")
    context = {
        **page,
        "cards": [card_for(edition) for edition in page["paginator_page"]],
        "heading": heading,
        "title": heading,
        "section": section,
        "jumps": jumps or [],
    }
    return render(request, "reviews/piece_list.html", context)
