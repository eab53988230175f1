"""What counts as a word, and when two spellings are the same word.

Case, accents, kinds of quotes and widths are folded; words are cut back to their stem in the
piece's language; Korean, Japanese and Chinese are taken in pairs of characters, so that any two
neighbouring ones are found. A term is what remains: letters and digits, nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from threading import Lock

import snowballstemmer

STEMMERS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
# So common that they say nothing beside another word. Alone they are words like all others.
STOP_WORDS = frozenset(
    "a an and are as at be but by for from has he her his in into is it its not of on or she so "
    "that the their there they this to was were which who will with "
    "au aux ce ces dans de des du elle en est et il ils la le les ne ou par pas pour qu que qui "
    "sa se ses son sur un une".split()
)
LONGEST_TERM = 60
MOST_REMEMBERED = 200_000

# A word with the apostrophes inside it: Hitchcock’s, l'avventura, O'Brien.
RUN = re.compile(r"[^\W_]++(?:['’ʼ`´＇][^\W_]++)*+")
_APOSTROPHE = re.compile("['’ʼ`´＇]")
_PAIRED = "\u1100-\u11ff\u3005-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_PART = re.compile(rf"[{_PAIRED}]+|[^\W_{_PAIRED}]+")
_IS_PAIRED = re.compile(rf"[{_PAIRED}]")
_FRACTION = re.compile("[¼-¾⅐-⅞]")
_LATIN_OR_GREEK = re.compile("[A-Za-z\u0370-\u03ff]")
# Letters that Unicode does not take apart.
_APART = dict(zip("æœøđðłħıŀŋþ", "ae oe o d d l h i l n th".split(), strict=True)) | {"ё": "е"}

_stemmers: dict[str, snowballstemmer.stemmer] = {}
_stemming = Lock()  # a stemmer keeps its word in itself


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    """One composed letter without what does not tell words apart."""
    taken_apart = unicodedata.normalize("NFKD", letter)
    if _LATIN_OR_GREEK.match(taken_apart):
        taken_apart = "".join(c for c in taken_apart if not unicodedata.combining(c))
    plain = unicodedata.normalize("NFC", taken_apart).casefold()
    return "".join(_APART.get(c, c) for c in plain)


def composed(text: str) -> str:
    """The text as it is cut into words: in composed letters."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Text without case, accents and widths; ends that mark possession and apostrophes stay."""
    text = composed(text)
    if text.isascii():
        return text.lower()
    # A fraction would else run into the number before it: 8½ is eight and a half, not 81/2.
    apart = _FRACTION.sub(r" \g<0>", text)
    return "".join(map(_folded_letter, apart)).replace("⁄", "/")


def stem(word: str, language: str) -> str:
    """A folded word without its ending; the word itself in a language without a stemmer."""
    algorithm = STEMMERS.get(language[:2])
    if algorithm is None or not word.isalpha():
        return word
    with _stemming:
        if algorithm not in _stemmers:
            _stemmers[algorithm] = snowballstemmer.stemmer(algorithm)
        return _stemmers[algorithm].stemWord(word) or word


def is_paired(text: str) -> bool:
    """Whether words of this script are taken in pairs of characters."""
    return bool(_IS_PAIRED.match(text))


def parts(run: str) -> Iterator[str]:
    """The folded words of one run: none for a mark of possession, more for an elision."""
    pieces = _APOSTROPHE.split(fold(run))
    if len(pieces) > 1 and pieces[-1] == "s":
        pieces.pop()
    for piece in pieces:
        for part in _PART.findall(piece):
            yield part[:LONGEST_TERM]


def pairs(part: str) -> list[str]:
    return [part[at : at + 2] for at in range(len(part) - 1)] or [part]


class _Terms(dict[str, tuple[str, ...]]):
    """The terms of runs of letters in one language: looked up 16 million times to index 20,000
    texts, where a call for each took as long as all the rest."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __missing__(self, run: str) -> tuple[str, ...]:
        found = tuple(
            term
            for part in parts(run)
            for term in (pairs(part) if is_paired(part) else [stem(part, self.language)])
        )
        if len(self) > MOST_REMEMBERED:
            self.clear()
        self[run] = found
        return found


@lru_cache(maxsize=64)
def terms_in(language: str) -> Mapping[str, tuple[str, ...]]:
    """The terms of any run of letters, in order, each at a place of its own."""
    return _Terms(language)


def terms(text: str, language: str) -> list[str]:
    """Every term of a text, in order."""
    known = terms_in(language)
    return list(chain.from_iterable(map(known.__getitem__, RUN.findall(composed(text)))))


def plain_words(text: str) -> list[str]:
    """Folded words, not stemmed: of names, and of what is typed while it is not finished."""
    return [
        word
        for run in RUN.findall(composed(text))
        for part in parts(run)
        for word in (pairs(part) if is_paired(part) else [part])
    ]


def joined_spellings(name: str) -> list[str]:
    """How a name may be typed in one word: “WALL·E” as walle, “O'Brien” as obrien.

    Of a name in paired script: all its words in one.
    """
    spellings = []
    for chunk in composed(name).split():
        if chunk.isalnum():
            continue
        letters = "".join(c for c in fold(chunk) if c.isalnum())
        if letters and letters not in [fold(chunk), *plain_words(chunk)]:
            spellings.append(letters[:LONGEST_TERM])
    if is_paired(name) and len(name.split()) > 1:
        spellings.append("".join(fold(name).split()))
    return [term for word in spellings for term in (pairs(word) if is_paired(word) else [word])]


def title_key(title: str) -> str:
    """A whole title as one term, so that “It” is found before everything that has it inside.

    It begins with a line, which no word has; empty for a title without a letter.
    """
    words = [part for run in RUN.findall(composed(title)) for part in parts(run)]
    return "_".join(["", *words])[:200] if words else ""


def title_keys(titles: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key for key in map(title_key, titles) if key))
