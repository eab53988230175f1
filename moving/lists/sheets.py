"""Rows as CSV or JSON, streamed, and safe to open in a spreadsheet."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# What begins with one of these is a formula to a spreadsheet: =HYPERLINK(…) in a headline.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    def write(self, line: str) -> str:
        return line


def as_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """CSV in UTF-8 with a mark in front, by which Excel knows it."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([harmless(row[column]) for column in columns])


def as_json(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One JSON array, a row on each line."""
    yield "["
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}"
    yield "\n]\n"


def harmless(value: Any) -> str:
    """A value as a cell that no spreadsheet computes; numbers below zero are none of ours."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
