"""What pictures are called in an archive, and their rows and files."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage

from moving.archive.lines import line_of
from moving.archive.values import as_day
from pictures.models.picture import Picture

FOLDER = "pictures"


class PictureNames:
    """The archive's id of every picture: the beginning of its hash, so the same on every site.

    Of several pictures with one file the later ones have a number behind it.
    """

    def __init__(self) -> None:
        self._ids: dict[int, str] = {}
        self._paths: dict[str, str] = {}
        seen: Counter[str] = Counter()
        rows = Picture.objects.order_by("pk").values_list("pk", "sha256", "file")
        for pk, sha256, file in rows.iterator():
            stem = sha256[:20] or Path(file).stem
            seen[stem] += 1
            self._ids[pk] = stem if seen[stem] == 1 else f"{stem}-{seen[stem]:04}"
            self._paths[file] = f"{FOLDER}/{stem}{Path(file).suffix}"

    def keep_only(self, ids: set[str]) -> None:
        """Forget all pictures but these."""
        self._ids = {pk: id for pk, id in self._ids.items() if id in ids}

    def id_of(self, pk: int | None) -> str | None:
        return self._ids.get(pk) if pk else None

    def path_of(self, file: str) -> str | None:
        return self._paths.get(file)

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(self._paths.values())

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Ids with their pictures' numbers, in order of the ids."""
        return iter(sorted((id, pk) for pk, id in self._ids.items()))


def picture_lines(names: PictureNames, folder: Path) -> Iterator[str]:
    """Copy every picture's file into the archive and tell its row."""
    wanted = list(names)
    for start in range(0, len(wanted), 200):
        part = wanted[start : start + 200]
        found = Picture.objects.in_bulk([pk for _id, pk in part])
        for id, pk in part:
            if (picture := found.get(pk)) is None:
                continue
            file = str(picture.file)
            path = names.path_of(file) or ""
            _copy(file, folder / path)
            focal = [picture.focal_x, picture.focal_y]
            yield line_of(
                {
                    "id": id,
                    "file": path,
                    "alt": picture.alt,
                    "decorative": picture.decorative or None,
                    "caption": picture.caption,
                    "credit": picture.credit,
                    "rights_until": as_day(picture.rights_until),
                    "focal": focal if focal != [50, 50] else None,
                }
            )


def _copy(name: str, to: Path) -> None:
    """Names are by content, so a file that is there already is the same file."""
    if to.exists() or not default_storage.exists(name):
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(f"{to.name}.part")
    with default_storage.open(name) as source, part.open("wb") as target:
        for chunk in source.chunks():
            target.write(chunk)
    part.replace(to)
