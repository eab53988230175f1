"""Two snapshots of a piece beside each other, word by word, as data for the templates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from publishing.text_changes import Part, changes
from publishing.word_diff import Run, word_diff
from reviews.desk.merging import differ
from reviews.desk.words import Words, label_of
from reviews.revisions import SNAPSHOT_FIELDS


@dataclass(frozen=True)
class Stretch:
    """A part of a text in runs. A change that can be taken alone has a `number`.

    `is_markup`: the words are the same and the runs show the HTML that changed.
    """

    runs: list[Run]
    number: int | None = None
    is_markup: bool = False

    @property
    def is_added(self) -> bool:
        """Nothing of the older text stood here: to bring that back is to take this out."""
        return all(run.kind != "gone" for run in self.runs)


@dataclass(frozen=True)
class FieldChange:
    """One field that differs: its paragraphs, of which a body has several, in stretches.

    `unchanged` paragraphs are counted and not shown.
    """

    name: str
    label: str
    paragraphs: list[list[Stretch]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_added(self) -> bool:
        return all(stretch.is_added for row in self.paragraphs for stretch in row)

    @property
    def is_single(self) -> bool:
        """Whether the whole field is one change, so that a part of it need not be offered."""
        return sum(s.number is not None for row in self.paragraphs for s in row) < 2


def compare(old: Mapping[str, Any], new: Mapping[str, Any], words: Words) -> list[FieldChange]:
    """The fields that differ. What one of the two never held (an old snapshot) is left out."""
    return [
        field_change(name, old[name], new[name], words)
        for name in SNAPSHOT_FIELDS
        if name in old and name in new and differ((name,), old, new)
    ]


def field_change(name: str, old: Any, new: Any, words: Words) -> FieldChange:
    if name != "body":
        runs = word_diff(words.of(name, old), words.of(name, new))
        return FieldChange(name, label_of(name), [[Stretch(runs)]])
    rows = changes(str(old or ""), str(new or ""))
    changed = [row for row in rows if any(part.number is not None for part in row)]
    paragraphs = [[_stretch(part, words) for part in row] for row in changed]
    return FieldChange(name, label_of(name), paragraphs, len(rows) - len(changed))


def _stretch(part: Part, words: Words) -> Stretch:
    old, new = words.readable(part.old), words.readable(part.new)
    if part.number is None:
        return Stretch([Run("same", new)])
    if old.strip() != new.strip():
        return Stretch(word_diff(old, new), part.number)
    return Stretch(word_diff(part.old, part.new), part.number, is_markup=True)
