"""The report of an import: what happened to every single thing that was read.

JSON, in the shape that every import of ours writes:
{"source", "started_at", "finished_at", "counts": {"read", …}, "items": [{"kind", "id", "title",
"address", "outcome", "target", "reason"}]}. `read` equals the sum of the other counts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Literal

from django.utils import timezone
from django.utils.translation import gettext as _

Outcome = Literal["created", "updated", "unchanged", "skipped", "refused"]
OUTCOMES: tuple[Outcome, ...] = ("created", "updated", "unchanged", "skipped", "refused")
# More than these scroll past on a terminal unread.
TOLD_AT_ONCE = 20


class Report:
    """Counts, and a file that grows as the import goes: it never stands in memory whole.

    Without a path it only counts. The file has its name once it is whole; until then it is
    called like it with `.part` behind.
    """

    def __init__(
        self, source: str, path: Path | None = None, tell: Callable[[str], None] | None = None
    ) -> None:
        self.source, self.path, self.tell = source, path, tell
        self.started_at = timezone.now()
        self.counts: Counter[str] = Counter()
        self._file: IO[str] | None = None

    def __enter__(self) -> Report:
        if self.path:
            # Half a pair becomes its escape, which is what JSON writes for it.
            self._file = self._part.open("w", encoding="utf-8", errors="backslashreplace")
            head = {"source": self.source, "started_at": self.started_at.isoformat()}
            self._file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "items": [')
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if not self._file or not self.path:
            return
        foot = {"counts": self.summary(), "finished_at": timezone.now().isoformat()}
        self._file.write("\n], " + json.dumps(foot)[1:] + "\n")
        self._file.close()
        # An interrupted import leaves what it knows, under the name that says so.
        if kind is None:
            self._part.replace(self.path)

    @property
    def _part(self) -> Path:
        return Path(f"{self.path}.part")

    def add(
        self,
        kind: str,
        id: str,
        outcome: Outcome,
        *,
        title: str = "",
        address: str = "",
        target: str = "",
        reason: str = "",
    ) -> None:
        """Tell what became of one thing. `reason` is a sentence; a refusal always has one."""
        if self._file:
            said = {"title": title, "address": address, "outcome": outcome}
            item = {"kind": kind, "id": id, **said, "target": target, "reason": reason}
            comma = "," if self.read else ""
            self._file.write(f"{comma}\n{json.dumps(item, ensure_ascii=False)}")
        self.counts[outcome] += 1
        if outcome == "refused" and self.tell and self.counts[outcome] <= TOLD_AT_ONCE:
            self.tell(f"{kind} {id}: {reason}")
            if self.counts[outcome] == TOLD_AT_ONCE:
                self.tell(_("Further refusals stand in the report (--report FILE)."))

    @property
    def read(self) -> int:
        return sum(self.counts[outcome] for outcome in OUTCOMES)

    def summary(self) -> dict[str, int]:
        return {"read": self.read, **{outcome: self.counts[outcome] for outcome in OUTCOMES}}

    @property
    def exit_code(self) -> int:
        return 1 if self.counts["refused"] else 0
