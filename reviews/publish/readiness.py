"""What a piece must have before readers may see it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pictures.models.picture import Picture
from publishing.markup import cut
from publishing.plain_text import plain_text
from reviews.models.content import Kind
from reviews.publish.text import Text

LARGEST_ID = 2**63 - 1  # of a database row; the cleaner lets nineteen digits pass


@dataclass(frozen=True)
class Must:
    """One thing that is missing: the form field that gives it, and what to do, in a sentence."""

    field: str
    sentence: str


def missing_for_publication(text: Text) -> list[Must]:
    """What keeps this text from being published; empty when it is ready."""
    return [*_missing_words(text), *_missing_descriptions(text)]


def lacking(text: Text) -> str:
    """The fields of musts that only another edition can mend, with commas between them.

    A picture's words are not among them: they are added to the picture. Asks no query.
    """
    return ",".join(must.field for must in _missing_words(text))


def _missing_words(text: Text) -> Iterator[Must]:
    content = text.content
    if not content["headline"].strip():
        yield Must("headline", _("Write a headline."))
    if content["kind"] == Kind.REVIEW and content["film_id"] is None:
        yield Must("film", _("Choose the film that is reviewed."))
    if not text.authors:
        yield Must("bylines", _("Add at least one author to the byline."))
    if not plain_text(content["body"]).strip():
        yield Must("body", _("Write the body."))
    rating, out_of = content["rating"], content["rating_out_of"]
    if rating is not None and out_of and rating > out_of:
        yield Must(
            "rating",
            _("The rating %(rating)s is more than the scale's %(out_of)s.")
            % {"rating": rating, "out_of": out_of},
        )


def _missing_descriptions(text: Text) -> Iterator[Must]:
    picture = text.lead_picture
    if picture is not None and not picture.is_described:
        yield Must(
            "lead_picture",
            _("Add alternative text to the lead picture, or mark it as decorative."),
        )
    keys = {int(piece.key) for piece in cut(text.content["body"]) if piece.kind == "picture"}
    shown = Picture.objects.filter(pk__in=[key for key in keys if key <= LARGEST_ID])
    if keys and shown.undescribed().exists():
        yield Must(
            "body_pictures",
            _("Add alternative text to every picture in the text, or mark it as decorative."),
        )
