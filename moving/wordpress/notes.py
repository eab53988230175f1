"""Footnotes: the block editor's, whose words lie in the post's meta, and those of plugins."""

import json
import re
from collections.abc import Mapping

_MARK = re.compile(
    r"<sup\b[^<>]*\bdata-fn=[\"']?(?P<id>[\w-]{1,64})[\"']?[^<>]*>(?:(?!</sup>).){0,300}</sup>",
    re.IGNORECASE | re.DOTALL,
)
NAMES = ("ref", "fn", "footnote", "efn_note", "note")


class Notes:
    """The notes of one text, numbered in the order in which they are met."""

    def __init__(self, meta: Mapping[str, str]) -> None:
        self.words: list[str] = []
        self._kept = _kept(meta.get("footnotes", ""))

    def add(self, words: str) -> str:
        """Number a note; returns the mark that stands in the text."""
        self.words.append(words)
        number = len(self.words)
        return f'<sup id="noteref-{number}"><a href="#note-{number}">{number}</a></sup>'

    def mark(self, html: str) -> str:
        """Give the block editor's marks their numbers."""
        return _MARK.sub(lambda mark: self.add(self._kept.get(mark["id"], "")), html)

    def as_list(self) -> str:
        if not self.words:
            return ""
        items = (
            f'<li id="note-{number}">{words or "…"}</li>'
            for number, words in enumerate(self.words, start=1)
        )
        return f"\n\n<ol>{''.join(items)}</ol>"


def _kept(meta: str) -> dict[str, str]:
    try:
        rows = json.loads(meta) if meta.strip() else []
    except (ValueError, RecursionError):
        return {}
    rows = rows if isinstance(rows, list) else []
    return {
        str(row.get("id")): str(row.get("content", "")) for row in rows if isinstance(row, dict)
    }
