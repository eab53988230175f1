"""Making, checking and bringing back a backup."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from operations.backups import database, files
from operations.backups.folder import (
    BackupRefused,
    Kept,
    Manifest,
    alone,
    differences,
    manifests,
    measured,
    read,
    write,
)
from operations.demo.load import is_empty
from publishing.models.generation import SiteGeneration


def make_backup(folder: Path, keep: int) -> tuple[Manifest, int]:
    """Write one more backup; returns its manifest and how many files were new.

    Files before the database, for what is deleted meanwhile, and again after it, for what came:
    a file is written before the row that names it, so that every row has its file.
    """
    with alone(folder):
        began = datetime.now(UTC)
        stamp = f"{began:%Y%m%dT%H%M%S%f}Z"
        name = f"database-{stamp}.{database.SUFFIXES[connection.vendor]}"
        generation = SiteGeneration.objects.get().n
        manifest = Manifest(stamp, began.isoformat(), connection.vendor, name, generation)
        known = _known(folder)
        copied = files.copy_new(folder, manifest, known)
        database.dump(folder / name)
        copied += files.copy_new(folder, manifest, known)
        manifest.files[name] = measured(folder / name)
        write(folder, manifest)
        _forget_old(folder, keep)
    return manifest, copied


def _known(folder: Path) -> dict[str, Kept]:
    return read(folder).files if manifests(folder) else {}


def _forget_old(folder: Path, keep: int) -> None:
    """Also what a backup left that was stopped on its way."""
    old = manifests(folder)[:-keep]
    for path in old:
        path.unlink()
    kept = [read(folder, path.stem.removeprefix("manifest-")) for path in manifests(folder)]
    named = {name for manifest in kept for name in manifest.files}
    for path in folder.glob("database-*"):
        if path.name not in named:
            path.unlink()
    files.forget_unnamed(folder, named)


def verify(folder: Path, stamp: str = "") -> Iterator[str]:
    """A sentence for everything that is wrong with a backup; none when it can be restored."""
    manifest = read(folder, stamp)
    wrong = list(differences(folder, manifest))
    yield from wrong
    if not any(said.startswith(manifest.database) for said in wrong) and (
        said := database.check(folder / manifest.database, manifest.vendor)
    ):
        yield said


def restore(folder: Path, stamp: str = "", replace: bool = False) -> tuple[Manifest, int]:
    """Put a backup in place of the site; returns its manifest and how many files were written.

    Raises BackupRefused before anything is touched: for a site in use without `replace`, a
    damaged backup, or one of the other kind of database.
    """
    with alone(folder):
        manifest = read(folder, stamp)
        if manifest.vendor != connection.vendor:
            raise BackupRefused(
                f"The backup is of {manifest.vendor}, and this site is on {connection.vendor}: set "
                "DATABASE_URL, or move the content with export_archive and import_archive."
            )
        if not replace and database.is_there() and not is_empty():
            raise BackupRefused(
                "This site has content: make a backup of it, then run restore with --replace."
            )
        if wrong := list(verify(folder, manifest.stamp)):
            raise BackupRefused(
                f"The backup {manifest.stamp} is not whole: {' '.join(wrong[:3])} "
                f"Choose another with --stamp: {_others(folder, manifest.stamp)}."
            )
        # Files first, as everywhere: no row without its file.
        written = files.put_back(folder, manifest)
        database.load(folder / manifest.database)
    return manifest, written


def _others(folder: Path, stamp: str) -> str:
    found = [path.stem.removeprefix("manifest-") for path in manifests(folder)]
    return ", ".join(other for other in reversed(found) if other != stamp) or "there is none"
