"""Search results, and what is suggested while a reader types."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.pagecache.parameters import takes
from publishing.requests import SiteRequest
from reviews.models.search_index import SearchName
from reviews.public.cards import latest_cards
from reviews.public.search_page import SearchPage
from reviews.search.names import shown_at, suggested
from reviews.search.query import tidied

SUGGESTED = {"film": 4, "person": 3, "edition": 4}


@takes("q", "page", "kind", "year", "tag", "author", "rating", "sort")
@require_safe
def search(request: SiteRequest) -> HttpResponse:
    """`reviews/search.html`: a box, ten results, filters with counts; or the latest."""
    page = SearchPage(request)
    context = page.context()
    if not page.results.total:
        context["latest"] = latest_cards(request)
    return render(request, "reviews/search.html", context)


@takes("q")
@require_safe
def suggest(request: SiteRequest) -> JsonResponse:
    """JSON: `suggestions`, each with `kind` in words, `text` and `url`; only of what is live."""
    typed = tidied(request.GET.get("q", ""))
    suggestions = [
        {"kind": label, "text": text_of(row), "url": url_of(row)}
        for kind, label in (("film", _("Film")), ("person", _("Person")), ("edition", _("Review")))
        for row in suggested(
            shown_at(SearchName.objects.all(), request.at, (kind,)), kind, typed, SUGGESTED[kind]
        )
    ]
    return JsonResponse({"suggestions": suggestions})


def text_of(row: SearchName) -> str:
    """The name itself, and beside another name of the same thing, the one it is known by."""
    known = str(row.film or row.person or row.name)
    return known if row.name in known else f"{row.name} · {known}"


def url_of(row: SearchName) -> Any:
    return (row.film or row.person or row.edition).get_absolute_url()  # type: ignore[union-attr]
