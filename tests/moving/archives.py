"""Writing small archives by hand, bringing them in, and looking at what came of it."""

import json
from pathlib import Path
from typing import Any

from authors.models.author import Author
from moving.archive.take_in import import_archive
from moving.models.imported_item import ImportedItem
from moving.report import Report
from pictures.models.picture import Picture
from publishing.models.old_address import OldAddress
from publishing.models.text_page import TextPage
from publishing.progress import Progress
from recommendations.models.recommendation import Recommendation
from reviews.models.address import Address
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.models.tag import Tag

EVERYTHING = (
    *(ImportedItem, OldAddress, Recommendation, Edition, Address, Revision, Review),
    *(Film, Person, Author, Tag, Picture, TextPage),
)


def write(folder: Path, **files: list[dict[str, Any]] | bytes) -> Path:
    """An archive of rows, or of bytes as they are: `write(folder, reviews=[{…}])`."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, rows in files.items():
        lines = rows if isinstance(rows, bytes) else "\n".join(map(json.dumps, rows)).encode()
        (folder / f"{kind}.jsonl").write_bytes(lines)
    return folder


def bring(folder: Path, rehearse: bool = False) -> dict[str, Any]:
    """Import it; returns the report as it stands in its file."""
    path = folder.parent / f"{folder.name}-report.json"
    with Report(str(folder), path) as report:
        import_archive(folder, report, Progress(None), rehearse=rehearse)
    return json.loads(path.read_text(encoding="utf-8"))


def outcomes(report: dict[str, Any]) -> dict[str, int]:
    """The counts that are not zero, `read` left out."""
    return {word: n for word, n in report["counts"].items() if n and word != "read"}


def reasons(report: dict[str, Any]) -> str:
    return " ".join(item["reason"] for item in report["items"])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def empty_the_site() -> None:
    for model in EVERYTHING:
        model._default_manager.all().delete()
