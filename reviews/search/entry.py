"""One row of an index, whichever database keeps it: lists of terms by where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

# Where a word may stand, and what that is worth: film > headline, rating line, people > tags,
# author > text.
WEIGHTS = {"film": 10.0, "head": 5.0, "people": 5.0, "filed": 3.0, "body": 1.0}
NAMES = ("film", "head", "people", "filed")


@dataclass
class Entry:
    """The terms of the row with this primary key."""

    pk: int
    film: list[str] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    filed: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)

    def columns(self) -> Iterator[list[str]]:
        return (getattr(self, name) for name in WEIGHTS)
