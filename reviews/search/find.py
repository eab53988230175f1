"""The one interface of readers' search: `find(Search(…), at)` gives a page of results.

It obeys the instant: what is scheduled is found from its moment on, what is withdrawn no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import BooleanField, Exists, OuterRef, QuerySet, Value

from reviews.models.edition import Edition, EditionByline, EditionTag
from reviews.models.search_index import EditionWords
from reviews.search.extracts import Extract, extract_of, marked
from reviews.search.index import backend
from reviews.search.query import Query, query_of
from reviews.search.spelling import meant_by

PER_PAGE = 10
MOST_CHOICES = 15  # of tags and of authors, the most frequent
RELEVANCE, DATE = "relevance", "date"


@dataclass(frozen=True)
class Search:
    """What is asked. Tag and author are ids; `rating` is in fifths; 0 and "" mean any."""

    typed: str = ""
    kind: str = ""
    year: int = 0
    tag: int = 0
    author: int = 0
    rating: int | None = None
    by_date: bool = False
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        return bool(self.kind or self.year or self.tag or self.author or self.rating is not None)


@dataclass
class Hit:
    """One result: the edition as for a card, its headline and an extract with the words marked."""

    edition: Edition
    headline: Extract
    extract: Extract


@dataclass
class Results:
    """A page of results. `facets` says, by name, how many there are of each value: kind, year,
    rating, tag, author; each counted as if it alone were not asked for.

    `query` is what was looked for in the end: beginnings of words, or `some` of the words, when
    nothing had all of them. `suggestion` is what may have been meant when nothing had.
    """

    query: Query
    total: int = 0
    facets: dict[str, list[tuple[Any, int]]] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    suggestion: str = ""


def find(search: Search, at: datetime, per_page: int = PER_PAGE) -> Results:
    """Search what readers see at that instant. Any input is answered, none is an error."""
    query = query_of(search.typed, languages())
    if not query and (query.text or not search.is_filtered):
        return Results(query)
    with backend().planned():
        results = Results(query, *_counted(search, query, at))
        for looser in query.looser():
            if not results.total:
                results = Results(looser, *_counted(search, looser, at))
        if results.total:
            results.hits = _hits(search, results.query, at, results.total, per_page)
        if query and (results.query.some or not results.total):
            results.suggestion = _suggestion(query, at)
    return results


def languages() -> list[str]:
    """Languages that pieces are written in, the site's own first."""
    table = EditionWords._meta.db_table
    with connection.cursor() as cursor:
        # A step for each language, where DISTINCT would read every row.
        cursor.execute(
            f"WITH RECURSIVE spoken(language) AS (SELECT min(language) FROM {table} UNION ALL "
            f"SELECT (SELECT min(language) FROM {table} WHERE language > spoken.language) "
            "FROM spoken WHERE spoken.language IS NOT NULL) "
            "SELECT language FROM spoken WHERE language IS NOT NULL"
        )
        found = [language[:2] for (language,) in cursor.fetchall()]
    return list(dict.fromkeys([settings.LANGUAGE_CODE[:2], *found]))


def _rows(query: Query, at: datetime) -> QuerySet[EditionWords]:
    rows = EditionWords.objects.live(at)
    return backend().matching(rows, query) if query else rows


def _is_one_of(rows: QuerySet[Any], **wanted: int) -> Any:
    """Whether one of those rows is the edition's; true when none is wanted."""
    wanted = {name: pk for name, pk in wanted.items() if pk}
    return Exists(rows.filter(**wanted)) if wanted else Value(True, BooleanField())


def _flagged(search: Search, query: Query, at: datetime) -> QuerySet[Any]:
    """Matching rows with what facets are counted by."""
    tags = EditionTag.objects.filter(content_object=OuterRef("pk"))
    bylines = EditionByline.objects.filter(edition=OuterRef("pk"))
    return (
        _rows(query, at)
        .values("edition_id", "kind", "year", "rating")
        .annotate(
            tagged=_is_one_of(tags, tag=search.tag),
            authored=_is_one_of(bylines, author=search.author),
        )
    )


def _conditions(search: Search) -> dict[str, tuple[str, list[Any]]]:
    """By facet, the condition that the search puts on it."""
    asked: dict[str, tuple[str, list[Any]]] = {
        name: (f"hits.{name} = %s", [value])
        for name, value in (("kind", search.kind), ("year", search.year), ("rating", search.rating))
        if value not in ("", 0, None) or (name == "rating" and value == 0)
    }
    if search.tag:
        asked["tag"] = ("hits.tagged", [])
    if search.author:
        asked["author"] = ("hits.authored", [])
    return asked


_COUNTED = {
    "kind": ("hits.kind", ""),
    "year": ("hits.year", ""),
    "rating": ("hits.rating", ""),
    "tag": (
        "filed.tag_id",
        f"JOIN {EditionTag._meta.db_table} filed ON filed.edition_id = hits.pk",
    ),
    "author": (
        "filed.author_id",
        f"JOIN {EditionByline._meta.db_table} filed ON filed.edition_id = hits.pk",
    ),
}


def _counted(
    search: Search, query: Query, at: datetime
) -> tuple[int, dict[str, list[tuple[Any, int]]]]:
    """How many there are, in all and by facet: one statement, which looks them up once."""
    matching, params = _flagged(search, query, at).query.sql_with_params()
    asked = _conditions(search)
    parts, values = [], [*params]

    def where(*left_out: str) -> str:
        kept = [asked[name] for name in asked if name not in left_out]
        values.extend(value for _sql, given in kept for value in given)
        return f"WHERE {' AND '.join(sql for sql, _given in kept)}" if kept else ""

    parts.append(f"SELECT 'total', '', count(*) FROM hits {where()}")
    for name, (value, join) in _COUNTED.items():
        limit = f"LIMIT {MOST_CHOICES}" if join else ""
        parts.append(
            f"SELECT * FROM (SELECT '{name}', CAST({value} AS varchar(20)), count(*) AS n "
            f"FROM hits {join} {where(name)} GROUP BY {value} ORDER BY n DESC, {value} {limit}) "
            f"AS counted_{name}"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH hits(pk, kind, year, rating, tagged, authored) AS MATERIALIZED "
            f"({matching}) {' UNION ALL '.join(parts)}",
            values,
        )
        rows = cursor.fetchall()
    facets: dict[str, list[tuple[Any, int]]] = {name: [] for name in _COUNTED}
    total = 0
    for name, value, count in rows:
        if name == "total":
            total = count
        elif value is not None:
            facets[name].append((value if name == "kind" else int(value), count))
    return total, facets


def _filtered(rows: QuerySet[Any], search: Search) -> QuerySet[Any]:
    for name in ("kind", "year"):
        if value := getattr(search, name):
            rows = rows.filter(**{name: value})
    if search.rating is not None:
        rows = rows.filter(rating=search.rating)
    if search.tag:
        tagged = EditionTag.objects.filter(content_object=OuterRef("pk"), tag=search.tag)
        rows = rows.filter(Exists(tagged))
    if search.author:
        written = EditionByline.objects.filter(edition=OuterRef("pk"), author=search.author)
        rows = rows.filter(Exists(written))
    return rows


def _hits(search: Search, query: Query, at: datetime, total: int, per_page: int) -> list[Hit]:
    table = EditionWords._meta.db_table
    rows = _filtered(_rows(query, at), search).values("edition_id")
    sql, params = rows.query.sql_with_params()
    order, more = f"{table}.published_at DESC, {table}.edition_id DESC", []
    if query and not search.by_date:
        best, more = backend().best_first(EditionWords, query, total)
        order = f"{best}, {order}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{sql} ORDER BY {order} LIMIT %s OFFSET %s",
            [*params, *more, per_page, (search.page - 1) * per_page],
        )
        found = [pk for (pk,) in cursor.fetchall()]
    return list(_shown(found, query, at))


def _shown(edition_ids: list[int], query: Query, at: datetime) -> Iterable[Hit]:
    editions = Edition.objects.live(at).filter(pk__in=edition_ids).for_hits().in_bulk()
    for pk in edition_ids:
        if edition := editions.get(pk):
            yield Hit(
                edition,
                headline=marked(edition.headline, query, edition.language),
                extract=extract_of(edition.plain_text, query, edition.language)
                if query
                else [(edition.excerpt, False)],
            )


def _suggestion(query: Query, at: datetime) -> str:
    """What may have been meant, when there is something of it to be found."""
    meant = meant_by(query.text, at)
    if not meant:
        return ""
    total, _facets = _counted(Search(typed=meant), query_of(meant, languages()), at)
    return meant if total else ""
