"""Full text on PostgreSQL: two tsvectors in each row of the index, and trigrams of names.

The vectors are written as they are, with positions and weights: no text search configuration
has a say in what a word is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet

from reviews.search.entry import NAMES, Entry
from reviews.search.query import Query, Wanted

# To rank by the text, a row's long vector has to be unpacked: some 20 µs each.
MOST_RANKED_BY_TEXT = 300
LETTERS = {"film": "A", "head": "B", "people": "B", "filed": "C", "body": ""}
WORTH = "'{0.1, 0.3, 0.5, 1.0}'"  # of D, C, B, A
GAP = 10  # between two columns, so that no phrase reaches from one into the next
LAST_POSITION, MOST_POSITIONS = 16_383, 255
_POSITIONS = [str(position) for position in range(1, LAST_POSITION + 1)]


def table_statements(models: Sequence[type[Model]], named: type[Model]) -> list[str]:
    """What the migration leaves to the database's own means; safe to run again."""
    return [
        f"CREATE INDEX IF NOT EXISTS {model._meta.db_table}_everything "
        f"ON {model._meta.db_table} USING gin (everything)"
        for model in models
    ]


def make_trigrams(model: type[Model]) -> bool:
    """The index that finds what was meant by what was typed; False where that is not allowed.

    The owner of a database may make the extension, other users may not.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {model._meta.db_table}_grams "
                f"ON {model._meta.db_table} USING gin (folded gin_trgm_ops)"
            )
    except DatabaseError:
        return False
    return True


def has_trigrams() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def fill(row: Any, entry: Entry) -> None:
    """Give the model's row its vectors."""
    row.names = _vector(entry, NAMES)
    row.everything = _vector(entry, tuple(LETTERS))


def write(model: type[Model], entries: Sequence[Entry]) -> None:
    """The terms stand in the rows themselves."""


def without_terms(model: type[Model]) -> int:
    """How many rows of the model have none."""
    return model._default_manager.filter(names=None).count()


def terms_left_behind(model: type[Model]) -> int:
    """How many rows of terms there are whose row of the model is gone: here none can be."""
    return 0


@contextmanager
def planned() -> Iterator[None]:
    """Where searches are run.

    The planner takes reading every row for cheap, because it does not count what unpacking a
    long vector costs: measured at 20,000 rows, 120 ms against 15 by the index.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def matching(rows: QuerySet[Any], query: Query) -> QuerySet[Any]:
    """Those rows that have everything that is wanted."""
    return rows.extra(
        where=[f"{rows.model._meta.db_table}.everything @@ %s::tsquery"], params=[_all(query)]
    )


def best_first(model: type[Model], query: Query, count: int) -> tuple[str, list[str]]:
    """What to order `count` matching rows by, as SQL and its parameters."""
    table = model._meta.db_table
    column = "everything" if count <= MOST_RANKED_BY_TEXT else "names"
    named = f"NOT {table}.names @@ %s::tsquery"
    # Any of it: in the short vector of names all of it need not stand.
    rank = f"-ts_rank({WORTH}, {table}.{column}, %s::tsquery, 1)"
    return f"{named}, {rank}", [f"'{query.key}'", " | ".join(map(_any, query.wanted))]


def resembling(rows: QuerySet[Any], typed: str, limit: int) -> list[Any]:
    """Names that share groups of three letters with what was typed, the nearest first."""
    if not has_trigrams():
        return []
    table = rows.model._meta.db_table
    found = rows.extra(
        select={"distance": f"%s <<-> {table}.folded"},
        select_params=[typed],
        where=[f"%s <%% {table}.folded"],
        params=[typed],
        order_by=["distance"],
    )
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        # Its own 0.6 leaves out two letters that changed places in a word of ten.
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.3")
        return list(found[:limit])


def frequencies(model: type[Model], terms: Sequence[str]) -> dict[str, int]:
    """In how many rows each of these terms stands: of common ones by the planner's statistics."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0) FROM pg_class WHERE relname = %s", [table])
        rows = cursor.fetchone()[0]
        cursor.execute(
            "SELECT term, (share * %s)::int FROM pg_stats, "
            "unnest(most_common_elems::text::text[], most_common_elem_freqs) AS c(term, share) "
            "WHERE tablename = %s AND attname = 'everything' AND term = ANY(%s)",
            [rows, table, list(terms)],
        )
        common = dict(cursor.fetchall())
        cursor.execute(
            f"SELECT term, (SELECT count(*) FROM {table} "
            "WHERE everything @@ quote_literal(term)::tsquery) FROM unnest(%s::text[]) AS term",
            [[term for term in terms if term not in common]],
        )
        return common | dict(cursor.fetchall())


def having_any(
    rows: QuerySet[Any], weighted: dict[str, float], limit: int
) -> list[tuple[int, float]]:
    """Primary keys of rows with any of these terms, and how much they say; the best first.

    Term by term, each from the index: no vector is unpacked.
    """
    sql, params = rows.values("pk").query.sql_with_params()
    table, pk = rows.model._meta.db_table, rows.model._meta.pk.column
    with planned(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT found.pk, sum(said.worth) AS score "
            "FROM unnest(%s::text[], %s::float[]) AS said(term, worth) "
            f"JOIN LATERAL (SELECT {pk} AS pk FROM {table} "
            "WHERE everything @@ quote_literal(said.term)::tsquery) AS found ON true "
            f"WHERE found.pk IN ({sql}) GROUP BY found.pk ORDER BY score DESC, found.pk LIMIT %s",
            [list(weighted), list(weighted.values()), *params, limit],
        )
        return cursor.fetchall()


def _vector(entry: Entry, columns: Sequence[str]) -> str:
    """A tsvector as text: each term with its positions and their weight."""
    places: dict[str, list[str]] = defaultdict(list)
    start = 0
    for column in columns:
        found, letter = getattr(entry, column), LETTERS[column]
        for position, term in zip(_POSITIONS[start:], found, strict=False):
            places[term].append(position + letter)
        for term in found[max(0, LAST_POSITION - start) :]:
            places[term].append(_POSITIONS[-1])
        start += len(found) + GAP
    return " ".join(f"'{term}':{','.join(at[:MOST_POSITIONS])}" for term, at in places.items())


def _all(query: Query) -> str:
    joint = " | " if query.some else " & "
    return joint.join(f"({_any(wanted)})" for wanted in query.wanted)


def _any(wanted: Wanted) -> str:
    star = ":*" if wanted.begins else ""
    # Terms are letters, digits and lines: nothing to escape inside the quotes.
    phrases = ("' <-> '".join(spelling) for spelling in wanted.spellings)
    return " | ".join(f"('{phrase}'{star})" for phrase in phrases)
