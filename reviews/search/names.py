"""Names suggested while somebody types: films, people and pieces that begin with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from reviews.models.edition import Edition, EditionFilm
from reviews.models.people import Credit
from reviews.models.search_index import SearchName
from reviews.search.index import backend
from reviews.search.query import beginnings_of, tidied
from reviews.search.words import fold

KINDS = ("film", "person", "edition")
LAST = "\U0010ffff"


def shown_at(
    names: QuerySet[SearchName], at: datetime, kinds: tuple[str, ...] = KINDS
) -> QuerySet[SearchName]:
    """Names of what has something live at that instant."""
    films = EditionFilm.objects.live(at)
    credits = Credit.objects.filter(Exists(films.filter(film=OuterRef("film"))))
    live = {
        "film": Exists(films.filter(film=OuterRef("film"))),
        "person": Exists(credits.filter(person=OuterRef("person"))),
        "edition": Exists(Edition.objects.live(at).filter(pk=OuterRef("edition"))),
    }
    shown = [Q(Q(**{f"{kind}__isnull": False}), live[kind]) for kind in kinds]
    return names.filter(reduce(or_, shown))


def suggested(names: QuerySet[SearchName], kind: str, typed: str, limit: int) -> list[SearchName]:
    """Names of one kind: those that begin with what was typed, then those with such words in them.

    One row for each film, person or edition.
    """
    rows = names.filter(**{f"{kind}__isnull": False}).select_related(kind)
    found: dict[int, SearchName] = {}
    for row in _candidates(rows, tidied(typed), limit):
        found.setdefault(getattr(row, f"{kind}_id"), row)
        if len(found) == limit:
            break
    return list(found.values())


def _candidates(rows: QuerySet[SearchName], typed: str, limit: int) -> Iterator[Any]:
    beginning, query = fold(typed), beginnings_of(typed)
    if not query:
        return
    # In the order of the index, so that the first few cost little whatever was typed.
    ordered = rows.filter(folded__gte=beginning, folded__lt=beginning + LAST).order_by("folded")
    found = list(ordered[: 2 * limit])
    yield from found
    if len(found) < 2 * limit:
        yield from backend().matching(rows, query).order_by("folded")[: 2 * limit]
