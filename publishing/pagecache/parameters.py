"""Which words after the question mark a page listens to; all others are as if not there."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., Any])

# Plain links of WordPress on the front page are old addresses, and no front page.
FOREIGN = {"p", "page_id", "attachment_id", "cat", "tag", "author", "m", "feed"}


def takes(*names: str) -> Callable[[View], View]:
    """Declare the query parameters that a public view reads; the last of several counts.

    Put it outermost. A view without it reads none: the page cache gives it an empty query.
    """

    def mark(view: View) -> View:
        view.parameters = frozenset(names)  # type: ignore[attr-defined]
        return view

    return mark


def heard_query(path: str, query: str) -> str | None:
    """The part of a query that the page at `path` listens to, in one spelling.

    None when no page is at `path`, or the query belongs to an old address: then it matters whole.
    """
    try:
        heard: Iterable[str] = getattr(resolve(path).func, "parameters", ())
    except Resolver404:
        return None
    given = dict(parse_qsl(query, keep_blank_values=True))
    if path == "/" and not FOREIGN.isdisjoint(given):
        return None
    return urlencode({name: given[name] for name in sorted(heard) if name in given})
