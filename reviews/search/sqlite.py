"""Full text on SQLite: an FTS5 table beside each model of the index.

FTS5 is given terms that are finished, apart by spaces, and told to take them as they are. A row
leaves by a trigger when the model's row does, so that no delete can forget it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from reviews.search.entry import NAMES, WEIGHTS, Entry
from reviews.search.query import Query, Wanted

# FTS5 ranks 20,000 long rows in some 40 ms; beyond this many the text no longer counts.
MOST_RANKED_BY_TEXT = 50_000
COLUMNS = ", ".join(WEIGHTS)
BM25 = ", ".join(map(str, WEIGHTS.values()))


def full_text(model: type[Model]) -> str:
    return f"{model._meta.db_table}_fts"


def grams(model: type[Model]) -> str:
    return f"{model._meta.db_table}_grams"


def table_statements(models: Sequence[type[Model]], named: type[Model]) -> list[str]:
    """What makes the full-text tables and their triggers; safe to run again."""
    statements = []
    for model in models:
        table, terms, pk = model._meta.db_table, full_text(model), model._meta.pk.column
        statements += [
            (
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {terms} "
                f"USING fts5({COLUMNS}, tokenize=\"ascii tokenchars '_'\")"
            ),
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {terms}_vocabulary USING fts5vocab({terms}, row)",
            f"DROP TRIGGER IF EXISTS {terms}_leave",
            (
                f"CREATE TRIGGER {terms}_leave AFTER DELETE ON {table} "
                f"BEGIN DELETE FROM {terms} WHERE rowid = old.{pk}; END"
            ),
        ]
    return statements + _gram_statements(named)


def _gram_statements(model: type[Model]) -> list[str]:
    """Groups of three letters, to find what was meant by what was typed; kept by triggers."""
    table, kept = model._meta.db_table, grams(model)
    leave = f"INSERT INTO {kept}({kept}, rowid, folded) VALUES ('delete', old.id, old.folded)"
    come = f"INSERT INTO {kept}(rowid, folded) VALUES (new.id, new.folded)"
    events = {"insert": (come,), "update": (leave, come), "delete": (leave,)}
    statements = [
        (
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {kept} USING fts5("
            f"folded, content='{table}', content_rowid='id', tokenize='trigram')"
        )
    ]
    for event, acts in events.items():
        statements += [
            f"DROP TRIGGER IF EXISTS {kept}_{event}",
            f"CREATE TRIGGER {kept}_{event} AFTER {event} ON {table} BEGIN {'; '.join(acts)}; END",
        ]
    return statements


def fill(row: Any, entry: Entry) -> None:
    """The model's row itself holds no terms here."""


def write(model: type[Model], entries: Sequence[Entry]) -> None:
    """Put the terms of saved rows in place of those that were there."""
    marks = ", ".join(["%s"] * (len(WEIGHTS) + 1))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT OR REPLACE INTO {full_text(model)}(rowid, {COLUMNS}) VALUES ({marks})",
            [(entry.pk, *map(" ".join, entry.columns())) for entry in entries],
        )


def without_terms(model: type[Model]) -> int:
    """How many rows of the model have none."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {model._meta.db_table} "
            f"WHERE {model._meta.pk.column} NOT IN (SELECT rowid FROM {full_text(model)})"
        )
        return int(cursor.fetchone()[0])


def terms_left_behind(model: type[Model]) -> int:
    """How many rows of terms there are whose row of the model is gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {full_text(model)} WHERE rowid NOT IN "
            f"(SELECT {model._meta.pk.column} FROM {model._meta.db_table})"
        )
        return int(cursor.fetchone()[0])


def planned() -> AbstractContextManager[Any]:
    """Where searches are run."""
    return nullcontext()


def matching(rows: QuerySet[Any], query: Query) -> QuerySet[Any]:
    """Those rows that have everything that is wanted."""
    table, terms = rows.model._meta.db_table, full_text(rows.model)
    return rows.extra(
        tables=[terms],
        where=[f"{terms}.rowid = {table}.{rows.model._meta.pk.column}", f"{terms} MATCH %s"],
        params=[_all(query)],
    )


def best_first(model: type[Model], query: Query, count: int) -> tuple[str, list[str]]:
    """What to order `count` matching rows by, as SQL and its parameters."""
    terms = full_text(model)
    named = f"{terms}.rowid NOT IN (SELECT rowid FROM {terms} WHERE {terms} MATCH %s)"
    exact = _within(("film", "head"), f'"{query.key}"')
    if count <= MOST_RANKED_BY_TEXT:
        return f"{named}, bm25({terms}, {BM25})", [exact]
    any_of_it = _within(NAMES, f"({' OR '.join(map(_any, query.wanted))})")
    return f"{named}, {named}", [exact, any_of_it]


def resembling(rows: QuerySet[Any], typed: str, limit: int) -> list[Any]:
    """Names that share groups of three letters with what was typed, the nearest first."""
    table, kept = rows.model._meta.db_table, grams(rows.model)
    groups = dict.fromkeys(typed[at : at + 3] for at in range(len(typed) - 2))
    wanted = " OR ".join('"{}"'.format(group.replace('"', '""')) for group in groups)
    if not wanted:
        return []
    found = rows.extra(
        tables=[kept],
        where=[f"{kept}.rowid = {table}.id", f"{kept} MATCH %s"],
        params=[wanted],
        order_by=[f"{kept}.rank"],
    )
    return list(found[:limit])


def frequencies(model: type[Model], terms: Sequence[str]) -> dict[str, int]:
    """In how many rows each of these terms stands."""
    marks = ", ".join(["%s"] * len(terms))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT term, doc FROM {full_text(model)}_vocabulary WHERE term IN ({marks})",
            list(terms),
        )
        return dict(cursor.fetchall())


def having_any(
    rows: QuerySet[Any], weighted: dict[str, float], limit: int
) -> list[tuple[int, float]]:
    """Primary keys of rows with any of these terms, and how much they say; the best first."""
    terms = full_text(rows.model)
    wanted = Query("", (Wanted(tuple((term,) for term in weighted)),))
    sql, params = matching(rows, wanted).values("pk").query.sql_with_params()
    select, _from, rest = sql.partition(" FROM ")
    with connection.cursor() as cursor:
        cursor.execute(
            f"{select}, -bm25({terms}, {BM25}) AS score FROM {rest} ORDER BY score DESC LIMIT %s",
            [*params, limit],
        )
        return [(pk, score) for pk, score in cursor.fetchall()]


def _all(query: Query) -> str:
    joint = " OR " if query.some else " AND "
    return joint.join(f"({_any(wanted)})" for wanted in query.wanted)


def _any(wanted: Wanted) -> str:
    star = "*" if wanted.begins else ""
    return " OR ".join(f'"{" ".join(spelling)}"{star}' for spelling in wanted.spellings)


def _within(columns: Sequence[str], expression: str) -> str:
    return f"{{{' '.join(columns)}}} : {expression}"
