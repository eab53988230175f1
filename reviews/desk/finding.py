"""The desk's own search: pieces by names and public words, films and people by any spelling.

The same rules for words as readers' search, over the desk's own index: what is typed need not
be finished, and a slip of the finger is put right when nothing is found.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reviews.models.desk_words import DeskWords
from reviews.models.review import Review
from reviews.models.search_index import EditionWords, SearchName
from reviews.search.find import languages
from reviews.search.index import backend
from reviews.search.names import suggested
from reviews.search.query import beginnings_of, query_of, tidied
from reviews.search.spelling import meant_among

MOST_NAMES = 200


def pieces_found(rows: QuerySet[Review], typed: str) -> QuerySet[Review]:
    """Those pieces whose names have all that was typed, or whose public text has it."""
    beginnings = beginnings_of(typed)
    if not beginnings:
        return rows.none()
    names = backend().matching(DeskWords.objects.all(), beginnings)
    wanted = query_of(typed, languages())
    found = Q(pk__in=_inside(names.values("pk")))
    if wanted:
        public = backend().matching(EditionWords.objects.all(), wanted)
        found |= Q(editions__in=_inside(public.values("pk")))
    return rows.filter(found).distinct()


def _inside(rows: QuerySet[Any]) -> RawSQL:
    """As a subquery: Django would rename the table that the condition names."""
    sql, params = rows.query.sql_with_params()
    return RawSQL(sql, params)


def names_found(rows: QuerySet[Any], kind: str, typed: str) -> QuerySet[Any]:
    """Those films or people that are called so, or nearly so when none is."""
    names = SearchName.objects.filter(**{f"{kind}__isnull": False})
    found = suggested(names, kind, typed, MOST_NAMES)
    if not found and (meant := meant_among(names, typed)):
        found = suggested(names, kind, meant, MOST_NAMES)
    return rows.filter(pk__in=[getattr(name, f"{kind}_id") for name in found])


class FindsPieces(admin.options.BaseModelAdmin):
    """For the list of pieces and for boxes in which one is chosen."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        typed = tidied(search_term)
        if not typed:
            return queryset, False
        found = pieces_found(queryset, typed)
        # A list counts what was found anyway, and asks `found_nearly` when that is nothing.
        if _is_list(request) or found.exists():
            return found, False
        nearly = self.found_nearly(request, queryset, search_term)
        return (found if nearly is None else nearly), False

    def found_nearly(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> QuerySet[Any] | None:
        """What the words would have found without a slip of the finger, or None."""
        typed = tidied(search_term)
        meant = meant_among(SearchName.objects.all(), typed)
        if not meant or not (found := pieces_found(queryset, meant)).exists():
            return None
        _say(request, typed, meant)
        return found


class FindsNames(admin.options.BaseModelAdmin):
    """For lists of films and people: Django's own search, and ours when that finds nothing."""

    kind_of_name = ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, has_duplicates = super().get_search_results(  # type: ignore[misc]
            request, queryset, search_term
        )
        if not search_term.strip() or found.exists():
            return found, has_duplicates
        return names_found(queryset, self.kind_of_name, tidied(search_term)), False


def _is_list(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and str(match.url_name).endswith("_changelist")


def _say(request: HttpRequest, typed: str, meant: str) -> None:
    """On the list itself; boxes that suggest have no place for it."""
    if _is_list(request):
        words = {"typed": typed, "meant": meant}
        said = _("Nothing has “%(typed)s”. These have “%(meant)s”.") % words
        messages.info(request, said)
