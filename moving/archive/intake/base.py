"""How rows of every kind are taken: known or not, changed or not, one transaction each."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from moving.archive.lines import Line, Row, digest_of
from moving.archive.references import COMING, SOURCE, References
from moving.archive.values import Fault
from moving.models.imported_item import ImportedItem
from moving.report import Outcome, Report
from reviews.publish import Refused

# Commits and look-ups are shared by so many.
AT_ONCE = 25


@dataclass
class Run:
    """One import: where from, whether it is only a rehearsal, and what it has met so far.

    `source` tells the things of one site from those of another.
    """

    folder: Path
    report: Report
    zone: ZoneInfo
    rehearse: bool = False
    source: str = SOURCE
    references: References = field(init=False)

    def __post_init__(self) -> None:
        self.references = References(self.source)


@dataclass
class Taken:
    """What became of one row. `target` is our object; in a rehearsal it may be unsaved."""

    outcome: Outcome
    target: Any
    title: str = ""
    notes: list[str] = field(default_factory=list)
    address: str = ""


@dataclass
class Coming:
    """One row on its way in, and what is known of it from an earlier import.

    `number` is its line's where it came from a file of lines. `address` is where it lived before,
    `notes` are sentences for the report, `questions` such that an editor has to answer.
    """

    row: Row
    key: str
    digest: str
    number: int = 0
    item: ImportedItem | None = None
    address: str = ""
    title: str = ""
    notes: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


class Intake:
    """Takes the rows of one file. Subclasses say what a row's key is and what becomes of it."""

    kind: ClassVar[str]
    keys: ClassVar[frozenset[str]]
    model: ClassVar[type[models.Model]]

    def __init__(self, run: Run) -> None:
        self.run = run
        self.references = run.references
        self._seen: set[str] = set()

    def key_of(self, row: Row) -> str:
        """What the row is known by from one import to the next. Raises Fault."""
        raise NotImplementedError

    def more_of(self, row: Row) -> list[bytes]:
        """What belongs to the row besides its words, for its digest."""
        return []

    def take(self, coming: Coming) -> Taken:
        """Make, change or leave alone. Raises Fault or Refused; runs in its own transaction."""
        raise NotImplementedError

    # -- a portion of lines -----------------------------------------------------------------

    def take_lines(self, lines: Sequence[Line]) -> None:
        self.take_all(self.changed(list(self._readable(lines))))

    def changed(self, comings: list[Coming]) -> list[Coming]:
        """Those that are new or say something else than last time; the others are told of."""
        self._look_up(comings)
        return [coming for coming in comings if not self._passed_over(coming)]

    def take_all(self, comings: list[Coming]) -> None:
        """Some at a time; when one is refused, each of them alone, so that it harms no other."""
        for start in range(0, len(comings), AT_ONCE):
            group = comings[start : start + AT_ONCE]
            try:
                with transaction.atomic():
                    taken = [self.take(coming) for coming in group]
                    if not self.run.rehearse:
                        targets = (one.target for one in taken)
                        self.keep_items(list(zip(group, targets, strict=True)))
            except (Fault, Refused, IntegrityError, DataError):
                for coming in group:
                    self.take_one(coming)
            else:
                for coming, one in zip(group, taken, strict=True):
                    self.tell(coming, one)

    def _readable(self, lines: Iterable[Line]) -> Iterable[Coming]:
        for line in lines:
            where = str(line.number)
            if line.refusal:
                self.run.report.add(self.kind, where, "refused", reason=line.refusal)
                continue
            try:
                key = self.key_of(line.row)
                if len(key) > 300:
                    raise Fault(_("Its address has more than 300 characters."))
                if key in self._seen:
                    raise Fault(
                        _("“%(key)s” stands in the file twice; the first was taken.") % {"key": key}
                    )
                self._seen.add(key)
                digest = digest_of(line.row, *self.more_of(line.row))
                yield Coming(line.row, key, digest, line.number)
            except Fault as fault:
                reason = _("Line %(number)d: %(fault)s") % {"number": line.number, "fault": fault}
                self.run.report.add(self.kind, where, "refused", reason=reason)

    def _look_up(self, comings: list[Coming]) -> None:
        keys = [coming.key for coming in comings]
        items = ImportedItem.objects.filter(
            source=self.run.source, kind=self.kind, source_id__in=keys
        )
        known = {item.source_id: item for item in items}
        there = set(
            self.model._default_manager.filter(
                pk__in=[item.object_id for item in known.values()]
            ).values_list("pk", flat=True)
        )
        for coming in comings:
            item = known.get(coming.key)
            coming.item = item if item and item.object_id in there else None

    def _passed_over(self, coming: Coming) -> bool:
        item = coming.item
        if item is None or item.digest != coming.digest:
            return False
        self.references.note(self.kind, coming.key, item.object_id)
        self.met_again(coming, item.object_id)
        self.run.report.add(
            self.kind,
            coming.key,
            "unchanged",
            title=coming.title or self.title_of(coming.row),
            address=coming.address,
        )
        return True

    def met_again(self, coming: Coming, number: int) -> None:
        """For intakes that must remember more of an unchanged row than its number."""

    # -- one row ------------------------------------------------------------------------------

    def take_one(self, coming: Coming) -> None:
        try:
            with transaction.atomic():
                taken = self.take(coming)
                if not self.run.rehearse:
                    self.keep_items([(coming, taken.target)])
        except (Fault, Refused) as fault:
            self.refuse(coming, str(fault))
        except (IntegrityError, DataError) as error:
            self.refuse(coming, _("The database would not take it: %(error)s") % {"error": error})
        else:
            self.tell(coming, taken)

    def keep_items(self, pairs: list[tuple[Coming, Any]]) -> None:
        """Remember what came and what it became, in the transaction that made it."""
        ImportedItem.objects.bulk_create(
            [
                ImportedItem(
                    source=self.run.source,
                    kind=self.kind,
                    source_id=coming.key,
                    digest=coming.digest,
                    content_type=ContentType.objects.get_for_model(target),
                    object_id=target.pk,
                    object_version=self.version_of(target),
                )
                for coming, target in pairs
            ],
            update_conflicts=True,
            unique_fields=["source", "kind", "source_id"],
            update_fields=[
                *("digest", "content_type", "object_id", "object_version", "imported_at")
            ],
        )

    def version_of(self, target: Any) -> int:
        """A number that is another one once the object has been edited."""
        if hasattr(target, "version"):
            return target.version
        said = "\x1f".join(str(getattr(target, field.attname)) for field in target._meta.fields)
        return zlib.crc32(said.encode()) & 0x7FFFFFFF

    def was_edited(self, coming: Coming, target: Any) -> bool:
        """Whether our object is not as the last import left it, or never came from one."""
        return coming.item is None or coming.item.object_version != self.version_of(target)

    def tell(self, coming: Coming, taken: Taken) -> None:
        number = taken.target.pk if taken.target is not None else None
        self.references.note(self.kind, coming.key, number or COMING)
        notes = [*taken.notes, *coming.questions, *coming.notes, *self._unknown_keys(coming.row)]
        self.run.report.add(
            self.kind,
            coming.key,
            taken.outcome,
            title=taken.title or coming.title or self.title_of(coming.row),
            address=coming.address,
            target=taken.address,
            reason=" ".join(notes),
        )

    def refuse(self, coming: Coming, reason: str) -> None:
        if coming.number:
            reason = _("Line %(number)d: %(fault)s") % {"number": coming.number, "fault": reason}
        self.run.report.add(
            self.kind,
            coming.key,
            "refused",
            title=coming.title or self.title_of(coming.row),
            address=coming.address,
            reason=reason,
        )

    def title_of(self, row: Row) -> str:
        title = row.get("headline") or row.get("title") or row.get("name") or row.get("alt") or ""
        return str(title)[:300]

    def _unknown_keys(self, row: Row) -> list[str]:
        unknown = sorted(set(row) - self.keys)
        if not unknown:
            return []
        return [_("Unknown keys were ignored: %(keys)s.") % {"keys": ", ".join(unknown)[:300]}]
