"""Pressing an edition: everything readers need, made once, when it is published."""

from typing import Any

from publishing.plain_text import excerpt, plain_text, reading_minutes, word_count
from reviews.models.edition import Edition
from reviews.models.film import Film

EXCERPT_LENGTH = 220


def press(edition: Edition) -> None:
    """Fill what follows from the body: excerpt, plain text, word count. Without saving."""
    edition.plain_text = plain_text(edition.body)
    edition.word_count = word_count(edition.plain_text, edition.language)
    edition.excerpt = edition.description or excerpt(edition.body, EXCERPT_LENGTH)


def _told_changes(edition: Edition) -> list[dict[str, str]]:
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
    return [{"at": at.isoformat(), "correction": correction} for at, correction in rows]


def _film(film: Film) -> dict[str, Any]:
    return {"title": film.title, "year": film.year, "slug": film.slug}


def card_of(edition: Edition) -> dict[str, Any]:
    """What lists show of an edition, as JSON, so that a list needs no joins.

    Dates and the address are columns of their own, and pictures are today's: none stands here.
    """
    tags = [row.tag for row in edition.edition_tags.select_related("tag")]
    tags.sort(key=lambda tag: tag.name.casefold())
    authors = [row.author for row in edition.bylines.select_related("author")]
    films = edition.films.select_related("film")
    return {
        "authors": [{"name": author.name, "slug": author.slug} for author in authors],
        "tags": [{"name": tag.name, "slug": tag.slug} for tag in tags],
        "film": _film(edition.film) if edition.film else None,
        "also_about": [_film(row.film) for row in films if row.film_id != edition.film_id],
        "rating_line": edition.rating_line,
        "excerpt": edition.excerpt,
        "rating": {
            "value": str(edition.rating) if edition.rating is not None else "",
            "out_of": edition.rating_out_of,
            "printed": edition.rating_printed,
        },
        "changes": _told_changes(edition),
        "reading_minutes": reading_minutes(edition.word_count, edition.language),
    }
