"""The small site that searches are judged on, and how good the answers are."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from authors.models.author import Author
from reviews.models.content import Kind
from reviews.models.film import Film
from reviews.models.people import Credit, Person
from reviews.models.review import Byline, Review
from reviews.publish import publish
from reviews.search.find import Search, find

JUDGED = Path(__file__).parent / "judged"
PUBLISHED_AT = datetime(2026, 3, 1, tzinfo=UTC)


@cache
def rows(name: str) -> list[dict[str, Any]]:
    lines = (JUDGED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def fill() -> None:
    """Publish every piece of the site through the door."""
    for piece in rows("pieces"):
        film = _film(piece)
        review = Review.objects.create(
            kind=Kind.REVIEW if film else Kind.ARTICLE,
            film=film,
            slug=piece["slug"],
            language=piece["language"],
            headline=piece["headline"],
            rating_line=piece["rating_line"],
            body=f"<p>{piece['body']}</p>",
        )
        author, _made = Author.objects.get_or_create(name=piece["author"])
        Byline.objects.create(review=review, author=author)
        review.tags.set(piece["tags"])
        publish(review, by=None, at=PUBLISHED_AT, origin="import")


def _film(piece: dict[str, Any]) -> Film | None:
    if not piece["film"]:
        return None
    facts = {name: piece[name] for name in ("original_title", "year")}
    film, made = Film.objects.get_or_create(title=piece["film"], **facts)
    roles = ((Credit.Role.DIRECTOR, "directors"), (Credit.Role.CAST, "cast"))
    for role, names in roles if made else ():
        for position, name in enumerate(piece[names]):
            person, _made = Person.objects.get_or_create(name=name)
            Credit.objects.create(film=film, person=person, role=role, position=position)
    return film


def ranks(at: datetime) -> list[tuple[dict[str, Any], int]]:
    """Each query with the place of the first right answer, counted from 1; 0 for none in ten."""
    judged = []
    for query in rows("queries"):
        hits = find(Search(typed=query["query"]), at).hits
        places = [n for n, hit in enumerate(hits, 1) if hit.edition.slug in query["expected"]]
        judged.append((query, places[0] if places else 0))
    return judged


def mean_reciprocal_rank(judged: list[tuple[dict[str, Any], int]]) -> float:
    return sum(1 / rank for _query, rank in judged if rank) / len(judged)
