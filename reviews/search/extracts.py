"""The words that were found, shown where they stand: some thirty words of the text around them.

Made from the plain text with the same rules by which it was indexed, so it marks what was found
on either database. Never HTML: a template marks the parts, and escapes them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from reviews.search.query import Query, Wanted
from reviews.search.words import RUN, composed, fold, is_paired, terms_of_run

WORDS = 30
BEFORE = 6  # words shown before the first one found
# Of a longer text only the beginning is looked through; the piece is found all the same.
MOST_LOOKED_THROUGH = 120_000

Extract = list[tuple[str, bool]]  # text, and whether it is to be marked


@dataclass(frozen=True)
class _Run:
    """One word of the text: where it stands and its terms."""

    start: int
    end: int
    terms: tuple[str, ...]


@dataclass(frozen=True, order=True)
class _Mark:
    """A part of the text that was found: by which of the wanted, and in which word."""

    start: int
    end: int
    run: int
    wanted: int


def marked(text: str, query: Query, language: str) -> Extract:
    """A whole short text, such as a headline, with what was found marked."""
    text = composed(text)
    return _parts(text, 0, len(text), _marks(text, _runs(text, language), query))


def extract_of(text: str, query: Query, language: str) -> Extract:
    """Some thirty words around the place where the most of the query stands together.

    The beginning of the text, when the words were found elsewhere, as in the names of people.
    """
    text = composed(text[:MOST_LOOKED_THROUGH])
    runs = _runs(text, language)
    if not runs:
        return []
    marks = _marks(text, runs, query)
    first = max(0, _densest(marks) - BEFORE)
    if len(runs) - first < WORDS:
        first = max(0, len(runs) - WORDS)
    last = min(len(runs), first + WORDS) - 1
    start = 0 if first == 0 else runs[first].start
    end = len(text) if last == len(runs) - 1 else runs[last].end
    parts = _parts(text, start, end, marks)
    before = [("… ", False)] if start else []
    after = [(" …", False)] if end < len(text) else []
    return [*before, *parts, *after]


def _runs(text: str, language: str) -> list[_Run]:
    return [
        _Run(match.start(), match.end(), terms_of_run(match[0], language))
        for match in RUN.finditer(text)
    ]


def _marks(text: str, runs: list[_Run], query: Query) -> list[_Mark]:
    marks = {
        mark
        for number, wanted in enumerate(query.wanted)
        for mark in _marks_of(text, runs, wanted, number)
    }
    return sorted(marks)


def _marks_of(text: str, runs: list[_Run], wanted: Wanted, number: int) -> list[_Mark]:
    if is_paired(wanted.typed) and " " not in wanted.typed:
        return _marks_inside(text, runs, wanted.typed, number)
    single = {spelling[0] for spelling in wanted.spellings if len(spelling) == 1}
    beginnings = tuple(single) if wanted.begins else ()
    marks = [
        _Mark(run.start, run.end, at, number)
        for at, run in enumerate(runs)
        if not single.isdisjoint(run.terms)
        or (beginnings and any(term.startswith(beginnings) for term in run.terms))
    ]
    phrases = [spelling for spelling in wanted.spellings if len(spelling) > 1]
    return marks + _marks_of_phrases(runs, phrases, number)


def _marks_inside(text: str, runs: list[_Run], typed: str, number: int) -> list[_Mark]:
    """Syllables inside a word, as Korean has them before its particles."""
    marks = []
    for at, run in enumerate(runs):
        word = fold(text[run.start : run.end])
        place = word.find(typed)
        if place < 0:
            continue
        exact = len(word) == run.end - run.start
        start = run.start + place if exact else run.start
        marks.append(_Mark(start, start + len(typed) if exact else run.end, at, number))
    return marks


def _marks_of_phrases(runs: list[_Run], phrases: list[tuple[str, ...]], number: int) -> list[_Mark]:
    if not phrases:
        return []
    places = [(term, at) for at, run in enumerate(runs) for term in run.terms]
    words = [term for term, _at in places]
    found = set()
    for phrase in phrases:
        length = len(phrase)
        for place, word in enumerate(words):
            if word == phrase[0] and tuple(words[place : place + length]) == phrase:
                found |= {at for _term, at in places[place : place + length]}
    return [_Mark(runs[at].start, runs[at].end, at, number) for at in sorted(found)]


def _densest(marks: list[_Mark]) -> int:
    """The word at which the window with the most of the query begins; the first of several."""
    best, place = (0, 0), 0
    at = [mark.run for mark in marks]
    for number, mark in enumerate(marks):
        window = marks[number : bisect_left(at, mark.run + WORDS - BEFORE)]
        worth = (len({inside.wanted for inside in window}), len(window))
        if worth > best:
            best, place = worth, mark.run
    return place


def _parts(text: str, start: int, end: int, marks: list[_Mark]) -> Extract:
    parts: Extract = []
    at = start
    for mark in marks:
        if mark.start < at or mark.end > end:
            continue
        if mark.start > at:
            parts.append((_one_line(text[at : mark.start]), False))
        parts.append((text[mark.start : mark.end], True))
        at = mark.end
    if at < end:
        parts.append((_one_line(text[at:end]), False))
    return parts


def _one_line(text: str) -> str:
    return text.replace("\n\n", " ").replace("\n", " ")
