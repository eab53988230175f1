"""What the doctor looks at in pictures: that files and rows agree, and that pages have theirs."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage, default_storage
from django.utils import timezone

from pictures.models.picture import Picture
from pictures.models.rendition import Rendition, RetiredFile
from pictures.renditions import unmade
from pictures.tasks import ids_in_hand
from publishing.doctor import Finding

FOLDER = "pictures"
# Files are written before the row that names them.
BEING_WRITTEN = timedelta(hours=1)
SHOWN = 5


def files_and_rows_agree() -> Iterator[Finding]:
    """Every row has its file, and every file a row or a day on which it goes."""
    before = set(_files(default_storage, FOLDER))
    originals = set(Picture.objects.exclude(file="").values_list("file", flat=True))
    renditions = set(Rendition.objects.values_list("file", flat=True))
    if lost := {name for name in originals - before if not default_storage.exists(name)}:
        yield Finding(
            f"{len(lost)} pictures have no file: {_some(lost)}.",
            "Bring the files back from a backup, or put another file into each picture's form.",
        )
    if lost := {name for name in renditions - before if not default_storage.exists(name)}:
        yield Finding(
            f"{len(lost)} sizes of pictures have no file: {_some(lost)}.",
            "Run manage.py make_renditions --anew.",
        )
    known = originals | renditions | set(RetiredFile.objects.values_list("name", flat=True))
    strays = {name for name in before - known if _is_settled(name)}
    if strays:
        yield Finding(
            f"{len(strays)} files belong to nothing: {_some(strays)}.",
            "Delete them when a backup is made; no page shows them.",
        )


def pages_have_their_pictures() -> Iterator[Finding]:
    """A task that waits too long is found where tasks are looked at."""
    in_hand = ids_in_hand()
    if lacking := sum(pk not in in_hand for pk in unmade()):
        yield Finding(
            f"{lacking} pictures lack the sizes that pages show, and no task makes them.",
            "Run manage.py make_renditions, and see that manage.py db_worker is running.",
        )


def _files(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for below in folders:
        yield from _files(storage, f"{folder}/{below}")


def _is_settled(name: str) -> bool:
    """Whether nobody can be about to write its row; asked of the few that have none."""
    try:
        return default_storage.get_modified_time(name) < timezone.now() - BEING_WRITTEN
    except FileNotFoundError:
        return False


def _some(names: set[str]) -> str:
    told = ", ".join(sorted(names)[:SHOWN])
    return f"{told} and others" if len(names) > SHOWN else told
