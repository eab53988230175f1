"""Uploaded files into the folder and back, through the storage they are in: a disk or S3."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage, storages

from operations.backups.folder import CHUNK, Kept, Manifest, flush

# What the desk hands out (uploads of moves, exports) is private, and lost like all else.
KEPT_STORAGES = ("default", "private")


def copy_new(folder: Path, manifest: Manifest, known: dict[str, Kept]) -> int:
    """Copy what the folder lacks and note all there is; returns how many were copied.

    `known` is the last manifest's: what it names at the same size is not read again, as a name
    never gets other content. A file that is deleted meanwhile is left out.
    """
    copied = 0
    for alias in KEPT_STORAGES:
        storage = storages[alias]
        for name in _names(storage, ""):
            path = f"{alias}/{name}"
            if path in manifest.files:
                continue
            try:
                copied += _note(storage, name, folder / path, manifest, path, known.get(path))
            except FileNotFoundError:
                continue
    return copied


def _note(
    storage: Storage, name: str, target: Path, manifest: Manifest, path: str, known: Kept | None
) -> bool:
    size = storage.size(name)
    if known and known.bytes == size and target.is_file() and target.stat().st_size == size:
        manifest.files[path] = known
        return False
    manifest.files[path] = _copy(storage, name, target)
    return True


def _copy(storage: Storage, name: str, target: Path) -> Kept:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.part")
    digest, size = hashlib.sha256(), 0
    with storage.open(name) as source, partial.open("wb") as file:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        flush(file)
    partial.replace(target)
    return Kept(digest.hexdigest(), size)


def put_back(folder: Path, manifest: Manifest) -> int:
    """Write the files that the storage lacks or has otherwise; returns how many."""
    written = 0
    for path, kept in manifest.files.items():
        alias, _, name = path.partition("/")
        if alias not in KEPT_STORAGES:
            continue
        storage = storages[alias]
        if storage.exists(name):
            if _content(storage, name) == kept:
                continue
            storage.delete(name)
        with (folder / path).open("rb") as file:
            storage.save(name, File(file))
        written += 1
    return written


def _content(storage: Storage, name: str) -> Kept:
    digest, size = hashlib.sha256(), 0
    with storage.open(name) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Kept(digest.hexdigest(), size)


def forget_unnamed(folder: Path, named: set[str]) -> int:
    """Remove copies that no kept backup names; returns how many."""
    removed = 0
    for alias in KEPT_STORAGES:
        for path in sorted((folder / alias).rglob("*")):
            if path.is_file() and str(path.relative_to(folder)) not in named:
                path.unlink()
                removed += 1
    return removed


def _names(storage: Storage, folder: str) -> Iterator[str]:
    """All names but those that begin with a dot: they are being written."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    within = f"{folder}/" if folder else ""
    yield from (f"{within}{name}" for name in files if not name.startswith("."))
    for below in folders:
        yield from _names(storage, f"{within}{below}")
