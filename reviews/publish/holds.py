"""Holding what a piece points at, before the door is locked."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model, Q, QuerySet

from authors.models.author import Author
from pictures.models.picture import Picture
from reviews.models.edition import Edition, EditionByline, EditionFilm, EditionTag
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.models.tag import Tag


def hold_relations(review: Review) -> None:
    """Keep the films, authors, tags and pictures of a piece from being deleted or renamed.

    PostgreSQL looks at them again at the commit, to check foreign keys. Whoever was giving one
    a new address held it, and waited at its own commit for the generation that the door holds:
    a deadlock each time. SQLite lets one transaction in at a time.
    """
    desk = Review.objects.filter(pk=review.pk)
    editions = Edition.objects.filter(review=review)
    _hold(
        Film.objects.filter(
            Q(pk__in=desk.values("film"))
            | Q(pk__in=review.also_about.values("film"))
            | Q(pk__in=EditionFilm.objects.filter(edition__in=editions).values("film"))
        )
    )
    _hold(
        Author.objects.filter(
            Q(pk__in=review.bylines.values("author"))
            | Q(pk__in=EditionByline.objects.filter(edition__in=editions).values("author"))
        )
    )
    _hold(
        Tag.objects.filter(
            Q(pk__in=review.desk_review_tags.values("tag"))
            | Q(pk__in=EditionTag.objects.filter(content_object__in=editions).values("tag"))
        )
    )
    _hold(
        Picture.objects.filter(
            Q(pk__in=desk.values("lead_picture")) | Q(pk__in=editions.values("lead_picture"))
        )
    )


def hold(model: type[Model], pks: Iterable[int]) -> None:
    """Keep some rows of one model from being deleted or renamed until the transaction ends."""
    _hold(model._default_manager.filter(pk__in=set(pks)))


def _hold(rows: QuerySet) -> None:
    if connection.vendor != "postgresql":
        return
    # Django knows no FOR KEY SHARE; its stronger locks would stop everybody who edits the film.
    sql, parameters = rows.order_by("pk").values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} FOR KEY SHARE", parameters)
