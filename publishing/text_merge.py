"""Three-way merge of texts: a typo fixed in the live text reaches the drafts that left it.

First by block, then inside a block that both sides changed by word, or by sentence where two
people wrote at the same time. Not for structured data: fields are compared one by one by whoever
holds them. The result of merging HTML may leave a
tag unclosed where both sides moved tags: pass it through clean_html, as any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

# A block reaches to its closing tag, so that blocks are long and rarely alike.
_BLOCK = re.compile(
    r".*?(?:</(?:p|h2|h3|li|ul|ol|blockquote|figure|details|summary)>"
    r"|<(?:ul|ol|blockquote|figure|details)\b[^>]*>|<hr>|\n\n|\Z)",
    re.DOTALL,
)
# A word holds its trailing space; a tag, and a character of an unspaced script, stand alone.
_WORD = re.compile(r"<[^>]*>|[\u3005-\u9fff]|[^\s<\u3005-\u9fff]+\s*|\s+|<")
# A sentence reaches to its space and holds its inline tags; a block's tag stands alone.
_INLINE = r"</?(?:a|em|strong|s|sub|sup|br)\b[^>]*>"
_END = r"(?:[.!?…]+[\"”’»)\]]*(?=[\s<]|\Z)|[。！？]+[」』”）]*)"
_CLOSING = r"(?:</(?:a|em|strong|s|sub|sup)>)*"
SENTENCE = re.compile(
    rf"(?:[^<]|{_INLINE})*?{_END}{_CLOSING}\s*|(?:[^<]|{_INLINE})+|<[^>]*>|<", re.DOTALL
)
# Beyond this a comparison takes too long for somebody who waits: nothing is merged.
LONGEST = 2_000_000

_INSIDE_WORD = re.compile(r"[^\s<>\u3005-\u9fff]")


class Merged(NamedTuple):
    text: str
    clashes: int


class Change(NamedTuple):
    """Tokens start to end of the base became `text`."""

    start: int
    end: int
    text: str


def merge_text(base: str, ours: str, theirs: str) -> Merged:
    """Return `theirs` with the changes that `ours` made to `base`.

    Where both changed the same words differently `theirs` stays and one clash is counted.
    Works for bodies of HTML and for single lines.
    """
    return _merged(base, ours, theirs, [_BLOCK, _WORD])


def merge_sentences(base: str, ours: str, theirs: str) -> Merged:
    """The same, but two changes to one sentence are a clash, whichever words they are of.

    For two people who write at the same time: a sentence made of halves is nobody's.
    """
    return _merged(base, ours, theirs, [_BLOCK, SENTENCE])


def _merged(base: str, ours: str, theirs: str, grains: list[re.Pattern[str]]) -> Merged:
    if ours in (base, theirs):
        return Merged(theirs, 0)
    if theirs == base:
        return Merged(ours, 0)
    if max(map(len, (base, ours, theirs))) > LONGEST:
        return Merged(theirs, 1)
    return _merge(base, ours, theirs, grains)


def _merge(base: str, ours: str, theirs: str, grains: list[re.Pattern[str]]) -> Merged:
    if not grains:
        return Merged(theirs, 1)
    grain, *finer = grains
    tokens = grain.findall(base)
    parts: list[str] = []
    clashes = done = 0
    for start, end, our_changes, their_changes in _meetings(
        _changes(tokens, grain.findall(ours)), _changes(tokens, grain.findall(theirs))
    ):
        our_text = _applied(tokens, start, end, our_changes)
        their_text = _applied(tokens, start, end, their_changes)
        if not our_changes or our_text == their_text:
            part = Merged(their_text, 0)
        elif not their_changes:
            part = Merged(our_text, 0)
        else:
            part = _merge("".join(tokens[start:end]), our_text, their_text, finer)
        parts += ["".join(tokens[done:start]), part.text]
        clashes += part.clashes
        done = end
    parts.append("".join(tokens[done:]))
    if not finer and _words_run_together(parts):
        return Merged(theirs, 1)
    return Merged("".join(parts), clashes)


def _words_run_together(parts: list[str]) -> bool:
    """One side took the space that the other side's change relied on."""
    joints = pairwise(part for part in parts if part)
    return any(
        _INSIDE_WORD.match(left[-1]) and _INSIDE_WORD.match(right[0]) for left, right in joints
    )


def _changes(old: list[str], new: list[str]) -> list[Change]:
    """Return the changes in order. difflib's autojunk stays on: frequent words anchor nothing,
    which keeps long texts fast, and are matched beside the rare words that do."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    return [
        Change(first + start, first + end, "".join(new[new_start:new_end]))
        for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes()
        if kind != "equal"
    ]


class Meeting(NamedTuple):
    """A stretch of the base, start to end, with what each side made of it."""

    start: int
    end: int
    ours: list[Change]
    theirs: list[Change]


def _meetings(ours: list[Change], theirs: list[Change]) -> Iterator[Meeting]:
    """Yield the changes in order, those that overlap together.

    Changes that merely touch stand apart, except two insertions at one point.
    """
    meeting: Meeting | None = None
    sided = [(change, False) for change in ours] + [(change, True) for change in theirs]
    for change, is_theirs in sorted(sided, key=lambda pair: (pair[0][:2], pair[1])):
        start, end, _ = change
        if meeting and (start < meeting.end or start == end == meeting.start == meeting.end):
            meeting = meeting._replace(end=max(end, meeting.end))
        else:
            if meeting:
                yield meeting
            meeting = Meeting(start, end, [], [])
        (meeting.theirs if is_theirs else meeting.ours).append(change)
    if meeting:
        yield meeting


def _applied(tokens: list[str], start: int, end: int, changes: list[Change]) -> str:
    text = ""
    for change in changes:
        text += "".join(tokens[start : change.start]) + change.text
        start = change.end
    return text + "".join(tokens[start:end])
