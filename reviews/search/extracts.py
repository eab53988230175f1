"""The words that were found, shown where they stand: some thirty words of the text around them.

Made from the plain text with the same rules by which it was indexed, so it marks what was found
on either database. Never HTML: a template marks the parts, and escapes them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from reviews.search.query import Query, Wanted
from reviews.search.words import RUN, composed, fold, is_paired, terms_in

WORDS = 30
BEFORE = 6  # words shown before the first one found
# Of a longer text only the beginning is looked through; the piece is found all the same.
MOST_LOOKED_THROUGH = 120_000

Extract = list[tuple[str, bool]]  # text, and whether it is to be marked


class _Text:
    """A text cut into words: what each is, and where it stands."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.words: list[str] = RUN.findall(text)
        self.spans = [match.span() for match in RUN.finditer(text)]
        self.terms = terms_in(language)


@dataclass(frozen=True, order=True)
class _Mark:
    """A part of the text that was found: by which of the wanted, and in which word."""

    start: int
    end: int
    run: int
    wanted: int


def marked(text: str, query: Query, language: str) -> Extract:
    """A whole short text, such as a headline, with what was found marked."""
    whole = _Text(composed(text), language)
    return _parts(whole.text, 0, len(whole.text), _marks(whole, query))


def extract_of(text: str, query: Query, language: str) -> Extract:
    """Some thirty words around the place where the most of the query stands together.

    The beginning of the text, when the words were found elsewhere, as in the names of people.
    """
    whole = _Text(composed(text[:MOST_LOOKED_THROUGH]), language)
    spans, length = whole.spans, len(whole.text)
    if not spans:
        return []
    marks = _marks(whole, query)
    first = max(0, _densest(marks) - BEFORE)
    if len(spans) - first < WORDS:
        first = max(0, len(spans) - WORDS)
    last = min(len(spans), first + WORDS) - 1
    start = 0 if first == 0 else spans[first][0]
    end = length if last == len(spans) - 1 else spans[last][1]
    parts = _parts(whole.text, start, end, marks)
    before = [("… ", False)] if start else []
    after = [(" …", False)] if end < length else []
    return [*before, *parts, *after]


def _marks(text: _Text, query: Query) -> list[_Mark]:
    marks = {
        mark
        for number, wanted in enumerate(query.wanted)
        for mark in _marks_of(text, wanted, number)
    }
    return sorted(marks)


def _marks_of(text: _Text, wanted: Wanted, number: int) -> list[_Mark]:
    if is_paired(wanted.typed) and " " not in wanted.typed:
        return _marks_inside(text, wanted.typed, number)
    single = {spelling[0] for spelling in wanted.spellings if len(spelling) == 1}
    beginnings = tuple(single) if wanted.begins else ()
    found = {word for word in set(text.words) if _is_found(text.terms[word], single, beginnings)}
    marks = [
        _Mark(*text.spans[at], at, number) for at, word in enumerate(text.words) if word in found
    ]
    phrases = [spelling for spelling in wanted.spellings if len(spelling) > 1]
    return marks + _marks_of_phrases(text, phrases, number)


def _is_found(terms: tuple[str, ...], single: set[str], beginnings: tuple[str, ...]) -> bool:
    if not single.isdisjoint(terms):
        return True
    return bool(beginnings) and any(term.startswith(beginnings) for term in terms)


def _marks_inside(text: _Text, typed: str, number: int) -> list[_Mark]:
    """Syllables inside a word, as Korean has them before its particles."""
    marks = []
    for at, word in enumerate(text.words):
        folded = fold(word)
        place = folded.find(typed)
        if place < 0:
            continue
        start, end = text.spans[at]
        if len(folded) == len(word):
            start, end = start + place, start + place + len(typed)
        marks.append(_Mark(start, end, at, number))
    return marks


def _marks_of_phrases(text: _Text, phrases: list[tuple[str, ...]], number: int) -> list[_Mark]:
    if not phrases:
        return []
    places = [(term, at) for at, word in enumerate(text.words) for term in text.terms[word]]
    terms = [term for term, _at in places]
    found = set()
    for phrase in phrases:
        length = len(phrase)
        for place, term in enumerate(terms):
            if term == phrase[0] and tuple(terms[place : place + length]) == phrase:
                found |= {at for _term, at in places[place : place + length]}
    return [_Mark(*text.spans[at], at, number) for at in sorted(found)]


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
