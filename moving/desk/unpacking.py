"""Uploaded files as folders: what is in a .zip is somebody else's word until it is unpacked."""

import shutil
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from moving.models.move import Move
from moving.take_in import Unreadable

LARGEST = 8 * 1024 * 1024 * 1024
MOST_FILES = 200_000
PART = 1024 * 1024


def unpack(upload: IO[bytes], name: str, folder: Path) -> None:
    """Put an upload into `folder`. Raises Unreadable, with a sentence."""
    if not zipfile.is_zipfile(upload):
        upload.seek(0)
        with (folder / "export.xml").open("wb") as file:
            shutil.copyfileobj(upload, file, PART)
        return
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as packed:
            _unpack(packed, folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(
            _("%(name)s is damaged, or packed in a way we do not read.") % {"name": name}
        ) from error


def _unpack(packed: zipfile.ZipFile, folder: Path) -> None:
    members = [member for member in packed.infolist() if not member.is_dir()]
    if len(members) > MOST_FILES:
        raise Unreadable(_("The file holds more than 200,000 files."))
    left = LARGEST
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or "\x00" in member.filename:
            raise Unreadable(_("A file in it would lie outside of its folder."))
        target = folder.joinpath(*path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with packed.open(member) as source, target.open("wb") as file:
            # What a member says of its size is not believed: it is counted.
            while part := source.read(PART):
                left -= len(part)
                if left < 0:
                    raise Unreadable(_("The file holds more than 8 GB."))
                file.write(part)


def find_source(folder: Path) -> tuple[str, Path]:
    """What was unpacked, Move.Kind, and where it begins. Raises Unreadable."""
    for path in sorted(folder.rglob("*.jsonl")):
        return Move.Kind.ARCHIVE, path.parent
    if any(folder.rglob("*.xml")):
        return Move.Kind.WORDPRESS, folder
    raise Unreadable(_("There is neither an archive nor an export of WordPress in this file."))


def find_uploads(folder: Path) -> Path | None:
    """The copy of wp-content/uploads beside the exports, if there is one."""
    return next((path for path in sorted(folder.rglob("uploads")) if path.is_dir()), None)
