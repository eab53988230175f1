"""Snapshots of the desk's row: what history, diff, restore and merge are built on."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Max

from reviews.models.content import COLUMNS, CONTENT_FIELDS
from reviews.models.review import Review
from reviews.models.revision import Revision


def snapshot(review: Review) -> dict[str, Any]:
    """The saved text as JSON: content by field name, relations by id, tags by name."""
    return snapshot_of(
        review,
        bylines=list(review.bylines.values_list("author_id", flat=True)),
        also_about=list(review.also_about.values_list("film_id", flat=True)),
        tags=list(review.desk_review_tags.values_list("tag__name", flat=True)),
    )


def snapshot_of(
    review: Review, bylines: list[int], also_about: list[int], tags: list[str]
) -> dict[str, Any]:
    """The same of a row whose relations are at hand, as an import has them."""
    content = {
        name: getattr(review, column) for name, column in zip(CONTENT_FIELDS, COLUMNS, strict=True)
    }
    content = {
        name: value if value is None or isinstance(value, str | int) else str(value)
        for name, value in content.items()
    }
    return {
        **content,
        "published_at": review.published_at.isoformat() if review.published_at else None,
        "version": review.version,
        "bylines": bylines,
        "also_about": also_about,
        "tags": sorted(tags),
    }


def keep_revision(
    review: Review,
    by: User | None,
    *,
    kind: str = Revision.Kind.SAVE,
    why: str = "",
    data: dict[str, Any] | None = None,
) -> Revision:
    """Keep the saved text, or the `data` of a refused form, as the piece's next revision.

    Call it with the piece's row locked: numbers are counted up from the last one.
    """
    last = review.revisions.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        review=review,
        number=last + 1,
        kind=kind,
        by=by,
        why=why,
        data=snapshot(review) if data is None else data,
    )
