"""Pressing an edition: everything readers need, made once, when it is published."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from authors.models.author import Author
from publishing.plain_text import excerpt, plain_text, reading_minutes, word_count
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.tag import Tag

EXCERPT_LENGTH = 220


def press(edition: Edition) -> None:
    """Fill what follows from the body: excerpt, plain text, word count. Without saving."""
    edition.plain_text = plain_text(edition.body)
    edition.word_count = word_count(edition.plain_text, edition.language)
    edition.excerpt = edition.description or excerpt(edition.body, EXCERPT_LENGTH)


def told_changes(edition: Edition) -> list[dict[str, str]]:
    """Earlier changes that readers were told of, oldest first: {"at" (ISO, UTC), "correction"}.

    What was public does not change any more, so it can be pressed. The edition's own change is
    not among them: its beginning may yet be moved.
    """
    if edition.number <= 2:
        return []
    earlier = Edition.objects.filter(
        review_id=edition.review_id, number__gt=1, number__lt=edition.number, minor=False
    )
    rows = earlier.order_by("live_from").values_list("live_from", "correction")
    return [told_change(at, correction) for at, correction in rows]


def told_change(at: datetime, correction: str) -> dict[str, str]:
    return {"at": at.isoformat(), "correction": correction}


def _film(film: Film) -> dict[str, Any]:
    return {"title": film.title, "year": film.year, "slug": film.slug}


def card_of(edition: Edition) -> dict[str, Any]:
    """The card of an edition as it stands in the database."""
    return card_from(
        edition,
        authors=[row.author for row in edition.bylines.select_related("author")],
        films=[row.film for row in edition.films.select_related("film")],
        tags=[row.tag for row in edition.edition_tags.select_related("tag")],
        changes=told_changes(edition),
    )


def card_from(
    edition: Edition,
    authors: Sequence[Author],
    films: Sequence[Film],
    tags: Sequence[Tag],
    changes: list[dict[str, str]],
) -> dict[str, Any]:
    """What lists show of an edition, as JSON, so that a list needs no joins.

    Dates and the address are columns of their own, and pictures are today's: none stands here.
    """
    reviewed = next((film for film in films if film.pk == edition.film_id), None)
    in_order = sorted(tags, key=lambda tag: tag.name.casefold())
    return {
        "authors": [{"name": author.name, "slug": author.slug} for author in authors],
        "tags": [{"name": tag.name, "slug": tag.slug} for tag in in_order],
        "film": _film(reviewed) if reviewed else None,
        "also_about": [_film(film) for film in films if film is not reviewed],
        "rating_line": edition.rating_line,
        "excerpt": edition.excerpt,
        "rating": {
            "value": str(edition.rating) if edition.rating is not None else "",
            "out_of": edition.rating_out_of,
            "printed": edition.rating_printed,
        },
        "changes": changes,
        "reading_minutes": reading_minutes(edition.word_count, edition.language),
    }
