"""Rows that are likely the same thing twice."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

NUMBERS = ("imdb_id", "tmdb_id", "wikidata_id")
ARTICLES = ("the", "a", "an", "la", "le", "les", "der", "die", "das", "el", "il")
# Films of one name this many years apart are the same one, dated by festival and by release.
YEARS_APART = 1


def likely_duplicates(model: type[models.Model]) -> list[list[Any]]:
    """Groups of rows that share a number elsewhere or a name, oldest first in each.

    A name is compared without accents, case, punctuation and an article; films besides
    by their year, where both have one.
    """
    by_key: dict[tuple[str, str], list[Any]] = defaultdict(list)
    rows: Iterable[Any] = model._default_manager.order_by("pk")
    for row in rows:
        if key := folded(row.name if hasattr(row, "name") else row.title):
            by_key["name", key].append(row)
        for number in NUMBERS:
            if value := getattr(row, number, ""):
                by_key[number, value].append(row)
    groups = []
    for (what, _key), alike in by_key.items():
        groups += _of_near_years(alike) if what == "name" else [alike]
    once = {tuple(row.pk for row in group): group for group in groups if len(group) > 1}
    return sorted(once.values(), key=lambda group: str(group[0]).casefold())


def folded(name: str) -> str:
    """The name as it is compared: “Amélie!” is amelie, “The Zone” is zone."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    # “Zone, The” is filed so in many a list.
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    elif len(words) > 1 and words[-1] in ARTICLES:
        words = words[:-1]
    return " ".join(words)


def _of_near_years(rows: list[Any]) -> list[list[Any]]:
    """One group, or for films those whose years are near; one without a year goes with all."""
    years = sorted({row.year for row in rows if getattr(row, "year", None)})
    if not years:
        return [rows]
    unknown = [row for row in rows if not row.year]
    groups = []
    for year in years:
        near = [row for row in rows if row.year and 0 <= row.year - year <= YEARS_APART]
        groups.append([*near, *unknown])
    # The second of two near years alone says nothing that the first did not.
    sets = [{row.pk for row in group} for group in groups]
    return [g for g, mine in zip(groups, sets, strict=True) if not any(mine < s for s in sets)]
