"""The folder that backups lie in, and what a manifest says.

    manifest-<stamp>.json    what belongs to one backup; written last, so what it names is there
    database-<stamp>.…       the database of that backup
    default/…, private/…     files of all backups: a name never gets other content

One folder holds many backups; files that did not change are kept once.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

CHUNK = 1024 * 1024


class BackupRefused(Exception):
    """The message is a sentence that says what is wrong and what to do."""


@dataclass(frozen=True)
class Kept:
    """One file: where it lies below the folder, its size and the hash of its content."""

    sha256: str
    bytes: int


@dataclass
class Manifest:
    """`began_at` is ISO 8601 in UTC: all that was saved before it is in the backup.

    `files` are by their path below the folder: "default/pictures/2026/….jpg".
    """

    stamp: str
    began_at: str
    vendor: str
    database: str
    generation: int
    files: dict[str, Kept] = field(default_factory=dict)


def place(folder: Path, stamp: str) -> Path:
    return folder / f"manifest-{stamp}.json"


def manifests(folder: Path) -> list[Path]:
    """Those of all complete backups, oldest first."""
    return sorted(folder.glob("manifest-*.json"))


def read(folder: Path, stamp: str = "") -> Manifest:
    """The newest manifest, or that of a stamp. Raises BackupRefused."""
    found = place(folder, stamp) if stamp else next(reversed(manifests(folder)), None)
    if found is None or not found.is_file():
        which = f"no backup {stamp}" if stamp else "no complete backup"
        raise BackupRefused(f"There is {which} in {folder}: name the folder given to backup.")
    try:
        told = json.loads(found.read_text())
        files = {name: Kept(**kept) for name, kept in told.pop("files").items()}
        return Manifest(**told, files=files)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupRefused(f"{found} cannot be read ({error}); use an older backup.") from error


def write(folder: Path, manifest: Manifest) -> None:
    """By a rename, after everything it names is on the disk."""
    final = place(folder, manifest.stamp)
    partial = final.with_suffix(".part")
    with partial.open("w") as file:
        json.dump(asdict(manifest), file, indent=1, sort_keys=True)
        flush(file)
    partial.replace(final)
    sync_folder(folder)


def flush(file: IO[str] | IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def measured(path: Path) -> Kept:
    """Read a file through for its hash; it is not held in memory."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Kept(digest.hexdigest(), size)


def differences(folder: Path, manifest: Manifest) -> Iterator[str]:
    """A sentence for every file of a backup that is missing or not as it was written."""
    for name, kept in manifest.files.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing."
        elif measured(path) != kept:
            yield f"{name} is damaged: its content is not what was written."


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder, readable by its owner alone. Raises BackupRefused when another does."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    before = os.umask(0o077)
    try:
        with (folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BackupRefused(
                    f"Another backup or restore is using {folder}: run this again when it is done."
                ) from error
            yield
    finally:
        os.umask(before)
