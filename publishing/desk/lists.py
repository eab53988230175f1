"""Lists that stay quick in a large archive: nothing is ever counted to its end.

A count beyond MOST is told as “1,000+”, and all counts of a list's filters come in one query.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import admin
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


def counts_up_to(querysets: Sequence[QuerySet[Any]], most: int = MOST) -> list[int]:
    """How many rows each queryset has, counted to `most` + 1 at the most, in one query."""
    parts: list[str] = []
    params: list[Any] = []
    for rows in querysets:
        try:
            sql, given = rows.order_by().values("pk")[: most + 1].query.sql_with_params()
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
        return rows.order_by()[: self.reach + 1].count()


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
        page = request.GET.get("p", "")
        near = (int(page) + 2) * per_page if page.isdecimal() and len(page) < 8 else 0
        return BoundedPaginator(
            queryset, per_page, orphans, allow_empty_first_page, reach=max(MOST, near)
        )

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist: Any = super().get_changelist_instance(request)
        changelist.told_count = told_count(changelist.result_count)
        specs = changelist.filter_specs
        counted = [found for found in specs if isinstance(found, CountedFilter)]
        asked = [
            (chosen, str(value)) for chosen in counted for value, _word in chosen.lookup_choices
        ]
        others = {
            chosen: changelist.get_queryset(
                request, exclude_parameters=chosen.expected_parameters()
            )
            for chosen in counted
        }
        changelist.filter_specs = specs  # which asking for a queryset makes anew
        found = counts_up_to([chosen.narrow(others[chosen], value) for chosen, value in asked])
        for (chosen, value), count in zip(asked, found, strict=True):
            chosen.counts = {**chosen.counts, value: count}
        return changelist
