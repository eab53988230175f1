"""“Did you mean”: what a misspelt title or name was likely to be.

Asked for only when nothing was found. What is suggested has something live, and is itself a
title, a name, or the query with single words put right.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from reviews.models.search_index import SearchName
from reviews.search.index import backend
from reviews.search.names import shown_at
from reviews.search.words import RUN, fold, parts

MOST_WORDS = 6
CANDIDATES = 60
FARTHEST = 0.25  # of its letters
SHORTEST = 4  # shorter words are within a letter or two of too many others


def meant_by(typed: str, at: datetime) -> str:
    """The title, name or query that was likely meant, or nothing."""
    return meant_among(shown_at(SearchName.objects.all(), at), typed)


def meant_among(names: QuerySet[SearchName], typed: str) -> str:
    """The same among given names."""
    whole = fold(typed)
    candidates = [row.name for row in backend().resembling(names, whole, CANDIDATES)]
    nearest = min(((_apart(whole, fold(name)), name) for name in candidates), default=(1.0, ""))
    if nearest[0] <= FARTHEST and fold(nearest[1]) != whole:
        return nearest[1]
    return _word_by_word(names, typed)


def _word_by_word(names: QuerySet[SearchName], typed: str) -> str:
    words = RUN.findall(typed)[:MOST_WORDS]
    better = [_better_word(names, word) for word in words]
    return " ".join(better) if better != words else ""


def _better_word(names: QuerySet[SearchName], word: str) -> str:
    """A word of some name that is a slip of the finger away; the word itself when there is none."""
    typed = "".join(parts(word))
    if len(typed) < SHORTEST:
        return word
    allowed = 1 if len(typed) < 6 else 2
    best = (allowed + 1, word)
    for row in backend().resembling(names, typed, CANDIDATES):
        for other in RUN.findall(row.name):
            best = min(best, (edits("".join(parts(other)), typed), other))
    return best[1] if best[0] else word


def _apart(typed: str, name: str) -> float:
    """Edits as a share of the length, without regard to spaces and signs."""
    one, other = ("".join(c for c in text if c.isalnum()) for text in (typed, name))
    longest = max(len(one), len(other))
    return edits(one, other) / longest if longest >= SHORTEST else 1.0


def edits(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap with a neighbour; far too many are guessed."""
    if abs(len(one) - len(other)) > 4:
        return max(len(one), len(other))
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            cost = min(
                last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != against)
            )
            swapped = row > 1 and column > 1 and one[row - 2] == against
            if swapped and letter == other[column - 2]:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
