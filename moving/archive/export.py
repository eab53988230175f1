"""Writing the archive: all of a site as it is at one moment, or some pieces with their things."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from moving.archive.bodies import KEY
from moving.archive.lines import write_lines
from moving.archive.links_out import old_address_lines, recommendation_lines
from moving.archive.pictures_out import PictureNames, picture_lines
from moving.archive.pieces_out import piece_lines
from moving.archive.words_out import (
    author_lines,
    film_lines,
    page_lines,
    person_lines,
    tag_lines,
)
from publishing.instant import site_now

Tell = Callable[[str], None]


def export_archive(folder: Path, tell: Tell = lambda kind: None) -> dict[str, int]:
    """Write everything into `folder`; returns how many rows of each file. `tell` hears of each.

    Files of an older export in the same folder are replaced, each when its successor is whole;
    pictures that no row names any more are removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with one_moment():
        names = PictureNames()
        files: dict[str, Iterator[str]] = {
            "reviews": piece_lines(names, site_now().at),
            "recommendations": recommendation_lines(names),
            "old_addresses": old_address_lines(),
            "pages": page_lines(names),
            "films": film_lines(names),
            "people": person_lines(),
            "authors": author_lines(names),
            "tags": tag_lines(),
            "pictures": picture_lines(names, folder),
        }
        counts = {}
        for kind, lines in files.items():
            counts[kind] = write_lines(folder / f"{kind}.jsonl", _told(lines, kind, tell))
    _remove_strays(folder, names)
    return counts


def export_pieces(folder: Path, chosen: list[int]) -> dict[str, int]:
    """Write some pieces, and the films, authors, tags and pictures that they point at."""
    folder.mkdir(parents=True, exist_ok=True)
    with one_moment():
        names = PictureNames()
        told = _Kept(piece_lines(names, site_now().at, chosen))
        counts = {"reviews": write_lines(folder / "reviews.jsonl", told)}
        films = _Kept(film_lines(names, told.films))
        counts["films"] = write_lines(folder / "films.jsonl", films)
        authors = _Kept(author_lines(names, told.authors))
        counts["authors"] = write_lines(folder / "authors.jsonl", authors)
        counts["tags"] = write_lines(folder / "tags.jsonl", tag_lines(told.tags))
        pictures = told.pictures | films.pictures | authors.pictures
        names.keep_only(pictures)
        lines = picture_lines(names, folder)
        counts["pictures"] = write_lines(folder / "pictures.jsonl", lines)
    return counts


class _Kept:
    """Lines on their way into a file, and the things that they point at."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.films: set[str] = set()
        self.authors: set[str] = set()
        self.tags: set[str] = set()
        self.pictures: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            row = json.loads(line)
            for text in (row, *row.get("editions", []), *row.get("trailers", [])):
                self._note(text)
            yield line

    def _note(self, text: dict[str, Any]) -> None:
        self.films |= {*text.get("also_about", []), text.get("film") or ""} - {""}
        self.authors |= set(text.get("authors", []))
        self.tags |= set(text.get("tags", []))
        named = (text.get(key) or "" for key in ("lead_picture", "poster", "photo"))
        self.pictures |= {*named, *KEY.findall(text.get("body") or text.get("bio") or "")} - {""}


def _told(lines: Iterator[str], kind: str, tell: Tell) -> Iterator[str]:
    for line in lines:
        yield line
        tell(kind)


def _remove_strays(folder: Path, names: PictureNames) -> None:
    wanted = names.paths
    for path in (folder / "pictures").glob("*"):
        if path.is_file() and f"pictures/{path.name}" not in wanted:
            path.unlink()


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it is now, while others go on writing.

    On SQLite a plain BEGIN: `atomic` takes the write lock at once (transaction_mode), and would
    keep every editor waiting until the export is over.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")
