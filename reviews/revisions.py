"""Snapshots of the desk's row: what history, diff, restore and merge are built on."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Max
from django.utils.translation import gettext as _

from reviews.desk_index import write_desk_words
from reviews.models.content import COLUMNS, CONTENT_FIELDS, Content
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.models.revision import Revision

# What a snapshot holds beside the content: the date readers see, and lists.
LISTS = ("bylines", "also_about", "tags")
SNAPSHOT_FIELDS = (*CONTENT_FIELDS, "published_at", *LISTS)


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
    return {
        **_content(review),
        "version": review.version,
        "bylines": bylines,
        "also_about": also_about,
        "tags": sorted(tags),
    }


def edition_snapshot(edition: Edition) -> dict[str, Any]:
    """What readers see or will see, in the same form."""
    films = edition.films.values_list("film_id", flat=True)
    return {
        **_content(edition),
        "version": edition.desk_version,
        "bylines": list(edition.bylines.values_list("author_id", flat=True)),
        "also_about": [film for film in films if film != edition.film_id],
        "tags": sorted(edition.edition_tags.values_list("tag__name", flat=True)),
    }


def _content(text: Content) -> dict[str, Any]:
    content = {
        name: getattr(text, column) for name, column in zip(CONTENT_FIELDS, COLUMNS, strict=True)
    }
    content = {
        name: value if value is None or isinstance(value, str | int) else str(value)
        for name, value in content.items()
    }
    moment = text.published_at  # type: ignore[attr-defined]  # both concrete models have it
    return {**content, "published_at": moment.isoformat() if moment else None}


def keep_revision(
    review: Review,
    by: User | None,
    *,
    kind: str = Revision.Kind.SAVE,
    why: str = "",
    data: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> Revision:
    """Keep the saved text, or the `data` of a refused form, as the piece's next revision.

    The text is found by its words at the desk from then on.

    Call it with the piece's row locked: numbers are counted up from the last one.
    """
    write_desk_words([review.pk])
    last = review.revisions.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        review=review,
        number=last + 1,
        version=review.version if data is None else version,
        kind=kind,
        by=by,
        why=why[:300],
        data=snapshot(review) if data is None else dict(data),
    )


def revision_of(review: Review, version: int | None) -> Revision | None:
    """The snapshot of that version of the piece, or None: what a merge starts from."""
    texts = review.revisions.exclude(kind=Revision.Kind.CONFLICT).filter(version=version)
    return texts.order_by("-number").first()


def keep_base(review: Review) -> None:
    """Make sure that the saved text is among the revisions, before it is changed.

    What came in without one (an import, rows written by hand) would otherwise leave nothing to
    merge a colleague's text against, and nothing to go back to. Call it with the row locked.
    """
    texts = review.revisions.exclude(kind=Revision.Kind.CONFLICT)
    if not texts.filter(version=review.version).exists():
        found = keep_revision(review, None, why=_("As it was found, before it was changed here"))
        Revision.objects.filter(pk=found.pk).update(at=review.saved_at)
