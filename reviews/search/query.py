"""What a reader typed, as words and phrases: never as a language of its own.

Of the signs that search engines know, a pair of double quotes (of any kind) makes a phrase, and
a star at the end of a word finds its beginnings. All others only part words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from reviews.search.words import (
    LONGEST_TERM,
    RUN,
    STOP_WORDS,
    composed,
    is_paired,
    pairs,
    parts,
    plain_words,
    stem,
    title_key,
)

MOST_CHARACTERS = 200
MOST_WORDS = 20

_SPACE = re.compile(r"[\s\u00a0\u2007\u202f\ufeff]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff]"
)
_PHRASE = re.compile('["“”„‟«»〝〞＂]([^"“”„‟«»〝〞＂]*)["“”„‟«»〝〞＂]')


@dataclass(frozen=True)
class Wanted:
    """One thing that must be there: any of `spellings`, each a run of neighbouring terms.

    With `begins` the last term of a spelling is the beginning of a word. `typed` is the folded
    text itself, to be looked for in paired scripts.
    """

    spellings: tuple[tuple[str, ...], ...]
    begins: bool = False
    typed: str = ""

    @property
    def is_word(self) -> bool:
        """Whether it is one word of two letters or more, and not a phrase."""
        return len(self.typed) > 1 and all(len(spelling) == 1 for spelling in self.spellings)


@dataclass(frozen=True)
class Query:
    """`text` is what was typed, tidied; `key` is it as a whole title (words.title_key).

    All that is wanted must be there, or with `some` any of it.
    """

    text: str
    wanted: tuple[Wanted, ...] = ()
    key: str = ""
    some: bool = False

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def looser(self) -> list[Query]:
        """What to look for when nothing has all of it, in this order."""
        looser = [self.by_beginnings()]
        if len(self.wanted) > 1:
            looser.append(replace(self, some=True))
        return [query for query in looser if query != self]

    def by_beginnings(self) -> Query:
        """The same, with words that were not typed to their end: for when nothing is found."""
        return replace(
            self,
            wanted=tuple(
                _beginning(wanted.typed) if wanted.is_word else wanted for wanted in self.wanted
            ),
        )


def _beginning(word: str) -> Wanted:
    """As typed: cut back to its stem, a misspelt word would find what it was not meant to."""
    return Wanted(((word,),), begins=True, typed=word)


def tidied(typed: str) -> str:
    """Without what cannot be seen, in single spaces, at most 200 characters."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", typed[: 4 * MOST_CHARACTERS])).strip()[
        :MOST_CHARACTERS
    ]


def query_of(typed: str, languages: Iterable[str]) -> Query:
    """Read a query for pieces written in `languages`; at most twenty words of it count."""
    text = tidied(typed)
    languages = tuple(languages)
    wanted: list[Wanted] = []
    at = 0
    for phrase in _PHRASE.finditer(text):
        wanted += _words(text[at : phrase.start()], languages)
        wanted += _phrase(phrase[1], languages)
        at = phrase.end()
    wanted += _words(text[at:], languages)
    return Query(text, _telling(wanted)[:MOST_WORDS], title_key(text))


def beginnings_of(typed: str) -> Query:
    """What is typed into a box that suggests: every word may be unfinished, and none is stemmed."""
    words = plain_words(tidied(typed))[:MOST_WORDS]
    return Query(tidied(typed), tuple(map(_beginning, dict.fromkeys(words))))


def _words(text: str, languages: tuple[str, ...]) -> list[Wanted]:
    found = []
    text = composed(text)
    for run in RUN.finditer(text):
        begins = text[run.end() : run.end() + 1] == "*"
        for part in parts(run[0]):
            if is_paired(part):
                # A single character is found as the first of a pair, and alone.
                spelling = tuple(pairs(part))
                found.append(Wanted((spelling,), begins or len(part) == 1, part))
            elif begins:
                found.append(_beginning(part))
            else:
                found.append(Wanted(_stems((part,), languages), False, part))
    return found


def _phrase(text: str, languages: tuple[str, ...]) -> list[Wanted]:
    words = tuple(part for run in RUN.findall(composed(text)) for part in parts(run))
    return [Wanted(_stems(words, languages), False, " ".join(words))] if words else []


def _stems(words: tuple[str, ...], languages: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The words as each language spells their stems, and as they are."""
    words = words[:MOST_WORDS]
    spelled = [tuple(_terms(words, language)) for language in (*languages, "")]
    return tuple(dict.fromkeys(spelled))


def _terms(words: tuple[str, ...], language: str) -> Iterable[str]:
    for word in words:
        if is_paired(word):
            yield from pairs(word)
        else:
            yield stem(word[:LONGEST_TERM], language)


def _telling(wanted: list[Wanted]) -> tuple[Wanted, ...]:
    """Without words that say nothing, unless there are no others."""
    telling = [one for one in wanted if one.begins or one.typed not in STOP_WORDS]
    return tuple(dict.fromkeys(telling or wanted))
