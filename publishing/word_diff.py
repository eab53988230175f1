"""Two short texts, word by word: what stayed, what went, what came. For people to look at."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# Characters of scripts without spaces stand alone; a space belongs to the word before it.
_WORD = re.compile(r"[\u3005-\u9fff]|[^\s\u3005-\u9fff]+\s*|\s+")


class Run(NamedTuple):
    kind: Literal["same", "gone", "new"]
    text: str


def words_of(text: str) -> list[str]:
    """The words of a text, losing nothing of it."""
    return _WORD.findall(text)


def word_diff(old: str, new: str) -> list[Run]:
    """Return the runs in reading order, what went before what came in its place."""
    words, others = words_of(old), words_of(new)
    runs: list[Run] = []
    for kind, i, j, k, m in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(Run("same", "".join(words[i:j])))
            continue
        if i < j:
            runs.append(Run("gone", "".join(words[i:j])))
        if k < m:
            runs.append(Run("new", "".join(others[k:m])))
    return runs
