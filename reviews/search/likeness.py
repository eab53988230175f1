"""Which pieces have a text like another's: by the words that tell it apart from the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from math import log

from reviews.models.edition import Edition
from reviews.models.search_index import EditionWords
from reviews.search.index import backend
from reviews.search.words import STOP_WORDS, terms

TELLING = 12  # words of the text that are asked for
CANDIDATES = 60
SHORTEST = 3
COMMON, FEW = 0.2, 5  # a word in a larger share of all pieces, and not in few, tells nothing


class Frequencies:
    """In how many pieces terms stand. One that is kept asks for no term twice.

    For whoever goes through an archive: a few thousand pieces have nearly all its words in them.
    """

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    @cached_property
    def pieces(self) -> int:
        return max(EditionWords.objects.count(), 2)

    def of(self, wanted: Iterable[str]) -> dict[str, int]:
        wanted = list(wanted)
        if new := [term for term in wanted if term not in self._known]:
            found = backend().frequencies(EditionWords, new)
            self._known.update((term, found.get(term, 0)) for term in new)
        return {term: self._known[term] for term in wanted}


def alike(
    edition: Edition, at: datetime, limit: int = 30, frequencies: Frequencies | None = None
) -> list[tuple[int, float]]:
    """Pieces live at that instant whose words are most like this one's: [(review_id, score)].

    The best first, never the piece itself. Scores compare within one answer only.
    """
    telling = telling_terms(edition, frequencies or Frequencies())
    if not telling:
        return []
    rows = EditionWords.objects.live(at).exclude(edition__review_id=edition.review_id)
    found = backend().having_any(rows, telling, limit)
    pieces = dict(
        Edition.objects.live(at)
        .filter(pk__in=[pk for pk, _score in found])
        .values_list("pk", "review_id")
    )
    return [(pieces[pk], float(score)) for pk, score in found if pk in pieces]


def telling_terms(edition: Edition, known: Frequencies) -> dict[str, float]:
    """The terms of the text that are frequent here and rare elsewhere, with what each is worth."""
    counted = Counter(
        term
        for term in terms(edition.plain_text, edition.language)
        if len(term) >= SHORTEST and term not in STOP_WORDS and not term.isdigit()
    )
    candidates = dict(counted.most_common(CANDIDATES))
    pieces, frequencies = known.pieces, known.of(candidates)
    worth = {
        term: (1 + log(count)) * log(pieces / frequencies[term])
        for term, count in candidates.items()
        # In this piece alone it leads to no other, in all of them to all.
        if 1 < frequencies[term] <= max(FEW, pieces * COMMON)
    }
    best = sorted(filter(worth.get, worth), key=lambda term: (-worth[term], term))[:TELLING]
    return {term: round(worth[term], 4) for term in best}
