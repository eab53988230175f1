"""pictures.jsonl and the files it names."""

import hashlib
import io
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from moving.archive.intake.base import Coming, Intake, Taken
from moving.archive.lines import Row
from moving.archive.values import Fault, checked, day, flag, needed, text, whole
from moving.models.imported_item import ImportedItem
from pictures.keep import fill, keep
from pictures.models.picture import Picture
from pictures.own_form import accept_own
from pictures.upload import BYTES_LIMIT, Accepted, PictureRefused, accept

WORDS = ("alt", "caption", "credit")


class PictureIntake(Intake):
    """A picture is judged and encoded like an upload, before any transaction begins.

    Files of an archive of ours that are as our encoder writes them stay byte for byte.
    """

    kind = "pictures"
    model = Picture
    keys = frozenset(
        (*("id", "file", "alt", "decorative", "caption", "credit"), *("rights_until", "focal"))
    )

    def key_of(self, row: Row) -> str:
        return needed(row, "id")

    def more_of(self, row: Row) -> list[bytes]:
        with self._path(row).open("rb") as file:
            return [hashlib.file_digest(file, "sha256").digest()]

    def _path(self, row: Row) -> Path:
        name = needed(row, "file")
        try:
            path = (self.run.folder / name).resolve()
            is_inside = path.is_relative_to(self.run.folder.resolve())
            if is_inside and path.is_file():
                return path
        except (OSError, ValueError):
            pass
        raise Fault(_("The archive has no file “%(file)s”.") % {"file": name[:200]})

    def met_again(self, coming: Coming, number: int) -> None:
        name = Picture.objects.values_list("file", flat=True).get(pk=number)
        self.references.note_file(text(coming.row, "file"), Picture(file=name).url)

    def take_all(self, comings: list[Coming]) -> None:
        for coming in comings:
            self.take_one(coming)

    def take_one(self, coming: Coming) -> None:
        """Decoding comes first, outside the transaction that writes the row."""
        try:
            picture, accepted = self._read(coming)
            found = self._found(coming, accepted)
            if found is None:
                taken = self._kept(coming, picture, accepted)
            else:
                taken = self._filled(coming, found, picture)
        except (Fault, PictureRefused) as fault:
            self.refuse(coming, str(fault))
            return
        self.references.note_file(text(coming.row, "file"), taken.target.url)
        self.tell(coming, taken)

    def _read(self, coming: Coming) -> tuple[Picture, Accepted]:
        row = coming.row
        picture = Picture(
            alt=text(row, "alt"),
            decorative=flag(row, "decorative"),
            caption=text(row, "caption"),
            credit=text(row, "credit"),
            rights_until=day(row, "rights_until"),
        )
        picture.focal_x, picture.focal_y = _focal(row)
        if picture.decorative and picture.alt:
            raise Fault(_("A decorative picture has no alternative text: keep one of them."))
        checked(picture, [*WORDS, "focal_x", "focal_y"])
        content = self.content_of(coming)
        return picture, accept_own(content) or accept(io.BytesIO(content), len(content))

    def content_of(self, coming: Coming) -> bytes:
        """The bytes of the file, before anything is judged but its size. Raises Fault."""
        path = self._path(coming.row)
        if path.stat().st_size > BYTES_LIMIT:
            raise Fault(_("The file is larger than 30 MB; save it smaller and try again."))
        return path.read_bytes()

    def _found(self, coming: Coming, accepted: Accepted) -> Picture | None:
        """The same picture as an earlier import left it, or one here that came from no import."""
        if coming.item is not None:
            same = Picture.objects.filter(pk=coming.item.object_id, sha256=accepted.sha256)
            return same.first()
        spoken_for = ImportedItem.objects.filter(kind=self.kind).values("object_id")
        here = Picture.objects.filter(sha256=accepted.sha256).exclude(pk__in=spoken_for)
        return here.order_by("pk").first()

    def _kept(self, coming: Coming, picture: Picture, accepted: Accepted) -> Taken:
        fill(picture, accepted)
        if not self.run.rehearse:
            with transaction.atomic():
                keep(picture)
                self.keep_items([(coming, picture)])
        return Taken("created", picture, address=picture.url)

    def _filled(self, coming: Coming, found: Picture, picture: Picture) -> Taken:
        """Words that are missing here come in; words that stand here stay."""
        missing = [name for name in WORDS if getattr(picture, name) and not getattr(found, name)]
        if found.decorative:
            missing = [name for name in missing if name != "alt"]
        for name in missing:
            setattr(found, name, getattr(picture, name))
        if not self.run.rehearse:
            with transaction.atomic():
                found.save(update_fields=missing)
                self.keep_items([(coming, found)])
        return Taken("updated" if missing else "unchanged", found, address=found.url)


def _focal(row: Row) -> tuple[int, int]:
    point: Any = row.get("focal") or [50, 50]
    if not isinstance(point, list) or len(point) != 2:
        raise Fault(_("“focal” must be two numbers, per cent from the left and the top."))
    x, y = (whole({"focal": part}, "focal") for part in point)
    return x or 0, y or 0
