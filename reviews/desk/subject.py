"""What the checklist looks at: a piece as saved, or as it stands in a form nobody saved yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from reviews.desk.review_form import ReviewForm
from reviews.models.content import COLUMNS
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.publish.text import Text, desk_text

LARGEST_ID = 2**63 - 1
MOST_ROWS = 200


@dataclass(frozen=True)
class Subject:
    """A text with what stands beside it. `posted` is the unsaved form, None for a saved piece.

    `tags` counts; `Text.tags` lacks those that a form names and nobody made yet.
    """

    review: Review
    text: Text
    tags: int
    at: datetime
    posted: Mapping[str, Any] | None = None
    brings_trailer: bool = False

    @cached_property
    def film(self) -> Film | None:
        return Film.objects.filter(pk=self.text.content["film_id"]).first()

    def posted_rows(self, prefix: str, *fields: str) -> int:
        """How many rows of an inline have one of these fields filled in and are to stay."""
        posted = self.posted or {}
        return sum(
            any(str(posted.get(f"{row}-{field}", "")).strip() for field in fields)
            for row in _rows(posted, prefix)
        )


def saved_subject(review: Review, at: datetime) -> Subject:
    text = desk_text(review)
    return Subject(review, text, tags=len(text.tags), at=at)


def unsaved_subject(posted: Any, review: Review, at: datetime) -> Subject:
    """Read a POST of the whole form without saving; a field that is wrong counts as empty.

    `review` is written into as forms do: pass one of your own.
    """
    form = ReviewForm(posted, instance=review)
    form.is_valid()
    cleaned = form.cleaned_data
    blank = Review()
    content = {column: getattr(blank, column) for column in COLUMNS}
    for column in COLUMNS:
        value = cleaned.get(column.removesuffix("_id"))
        if value is not None:
            content[column] = value.pk if column.endswith("_id") else value
    text = Text(
        content=content,
        authors=posted_ids(posted, "bylines", "author"),
        also_about=posted_ids(posted, "also_about", "film"),
    )
    return Subject(
        review,
        text,
        tags=len(cleaned.get("tags") or []),
        at=at,
        posted=posted,
        brings_trailer=bool(cleaned.get("trailer_paste")),
    )


def posted_ids(posted: Mapping[str, Any], prefix: str, field: str) -> tuple[int, ...]:
    """The ids that an inline's rows name, in the order of their positions, none twice."""
    found = []
    for number, row in enumerate(_rows(posted, prefix)):
        value = str(posted.get(f"{row}-{field}", ""))
        position = str(posted.get(f"{row}-position", ""))
        if value.isascii() and value.isdigit() and int(value) <= LARGEST_ID:
            place = int(position) if position.isascii() and position.isdigit() else number
            found.append((place, number, int(value)))
    return tuple(dict.fromkeys(value for _place, _number, value in sorted(found)))


def _rows(posted: Mapping[str, Any], prefix: str) -> list[str]:
    """The prefixes of an inline's rows that are not to be deleted."""
    total = str(posted.get(f"{prefix}-TOTAL_FORMS", ""))
    count = min(int(total), MOST_ROWS) if total.isascii() and total.isdigit() else 0
    rows = (f"{prefix}-{number}" for number in range(count))
    return [row for row in rows if not posted.get(f"{row}-DELETE")]
