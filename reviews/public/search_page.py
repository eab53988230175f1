"""The page of search results: what is asked by its address, and every address it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.requests import SiteRequest
from reviews.models.content import Kind
from reviews.public.cards import Card, card_for
from reviews.public.pagination import paginated
from reviews.public.shelves import live_authors, live_tags
from reviews.search.find import PER_PAGE, Hit, Results, Search, find
from reviews.search.query import tidied

KINDS = {Kind.REVIEW.value: gettext_lazy("Reviews"), Kind.ARTICLE.value: gettext_lazy("Articles")}
NOBODY = -1  # an id that no row has: of a tag or an author that nothing live has
DATE = "date"


@dataclass(frozen=True)
class Choice:
    """One value of a facet, and how many results it leaves."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass
class Facet:
    """A question of the filter form; `choices` are worth showing when there are several."""

    name: str
    label: str
    any_label: str
    choices: list[Choice] = field(default_factory=list)


@dataclass(frozen=True)
class Filter:
    """A filter that is on, in words, and the address of the page without it."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class FoundCard:
    """A result: its card, and headline and extract as parts (text, whether it is marked)."""

    card: Card
    headline: list[tuple[str, bool]]
    extract: list[tuple[str, bool]]


class SearchPage:
    """Reads a request's query, searches, and offers the template what it shows."""

    def __init__(self, request: SiteRequest) -> None:
        self.request, self.at = request, request.at
        self.asked = {
            name: value
            for name in ("q", "kind", "year", "tag", "author", "rating", "sort")
            if (value := tidied(request.GET.get(name, "")))
        }
        self._chosen: dict[str, Any] = {}
        self.search = self._search()
        self.results: Results = find(self.search, self.at)

    @property
    def typed(self) -> str:
        return self.asked.get("q", "")

    def context(self) -> dict[str, Any]:
        """What `reviews/search.html` needs. Http404 for a page after the last."""
        page = paginated(
            self.request, range(self.results.total), PER_PAGE, self._query(without="page")
        )
        return {
            **page,
            "search": self,
            "typed": self.typed,
            "found": [_found_card(hit) for hit in self.results.hits],
            "facets": [facet for facet in self._facets() if facet.choices],
            "filters": list(self._filters()),
            "heading": self._heading(),
            "suggestion": self.results.suggestion,
            "suggestion_url": self._address(q=self.results.suggestion),
            "by_date": self.search.by_date,
            "some": self.results.query.some,
            "title": _("“%(words)s”: search") % {"words": self.typed}
            if self.typed
            else _("Search"),
        }

    # -- what is asked ----------------------------------------------------------------------

    def _search(self) -> Search:
        year, rating = self.asked.get("year", ""), self.asked.get("rating", "")
        if not re.fullmatch("[12][0-9]{3}", year):
            self.asked.pop("year", None)
            year = "0"
        if not re.fullmatch("[0-5]", rating):
            self.asked.pop("rating", None)
        if self.asked.get("kind") not in KINDS:
            self.asked.pop("kind", None)
        return Search(
            typed=self.typed,
            kind=self.asked.get("kind", ""),
            year=int(year),
            tag=self._id_of("tag", live_tags(self.at)),
            author=self._id_of("author", live_authors(self.at)),
            rating=int(self.asked["rating"]) if "rating" in self.asked else None,
            by_date=self.asked.get("sort") == DATE,
            page=self._page(),
        )

    def _page(self) -> int:
        asked = self.request.GET.get("page", "1")
        if not re.fullmatch("[1-9][0-9]{0,8}", asked):
            raise Http404("No such page")
        return int(asked)

    def _id_of(self, name: str, live: QuerySet[Any]) -> int:
        """The id of what the address names by its slug, when there is something live of it."""
        if name not in self.asked:
            return 0
        row = live.filter(slug=self.asked[name]).first()
        self._chosen[name] = row
        return row.pk if row else NOBODY

    # -- where it leads ---------------------------------------------------------------------

    def _query(self, without: str = "", **changed: str) -> str:
        """The query of an address with something changed or left out; always on its first page."""
        asked = {**self.asked, **changed}
        return urlencode({name: value for name, value in asked.items() if name != without})

    def _address(self, without: str = "", **changed: str) -> str:
        query = self._query(without, **changed)
        return f"{self.request.path}?{query}" if query else self.request.path

    # -- what it shows ----------------------------------------------------------------------

    def _heading(self) -> str:
        total, typed = self.results.total, self.typed
        if not total:
            return _("Nothing matches “%(words)s”.") % {"words": typed} if typed else _("Nothing.")
        if not typed:
            return ngettext("%(count)s piece", "%(count)s pieces", total) % {"count": f"{total:,}"}
        if self.results.query.some:
            return ngettext(
                "%(count)s piece has some of the words of “%(words)s”",
                "%(count)s pieces have some of the words of “%(words)s”",
                total,
            ) % {"count": f"{total:,}", "words": typed}
        return ngettext(
            "%(count)s piece matches “%(words)s”", "%(count)s pieces match “%(words)s”", total
        ) % {"count": f"{total:,}", "words": typed}

    def _filters(self) -> Iterator[Filter]:
        labels = {
            "kind": lambda value: KINDS[value],
            "year": lambda value: value,
            "rating": _rating_label,
            "tag": lambda value: getattr(self._chosen["tag"], "name", value),
            "author": lambda value: getattr(self._chosen["author"], "name", value),
        }
        for name, label in labels.items():
            if name in self.asked:
                yield Filter(str(label(self.asked[name])), self._address(without=name))

    def _facets(self) -> Iterator[Facet]:
        counted = self.results.facets
        if not counted:
            return
        kinds = [(kind, str(KINDS[kind]), count) for kind, count in counted["kind"]]
        years = [(str(year), str(year), count) for year, count in counted["year"]]
        ratings = [
            (str(rating), _rating_label(rating), count) for rating, count in counted["rating"]
        ]
        yield self._facet("kind", _("Kind"), _("All kinds"), kinds)
        yield self._facet("year", _("Year"), _("All years"), sorted(years, reverse=True))
        yield self._facet(
            "author",
            _("Writer"),
            _("All writers"),
            _named(live_authors(self.at), counted["author"]),
        )
        yield self._facet(
            "tag", _("Tag"), _("All tags"), _named(live_tags(self.at), counted["tag"])
        )
        yield self._facet("rating", _("Rating"), _("All ratings"), sorted(ratings, reverse=True))

    def _facet(
        self, name: str, label: str, any_label: str, counted: list[tuple[str, str, int]]
    ) -> Facet:
        chosen = self.asked.get(name, "")
        facet = Facet(name, label, any_label)
        if len(counted) > 1 or chosen:
            facet.choices = [
                Choice(value, text, count, value == chosen) for value, text, count in counted
            ]
        if chosen and not any(choice.chosen for choice in facet.choices):
            text = getattr(self._chosen.get(name), "name", chosen)
            facet.choices.append(Choice(chosen, text, self.results.total, True))
        return facet


def _named(live: QuerySet[Any], counted: list[tuple[int, int]]) -> list[tuple[str, str, int]]:
    rows: dict[int, Model] = live.in_bulk([pk for pk, _count in counted])
    return [
        (row.slug, row.name, count)  # type: ignore[attr-defined]
        for pk, count in counted
        if (row := rows.get(pk))
    ]


def _rating_label(fifths: Any) -> str:
    return _("about %(rating)s of 5") % {"rating": fifths}


def _found_card(hit: Hit) -> FoundCard:
    return FoundCard(card_for(hit.edition), hit.headline, hit.extract)
