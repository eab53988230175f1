"""Filling an empty site with the demo.

The slow part, drawing, comes first and touches no database; what follows is one transaction, so
that a start that was interrupted leaves the site empty, and the next one begins again.
"""

import io
import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from authors.models.author import Author
from operations.demo.draw import picture
from operations.demo.films import load_films
from operations.demo.login import make_demo_login
from operations.demo.pieces import load_pieces, load_recommendations
from pictures.keep import fill, keep
from pictures.models.picture import Picture
from pictures.upload import Accepted, accept
from publishing.models.site_settings import SiteSettings
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.review import Review
from reviews.search.writing import put_names

CONTENT = Path(__file__).with_name("content")
NAME = "The Demo Screen"
TAGLINE = "Silent films and open movies, looked at again"

Row = dict[str, Any]


def is_empty() -> bool:
    """Whether nobody has begun to use the site: no piece, film, author or login."""
    return not any(model.objects.exists() for model in (Review, Film, Author, User))


def rows(name: str) -> list[Row]:
    """The lines of one file of the demo's content."""
    text = (CONTENT / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def load_demo(progress: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Load everything and make the login. `progress` is told how many pictures of how many."""
    described = rows("pictures")
    drawn = []
    for accepted in _drawn(described):
        drawn.append(accepted)
        progress(len(drawn), len(described))
    with transaction.atomic():
        SiteSettings.objects.filter(pk=1).update(name=NAME, tagline=TAGLINE)
        pictures = {
            row["id"]: _kept(row, accepted) for row, accepted in zip(described, drawn, strict=True)
        }
        authors = {row["slug"]: _author(row, pictures) for row in rows("authors")}
        films = load_films(rows("films"), pictures)
        put_names(films=films.values(), people=Person.objects.all())
        pieces = load_pieces(rows("reviews"), films, authors, pictures)
        load_recommendations(rows("recommendations"), pieces, pictures)
        make_demo_login()


def _drawn(described: list[Row]) -> Iterator[Accepted]:
    """Pictures as an upload of them would be kept, in order."""

    def drawn(row: Row) -> Accepted:
        buffer = io.BytesIO()
        picture(row["file"]).save(buffer, "PNG", compress_level=1)
        return accept(io.BytesIO(buffer.getvalue()), buffer.tell())

    # Pillow lets other threads run while it works: on two cores this takes two thirds of the time.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        yield from threads.map(drawn, described)


def _kept(row: Row, accepted: Accepted) -> Picture:
    focal_x, focal_y = row["focal"]
    words = {name: row[name] for name in ("alt", "caption", "credit") if name in row}
    kept = Picture(**words, focal_x=focal_x, focal_y=focal_y)
    fill(kept, accepted)
    kept.full_clean()
    keep(kept)
    return kept


def _author(row: Row, pictures: dict[str, Picture]) -> Author:
    author = Author(**{**row, "photo": pictures[row["photo"]]})
    author.full_clean()
    author.save()
    return author
