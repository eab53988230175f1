"""What readers' search looks things up in: made by the door, made again by `rebuild_search`.

On PostgreSQL the terms are kept in these rows; on SQLite in full-text tables beside them, of the
same name with `_fts` behind it (reviews/search/sqlite.py).
"""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models

from reviews.models.edition import Edition, EditionPart
from reviews.models.film import Film
from reviews.models.people import Person


class Found(models.Model):
    """Terms of one thing. `names` are those of titles and people, `everything` has the text's too.

    Both are filled on PostgreSQL only. Apart, because whoever ranks very many rows must not
    unpack the long one of each.
    """

    names = SearchVectorField(null=True, editable=False)
    everything = SearchVectorField(null=True, editable=False)

    class Meta:
        abstract = True


class EditionWords(Found, EditionPart):
    """The words of one edition, and what its results are counted by.

    `year` is that of the date readers see, in the site's zone when the row was written;
    `rating` is the rating in fifths, rounded, or null.
    """

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="words"
    )
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=12, db_index=True)
    year = models.PositiveSmallIntegerField()
    rating = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = "words of an edition"
        verbose_name_plural = "words of editions"
        indexes = [
            models.Index(
                models.F("published_at").desc(),
                models.F("edition").desc(),
                models.F("live_from"),
                models.F("live_until"),
                name="edition_words_list",
            )
        ]

    def __str__(self) -> str:
        return str(self.edition_id)


class FoldedField(models.CharField):
    """Folded text, in the order of its code points on every database."""

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class SearchName(Found):
    """One name of a film, a person or an edition, suggested while a reader types.

    A film has one row for its title and one for its original title. Whether something of it is
    live is asked when it is suggested: the row itself says nothing about that.
    """

    film = models.ForeignKey(Film, null=True, on_delete=models.CASCADE, related_name="names")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="names")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=300)
    folded = FoldedField(max_length=300)

    class Meta:
        verbose_name = "name for search"
        verbose_name_plural = "names for search"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(film=None, person=None, edition__isnull=False)
                | models.Q(film=None, person__isnull=False, edition=None)
                | models.Q(film__isnull=False, person=None, edition=None),
                name="search_name_of_one",
            )
        ]
        indexes = [
            models.Index(
                fields=["folded"],
                condition=models.Q(**{f"{kind}__isnull": False}),
                name=f"search_name_{kind}",
            )
            for kind in ("film", "person", "edition")
        ]

    def __str__(self) -> str:
        return self.name
