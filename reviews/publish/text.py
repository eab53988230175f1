"""A whole text of a piece as values: what an edition is made of and what merges compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from django.db.models import CharField

from pictures.models.picture import Picture
from publishing.markup import clean_html
from publishing.plain_text import plain_text
from publishing.text_merge import merge_text
from reviews.models.content import COLUMNS
from reviews.models.edition import Edition
from reviews.models.review import Review

# One statement: a number on another's scale would say what nobody said.
RATING = ("rating", "rating_out_of", "rating_printed")
# Words, merged word by word; everything else is taken whole from one side or the other.
MERGED_AS_TEXT = ("headline", "rating_line", "body", "description", "disclosure")
# A correction is of words and ratings; a piece changes film, address or kind by publishing.
CORRECTABLE = (
    *MERGED_AS_TEXT,
    *RATING,
    *("language", "lead_picture_id"),
)
LISTS = ("authors", "also_about", "tags")


@dataclass(frozen=True)
class Text:
    """Content by column name, and the ids of authors, further films and tags in order."""

    content: Mapping[str, Any]
    authors: tuple[int, ...] = ()
    also_about: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()

    @property
    def lead_picture(self) -> Picture | None:
        return Picture.objects.filter(pk=self.content["lead_picture_id"]).first()

    @property
    def film_ids(self) -> tuple[int, ...]:
        """Every film the text is about, the reviewed one first, none twice."""
        first = self.content["film_id"]
        films = [*([first] if first else []), *self.also_about]
        return tuple(dict.fromkeys(films))

    def changed(self, changes: Mapping[str, Any]) -> Text:
        """The same text with some columns changed. ValueError for any that are not correctable."""
        if unknown := set(changes) - set(CORRECTABLE):
            raise ValueError(f"Not correctable: {', '.join(sorted(unknown))}")
        cleaned = {
            name: clean_html(value) if name == "body" else value for name, value in changes.items()
        }
        return replace(self, content={**self.content, **cleaned})


def desk_text(review: Review) -> Text:
    """The text on the desk, as saved."""
    return Text(
        content={column: getattr(review, column) for column in COLUMNS},
        authors=tuple(review.bylines.values_list("author_id", flat=True)),
        also_about=tuple(review.also_about.values_list("film_id", flat=True)),
        tags=tuple(review.desk_review_tags.order_by("pk").values_list("tag_id", flat=True)),
    )


def edition_text(edition: Edition) -> Text:
    """The text of an edition."""
    films = edition.films.values_list("film_id", flat=True)
    return Text(
        content={column: getattr(edition, column) for column in COLUMNS},
        authors=tuple(edition.bylines.values_list("author_id", flat=True)),
        also_about=tuple(film for film in films if film != edition.film_id),
        tags=tuple(edition.edition_tags.order_by("pk").values_list("tag_id", flat=True)),
    )


@dataclass
class Merge:
    """A merged text, and the names of fields where both sides had changed the same words."""

    text: Text
    clashes: list[str] = field(default_factory=list)


def _is_sound(name: str, text: str) -> bool:
    """Whether two changes that were sound alone still are together: some words, not too many."""
    words = plain_text(text) if name == "body" else text
    longest = cast(CharField, Review._meta.get_field(name)).max_length
    return bool(words.strip()) and (longest is None or len(text) <= longest)


def merge(base: Text, ours: Text, theirs: Text) -> Merge:
    """Carry what `ours` changed of `base` over into `theirs`.

    Where both changed the same words differently, theirs stay and the field is named.
    """
    content, lists, clashes = {}, {}, []

    def merged(name: str, old: Any, mine: Any, other: Any) -> Any:
        if mine in (old, other):
            return other
        if other == old:
            return mine
        if name in MERGED_AS_TEXT:
            result = merge_text(old, mine, other)
            text = clean_html(result.text) if name == "body" else result.text
            if result.clashes or not _is_sound(name, text):
                clashes.append(name)
            return text if _is_sound(name, text) else other
        clashes.append(name)
        return other

    for column in set(COLUMNS) - set(RATING):
        content[column] = merged(column, *(text.content[column] for text in (base, ours, theirs)))
    ratings = [tuple(text.content[name] for name in RATING) for text in (base, ours, theirs)]
    content.update(zip(RATING, merged("rating", *ratings), strict=True))
    for name in LISTS:
        lists[name] = merged(name, *(getattr(text, name) for text in (base, ours, theirs)))
    return Merge(Text(content, **lists), clashes)
