"""Rows of authors, people, tags, text pages, and films with their credits and trailers."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from authors.models.author import Author
from moving.archive.bodies import portable
from moving.archive.lines import line_of
from moving.archive.pictures_out import PictureNames
from moving.archive.values import as_day, as_moment
from publishing.models.text_page import TextPage
from reviews.models.film import Film
from reviews.models.people import Credit, Person
from reviews.models.tag import Tag
from reviews.models.trailer import Trailer

AT_ONCE = 200


def each(rows: QuerySet[Any]) -> Iterator[Any]:
    """Rows one after another, never all in memory, prefetched in portions."""
    return rows.iterator(chunk_size=AT_ONCE)


def author_lines(names: PictureNames, only: set[str] | None = None) -> Iterator[str]:
    authors = Author.objects.order_by("slug")
    for author in each(authors if only is None else authors.filter(slug__in=only)):
        yield line_of(
            {
                "slug": author.slug,
                "name": author.name,
                "bio": portable(author.bio, names.id_of, names.path_of),
                "bio_as_of": as_day(author.bio_as_of),
                "photo": names.id_of(author.photo_id),
                "website": author.website,
                "links": author.links,
                "is_listed": None if author.is_listed else False,
            }
        )


def tag_lines(only: set[str] | None = None) -> Iterator[str]:
    """All tags, or those of these names."""
    tags = Tag.objects.order_by("slug")
    for tag in each(tags if only is None else tags.filter(name__in=only)):
        yield line_of({"slug": tag.slug, "name": tag.name, "description": tag.description})


def person_lines() -> Iterator[str]:
    for person in each(Person.objects.order_by("slug")):
        yield line_of(
            {
                "slug": person.slug,
                "name": person.name,
                "original_name": person.original_name,
                "ids": _ids(person),
            }
        )


def film_lines(names: PictureNames, only: set[str] | None = None) -> Iterator[str]:
    films = Film.objects.order_by("slug").prefetch_related("credits__person", "trailers")
    for film in each(films if only is None else films.filter(slug__in=only)):
        yield line_of(
            {
                "slug": film.slug,
                "title": film.title,
                "original_title": film.original_title,
                "original_language": film.original_language,
                "year": film.year,
                "released_on": as_day(film.released_on),
                "runtime_minutes": film.runtime_minutes,
                "countries": film.countries,
                "languages": film.languages,
                "genres": film.genres,
                "studio": film.studio,
                "distributor": film.distributor,
                "synopsis": film.synopsis,
                "poster": names.id_of(film.poster_id),
                "embargo_until": as_moment(film.embargo_until),
                "ids": _ids(film),
                "credits": [_credit(credit) for credit in film.credits.all()],
                "trailers": _trailers(film, names),
            }
        )


def page_lines(names: PictureNames) -> Iterator[str]:
    for page in each(TextPage.objects.order_by("slug")):
        yield line_of(
            {
                "slug": page.slug,
                "title": page.title,
                "body": portable(page.body, names.id_of, names.path_of),
                "is_public": page.is_public,
                "in_footer": page.in_footer,
                "position": page.position,
            }
        )


def _ids(known: Film | Person) -> dict[str, str]:
    ids = {"imdb": known.imdb_id, "tmdb": known.tmdb_id, "wikidata": known.wikidata_id}
    return {name: value for name, value in ids.items() if value}


def _credit(credit: Credit) -> dict[str, str]:
    row = {"person": credit.person.name, "slug": credit.person.slug, "role": credit.role}
    return {**row, "character": credit.character} if credit.character else row


def _trailers(film: Film, names: PictureNames) -> list[dict[str, Any]]:
    """Not those of a site that the settings know no more: nobody could say where they are."""
    return [_trailer(trailer, names) for trailer in film.trailers.all() if trailer.watch_url]


def _trailer(trailer: Trailer, names: PictureNames) -> dict[str, Any]:
    row = {
        "url": trailer.watch_url,
        "title": trailer.title,
        "uploader": trailer.uploader,
        "uploader_url": trailer.uploader_url,
        "uploaded_on": as_day(trailer.uploaded_on),
        "duration_seconds": trailer.duration_seconds,
        "poster": names.id_of(trailer.poster_id),
        "shown_from": as_moment(trailer.shown_from),
        "status": trailer.status if trailer.status != Trailer.Status.OK else None,
        "despite_embargo": trailer.despite_embargo or None,
    }
    return {key: value for key, value in row.items() if value not in (None, "")}
