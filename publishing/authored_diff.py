"""A text against its latest form, word by word, with whoever brought or took each word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

from publishing.word_diff import words_of


class AuthoredRun(NamedTuple):
    """Words that stayed, went or came together; `who` brought or took them, "" if they stayed."""

    kind: Literal["same", "gone", "new"]
    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    kind: Literal["same", "gone", "new"] = "same"
    who: str = ""


def authored_diff(base: str, versions: Iterable[tuple[str, str]]) -> list[AuthoredRun]:
    """Compare `base` with the last of its later versions, (text, who), oldest first.

    The runs without what came are the base, without what went the last version. A word that
    came and went in between is nowhere; one that went and came back stayed.
    """
    words = [_Word(word) for word in words_of(base)]
    for text, who in versions:
        words = list(_followed(words, words_of(text), who))
    return list(_runs(words))


def _runs(words: list[_Word]) -> Iterator[AuthoredRun]:
    """Neighbours of one kind and hand together; what went before what came in its place."""
    parts = (
        part
        for is_same, group in groupby(words, lambda word: word.kind == "same")
        for part in (group if is_same else _settled(list(group)))
    )
    for (kind, who), group in groupby(parts, lambda part: (part.kind, part.who)):
        yield AuthoredRun(kind, "".join(part.text for part in group), who)


def _settled(changed: list[_Word]) -> list[_Word]:
    gone, came = ([word for word in changed if word.kind == kind] for kind in ("gone", "new"))
    if [word.text for word in gone] == [word.text for word in came]:
        return [_Word(word.text) for word in came]
    return gone + came


def _followed(words: list[_Word], later: list[str], who: str) -> Iterator[_Word]:
    """The words with one version more: its new ones put in, the ones it lacks marked as gone."""
    standing = [place for place, word in enumerate(words) if word.kind != "gone"]
    texts = [words[place].text for place in standing]
    done = 0
    for kind, _i, j, k, m in SequenceMatcher(None, texts, later, autojunk=False).get_opcodes():
        end = standing[j - 1] + 1 if j else 0
        for word in words[done:end]:
            if kind == "equal" or word.kind == "gone":
                yield word
            elif word.kind == "same":
                yield replace(word, kind="gone", who=who)
        done = max(done, end)
        if kind != "equal":
            yield from (_Word(text, "new", who) for text in later[k:m])
    yield from words[done:]
