"""How things known by a slug are taken: authors, films, people, tags, text pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from moving.archive.bodies import local
from moving.archive.intake.base import Coming, Intake, Run, Taken
from moving.archive.lines import Row
from moving.archive.references import COMING
from moving.archive.values import checked, needed, text
from moving.report import Outcome
from publishing.markup import clean_html
from publishing.renames import renamed


class SluggedIntake(Intake):
    """Things known by a slug and made of plain fields: a row says all or some of them."""

    def key_of(self, row: Row) -> str:
        return needed(row, "slug")

    def rich_text(self, row: Row, key: str) -> str:
        """Clean HTML, with the archive's pictures as ours."""
        find = self.references.find
        html, _lacking = local(
            text(row, key), lambda id: find("pictures", id), self.references.picture_url
        )
        return clean_html(html)

    def values(self, row: Row) -> dict[str, Any]:
        """Field values that the row gives, by name. Raises Fault."""
        raise NotImplementedError

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self._absent: set[str] = set()

    def take_all(self, comings: list[Coming]) -> None:
        slugs = {str(coming.row.get("slug")) for coming in comings}
        here = self.model._default_manager.filter(slug__in=slugs)
        self._absent = slugs - set(here.values_list("slug", flat=True))
        super().take_all(comings)

    def take_one(self, coming: Coming) -> None:
        self._absent.clear()
        super().take_one(coming)

    def find(self, coming: Coming) -> Any:
        if self.slug_of(coming) in self._absent:
            return None
        rows = self.model._default_manager.select_for_update(no_key=True, of=("self",))
        return rows.filter(slug=self.slug_of(coming)).first()

    def slug_of(self, coming: Coming) -> str:
        return needed(coming.row, "slug")

    def tell(self, coming: Coming, taken: Taken) -> None:
        super().tell(coming, taken)
        # Rows point at things by slug, whatever the source knew them by.
        self.references.note(self.kind, taken.target.slug, taken.target.pk or COMING)

    def add_parts(self, target: Any, coming: Coming) -> bool:
        """What hangs on the saved object; True when something was added."""
        return False

    def take(self, coming: Coming) -> Taken:
        values = self.values(coming.row)
        found = self.find(coming)
        if found is None:
            return self._make(coming, values)
        return self._change(coming, found, values)

    def _make(self, coming: Coming, values: dict[str, Any]) -> Taken:
        made = self.model(slug=self.slug_of(coming), **values)
        checked(made, ["slug", *values])
        if not self.run.rehearse:
            made.save()
            self.add_parts(made, coming)
        return Taken("created", made, address=made.get_absolute_url())  # type: ignore[attr-defined]

    def _change(self, coming: Coming, found: Any, values: dict[str, Any]) -> Taken:
        differing = {
            name: value for name, value in values.items() if self._now(found, name, value) != value
        }
        kept: list[str] = []
        if differing and self.was_edited(coming, found):
            kept = [name for name in differing if getattr(found, name)]
            differing = {name: value for name, value in differing.items() if name not in kept}
        before = self.model._default_manager.get(pk=found.pk)
        for name, value in differing.items():
            setattr(found, name, value)
        checked(found, differing)
        added = False
        if not self.run.rehearse:
            if differing:
                if hasattr(found, "version"):
                    found.version += 1
                found.save()
                renamed(before, found)
            added = self.add_parts(found, coming)
        notes = []
        if kept:
            fields = [self.model._meta.get_field(name) for name in kept]
            names = ", ".join(str(field.verbose_name) for field in fields)  # type: ignore[union-attr]
            notes = [_("Kept what stands here: %(names)s.") % {"names": names}]
        outcome: Outcome = "updated" if differing or added else "unchanged"
        if kept and outcome == "unchanged":
            outcome = "skipped"
        return Taken(outcome, found, address=found.get_absolute_url(), notes=notes)

    def _now(self, found: Any, name: str, value: Any) -> Any:
        """What stands here, to be compared with a row's `value`."""
        return getattr(found, name)
