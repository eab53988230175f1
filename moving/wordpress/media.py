"""The pictures of a site: from a copy of its uploads folder, or fetched, or not to be had."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from moving.archive.intake.base import Coming, Run, Taken
from moving.archive.intake.pictures import PictureIntake
from moving.archive.lines import Row, digest_of
from moving.archive.values import Fault
from moving.wordpress.index import Entry, Index, decoded, file_key
from pictures.models.picture import Picture
from pictures.upload import BYTES_LIMIT

Fetch = Callable[[str], bytes]
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".jpe")


class Media(PictureIntake):
    """Takes attachments, and pictures that texts show without one, each once.

    `folder` is a copy of wp-content/uploads; `fetch` gets a file from the web, or is None.
    """

    def __init__(self, run: Run, index: Index, folder: Path | None, fetch: Fetch | None) -> None:
        super().__init__(run)
        self.index, self.folder, self.fetch = index, folder, fetch
        self._missing: set[str] = set()
        self._lacks_words: set[int] = set()

    # -- attachments ----------------------------------------------------------------------------

    def take_attachment(self, entry: Entry) -> None:
        """Bring in an attachment's picture, or tell why not."""
        address = entry.attachment_url
        if not urlsplit(address).path.lower().endswith(PICTURE_ENDINGS):
            reason = _("No picture: copy it from the old server if it is to stay at its address.")
            self._skip(entry.id, entry.title, address, reason)
            return
        row = {
            "id": entry.id,
            "file": address[:300],
            "alt": entry.alt[:300],
            "caption": entry.caption[:500],
            "credit": entry.credit[:200],
        }
        self._take(row, entry.id, entry.title, address)

    def key_for(self, source: str, attachment_id: str, alt: str) -> str | None:
        """The key of the picture that a text shows, or None when it cannot be had."""
        entry = self.index.entries.get(attachment_id)
        if entry is None or entry.becomes != "picture" or not entry.attachment_url:
            entry = self.index.picture_at(source) if source else None
        if entry is not None:
            key = entry.id
        elif source.startswith(("https://", "http://")):
            key = f"file:{hashlib.sha256(file_key(source).encode()).hexdigest()[:40]}"
            self._take_loose(key, source, alt)
        else:
            return None
        if key in self._missing:
            return None
        number = self.references.find(self.kind, key)
        if number is None:
            return None
        self._describe(number, alt)
        return key

    def _take_loose(self, key: str, source: str, alt: str) -> None:
        is_known = key in self._missing or self.references.find(self.kind, key) is not None
        if not is_known:
            row = {"id": key, "file": source[:300], "alt": alt[:300]}
            self._take(row, key, alt or source.rpartition("/")[2], source)

    def _describe(self, number: int, alt: str) -> None:
        """The first text that has words for a picture without any gives them."""
        if alt and number in self._lacks_words and not self.run.rehearse:
            here = Picture.objects.filter(pk=number, alt="", decorative=False)
            here.update(alt=" ".join(alt.split())[:300])
            self._lacks_words.discard(number)

    def _take(self, row: Row, key: str, title: str, address: str) -> None:
        found = self._file(address)
        size = str(found.stat().st_size) if found else ""
        coming = Coming(row, key, digest_of(row, size.encode()), title=title, address=address)
        if not self.changed([coming]):
            return
        if found is None and self.fetch is None:
            reason = (
                _("Its file is not in the media folder.")
                if self.folder
                else _("Its file is not here: give --media or --fetch-media.")
            )
            self._missing.add(key)
            self._skip(key, title, address, reason)
            return
        self.take_one(coming)

    def _skip(self, key: str, title: str, address: str, reason: str) -> None:
        self.run.report.add(self.kind, key, "skipped", title=title, address=address, reason=reason)

    def refuse(self, coming: Coming, reason: str) -> None:
        self._missing.add(coming.key)
        super().refuse(coming, reason)

    def tell(self, coming: Coming, taken: Taken) -> None:
        if taken.target.pk and not taken.target.is_described:
            self._lacks_words.add(taken.target.pk)
        super().tell(coming, taken)

    def met_again(self, coming: Coming, number: int) -> None:
        """Nothing: texts find pictures by key here, not by file."""

    def content_of(self, coming: Coming) -> bytes:
        found = self._file(coming.address)
        if found is not None:
            if found.stat().st_size > BYTES_LIMIT:
                raise Fault(_("The file is larger than 30 MB; save it smaller and try again."))
            return found.read_bytes()
        assert self.fetch is not None
        return self.fetch(coming.address)

    # -- files ----------------------------------------------------------------------------------

    def _file(self, address: str) -> Path | None:
        """The file in the media folder: the original first, then the size that was asked for."""
        if self.folder is None:
            return None
        original = file_key(address)
        asked = decoded(urlsplit(address).path).rpartition("/uploads/")[2].lstrip("/")
        for name in dict.fromkeys((original, asked)):
            for place in ("", "uploads/", "wp-content/uploads/"):
                if found := self._inside(f"{place}{name}"):
                    return found
        return self._inside(original.rpartition("/")[2])

    def _inside(self, name: str) -> Path | None:
        """A file below the folder; names are the exporter's, so they may lead anywhere."""
        assert self.folder is not None
        try:
            path = (self.folder / name).resolve()
            is_inside = path.is_relative_to(self.folder.resolve())
            return path if name and is_inside and path.is_file() else None
        except (OSError, ValueError):
            return None
