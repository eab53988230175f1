"""Readers' comments, kept in a file beside the report: this site has none, but nothing is lost."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import IO

from django.utils.translation import ngettext

from moving.wordpress.items import Item


class Comments:
    """Writes comments.jsonl as posts go by; the file has its name once it is whole."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.count = 0
        self._file: IO[str] | None = None

    def keep(self, item: Item) -> str:
        """Keep the comments of one post; returns a sentence about them, or ""."""
        if not item.comments:
            return ""
        self.count += len(item.comments)
        if self.path is not None:
            if self._file is None:
                self._file = self._part.open("w", encoding="utf-8", errors="backslashreplace")
            for comment in item.comments:
                row = {"post": item.id, "address": item.link, **asdict(comment)}
                self._file.write(f"{json.dumps(row, ensure_ascii=False, sort_keys=True)}\n")
        if self.path is None:
            return ""
        return ngettext(
            "%(count)d comment is in %(file)s.",
            "%(count)d comments are in %(file)s.",
            len(item.comments),
        ) % {"count": len(item.comments), "file": self.path.name}

    def close(self) -> None:
        if self._file and self.path:
            self._file.close()
            self._part.replace(self.path)

    @property
    def _part(self) -> Path:
        return Path(f"{self.path}.part")
