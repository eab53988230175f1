"""Pages of a list: `?page=` is a number from 1 to the last one, or there is no such page."""

import re
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from publishing.requests import SiteRequest

PER_PAGE = 20


def paginated(
    request: SiteRequest, rows: QuerySet[Any] | range, per_page: int = PER_PAGE, query: str = ""
) -> dict[str, Any]:
    """What templates need of one page: `paginator_page`, `page_links`, `count`, the two neighbours.

    `query` is what all pages of the list keep behind their question mark, such as "letter=T".

    Costs one COUNT and, once read, one SELECT. Http404 for anything but a page that exists.
    """
    paginator = Paginator(rows, per_page)
    asked = request.GET.get("page", "1")
    # ASCII digits without leading zeros, so that one page has one address.
    if not re.fullmatch(r"[1-9][0-9]{0,8}", asked) or int(asked) > paginator.num_pages:
        raise Http404("No such page")
    page = paginator.page(int(asked))
    return {
        "paginator_page": page,
        "count": paginator.count,
        "page_links": _links(request, page, query),
        "previous_url": _address(request, page.number - 1, query) if page.has_previous() else "",
        "next_url": _address(request, page.number + 1, query) if page.has_next() else "",
    }


def _address(request: SiteRequest, number: int, query: str) -> str:
    asked = "&".join(part for part in (query, f"page={number}" if number > 1 else "") if part)
    return f"{request.path}?{asked}" if asked else request.path


def _links(request: SiteRequest, page: Page[Any], query: str) -> list[dict[str, Any] | None]:
    """First, last, current and its neighbours; None stands for pages left out."""
    last = page.paginator.num_pages
    shown = {1, last, *range(page.number - 1, page.number + 2)} & set(range(1, last + 1))
    links: list[dict[str, Any] | None] = []
    for number in sorted(shown):
        if links and number - 1 not in shown:
            links.append(None)
        links.append(
            {
                "number": number,
                "url": _address(request, number, query),
                "current": number == page.number,
            }
        )
    return links
