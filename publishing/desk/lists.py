"""Lists that stay quick in a large archive: nothing is ever counted to its end.

A count beyond MOST is told as “1,000+”, and all counts of a list's filters come in one query.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _

MOST = 1000


def told_count(count: int) -> str:
    """“57”, or “1,000+” for whatever is more than that."""
    most = number_format(MOST, use_l10n=True, force_grouping=True)
    return str(count) if count <= MOST else f"{most}+"


def counts_up_to(
    querysets: Sequence[QuerySet[Any]], most: int = MOST, first: int | None = None
) -> list[int]:
    """How many rows each queryset has, counted to `most` + 1 at the most, in one query.

    `first` is how far the first of them is counted, where that differs.
    """
    parts: list[str] = []
    params: list[Any] = []
    for number, rows in enumerate(querysets):
        end = 1 + (first if first is not None and number == 0 else most)
        try:
            sql, given = rows.order_by().values("pk")[:end].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")
        params += given
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return list(cursor.fetchone())


class BoundedPaginator(Paginator):
    """Counts to `reach` and no further: later pages exist as soon as one comes near them."""

    def __init__(self, *args: Any, reach: int = MOST, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = reach

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        known: int | None = getattr(rows, "known_count", None)
        return known if known is not None else rows.order_by()[: self.reach + 1].count()


class CountedFilter(admin.SimpleListFilter):
    """Choices with how many pieces each would show; `narrow` says what a choice means."""

    template = "publishing/desk/filter.html"
    counts: dict[str, int] = {}

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else self.narrow(queryset, value)

    def choices(self, changelist: Any) -> Any:
        names = [(None, _("All")), *self.lookup_choices]
        for value, display in names:
            count = self.counts.get(str(value))
            yield {
                "selected": self.value() == (None if value is None else str(value)),
                "query_string": changelist.get_query_string(
                    {self.parameter_name: value}, remove=["p"]
                ),
                "display": display,
                "count": None if count is None else told_count(count),
            }


class BoundedChangeList(ChangeList):
    """Counts its own rows and those behind each choice of its filters in one query."""

    told_count = ""

    def get_results(self, request: HttpRequest) -> None:
        specs = self.filter_specs
        counted: Any = [found for found in specs if isinstance(found, CountedFilter)]
        chosen = [(one, str(value)) for one in counted for value, _word in one.lookup_choices]
        base = self._without(request, counted)
        asked = [one.narrow(_narrowed(base, request, counted, one), value) for one, value in chosen]
        reach = BoundedList.reach(request, self.list_per_page)
        own, *found = counts_up_to([self.queryset, *asked], first=reach)
        if not own and self.query and (nearly := self._nearly(request)) is not None:
            self.queryset = nearly
            [own] = counts_up_to([nearly], first=reach)
        self.queryset.known_count = own
        for (one, value), count in zip(chosen, found, strict=True):
            one.counts = {**one.counts, value: count}
        super().get_results(request)
        self.told_count = told_count(self.result_count)

    def _nearly(self, request: HttpRequest) -> QuerySet[Any] | None:
        """What an admin class with `found_nearly` finds in place of nothing."""
        find = getattr(self.model_admin, "found_nearly", None)
        found = find(request, self.root_queryset, self.query) if find else None
        if found is None:
            return None
        for one in self.filter_specs:
            narrowed = one.queryset(request, found)
            found = found if narrowed is None else narrowed
        return self.apply_select_related(found).order_by(*self.get_ordering(request, found))

    def _without(self, request: HttpRequest, counted: Any) -> QuerySet[Any]:
        """What is found without the counted filters, but with search and all others."""
        if all(one.value() is None for one in counted):
            return self.queryset
        uncounted = [found for found in self.filter_specs if found not in counted]
        rows = self.root_queryset.filter(**self.get_filters(request)[2])
        for one in uncounted:
            narrowed = one.queryset(request, rows)
            rows = rows if narrowed is None else narrowed
        return self.model_admin.get_search_results(request, rows, self.query)[0]


def _narrowed(
    rows: QuerySet[Any], request: HttpRequest, counted: list[CountedFilter], but: CountedFilter
) -> QuerySet[Any]:
    for one in counted:
        rows = rows if one is but else one.queryset(request, rows)
    return rows


class BoundedList(admin.ModelAdmin):
    """For every admin class with a list of ours."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_paginator(
        self,
        request: HttpRequest,
        queryset: Any,
        per_page: int,
        orphans: int = 0,
        allow_empty_first_page: bool = True,
    ) -> Paginator:
        reach = self.reach(request, per_page)
        return BoundedPaginator(queryset, per_page, orphans, allow_empty_first_page, reach=reach)

    @staticmethod
    def reach(request: HttpRequest, per_page: int) -> int:
        """How far to count: MOST, or as far as the pages around the one that is asked for."""
        page = request.GET.get("p", "")
        near = (int(page) + 2) * per_page if page.isdecimal() and len(page) < 8 else 0
        return max(MOST, near)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return BoundedChangeList
