"""Films, people, authors and tags that have something to show at an instant.

Each set is annotated with `piece_count`. One with nothing live is in none of them, so its page
is a 404 and no list names it.
"""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from authors.models.author import Author
from reviews.models.edition import EditionFilm
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.tag import Tag


def _live_on(relation: str, at: datetime) -> dict[str, Any]:
    """The gate's condition, said of a relation: the rows carry their edition's interval."""
    return {f"{relation}__live_from__lte": at, f"{relation}__live_until__gt": at}


def live_films(at: datetime) -> QuerySet[Film]:
    films = Film.objects.filter(**_live_on("edition_films", at))
    return films.annotate(piece_count=Count("edition_films"))


def live_initials(at: datetime) -> list[str]:
    """The letters that films with something live stand under, in order."""
    live = EditionFilm.objects.live(at).filter(film=OuterRef("pk"))
    films = Film.objects.filter(Exists(live))
    return list(films.order_by("initial").values_list("initial", flat=True).distinct())


def live_authors(at: datetime) -> QuerySet[Author]:
    authors = Author.objects.filter(**_live_on("edition_bylines", at))
    return authors.annotate(piece_count=Count("edition_bylines"))


def live_tags(at: datetime) -> QuerySet[Tag]:
    tags = Tag.objects.filter(**_live_on("edition_tags", at))
    return tags.annotate(piece_count=Count("edition_tags"))


def live_people(at: datetime) -> QuerySet[Person]:
    """People with a credit on a film that has something live."""
    return Person.objects.filter(**_live_on("credits__film__edition_films", at)).distinct()
