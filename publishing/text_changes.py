"""What changed between two texts: stretches that stayed, and changes that can be taken alone.

A change is a sentence or more inside one block, or whole blocks; its place in the row of changes
is its number, the same whenever the same two texts are compared. For merging see text_merge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from publishing.markup_tree import read, written
from publishing.text_merge import SENTENCE

# Two paragraphs are one, rewritten, when they share this part of their words.
ALIKE = 0.4
# So far ahead is a rewritten paragraph looked for: a body turned inside out must not take minutes.
AHEAD = 8
_WORD = re.compile(r"<[^>]*>|(\w+)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text. Where `old` and `new` differ it is the change with that `number`."""

    old: str
    new: str
    number: int | None = None


def changes(old: str, new: str) -> list[list[Part]]:
    """Compare two clean bodies of HTML; the parts of a block of text stand together."""
    rows, number = [], 0
    for blocks_old, blocks_new in _pairs(_blocks(old), _blocks(new)):
        row = []
        for part_old, part_new in _sentences(blocks_old, blocks_new):
            changed = part_old != part_new
            row.append(Part(part_old, part_new, number if changed else None))
            number += changed
        rows.append(row)
    return rows


def with_change_taken(old: str, new: str, number: int) -> str:
    """Return `old` with that one change of `new` in it. IndexError when there is none."""
    return _chosen(old, new, number, lambda part: part.new, lambda part: part.old)


def with_change_undone(old: str, new: str, number: int) -> str:
    """Return `new` without that one change. IndexError when there is none."""
    return _chosen(old, new, number, lambda part: part.old, lambda part: part.new)


def _chosen(old: str, new: str, number: int, at_number: object, elsewhere: object) -> str:
    parts = [part for row in changes(old, new) for part in row]
    if all(part.number != number for part in parts):
        raise IndexError(number)
    return "".join(
        (at_number if part.number == number else elsewhere)(part)  # type: ignore[operator]
        for part in parts
    )


def _blocks(html: str) -> list[str]:
    return [written(node) for node in read(html)]


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what stands against each other: equal blocks together, rewritten ones one by one."""
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(old[i:j], new[k:m], strict=True)
        else:
            yield from _rewritten(old[i:j], new[k:m])


def _rewritten(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Pair each old block with the next new one that is like it; the rest came or went."""
    done = 0
    for block in old:
        near = range(done, min(done + AHEAD, len(new)))
        at = next((place for place in near if _alike(block, new[place])), None)
        if at is None:
            yield block, ""
            continue
        yield from (("", added) for added in new[done:at])
        yield block, new[at]
        done = at + 1
    yield from (("", added) for added in new[done:])


def _alike(one: str, other: str) -> bool:
    if one[:3] != other[:3]:
        return False
    words, others = (list(filter(None, _WORD.findall(text))) for text in (one, other))
    matcher = SequenceMatcher(None, words, others)
    return bool(words) and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _sentences(old: str, new: str) -> Iterator[tuple[str, str]]:
    if old == new or not old or not new:
        yield old, new
        return
    tokens, others = SENTENCE.findall(old), SENTENCE.findall(new)
    for kind, i, j, k, m in SequenceMatcher(None, tokens, others, autojunk=False).get_opcodes():
        if kind == "replace" and j - i == m - k:
            yield from zip(tokens[i:j], others[k:m], strict=True)
        else:
            yield "".join(tokens[i:j]), "".join(others[k:m])
