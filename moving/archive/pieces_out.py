"""Rows of pieces, with every edition that readers have seen or will see."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch

from moving.archive.bodies import portable
from moving.archive.lines import line_of
from moving.archive.pictures_out import PictureNames
from moving.archive.values import as_moment, as_number
from moving.archive.words_out import each
from publishing.instant import FOREVER
from reviews.models.content import Content
from reviews.models.edition import Edition
from reviews.models.review import Review

Row = dict[str, Any]
# Said of every piece, however empty: another site's defaults may differ.
ALWAYS = ("kind", "language")


def piece_lines(names: PictureNames, at: datetime, only: list[int] | None = None) -> Iterator[str]:
    """All pieces by uid, or only those with the given numbers."""
    editions = Edition.objects.order_by("live_from").prefetch_related(
        "bylines__author", "films__film", "edition_tags__tag"
    )
    pieces = Review.objects.order_by("uid").prefetch_related(
        "bylines__author",
        "also_about__film",
        "desk_review_tags__tag",
        "film",
        Prefetch("editions", editions.select_related("film"), to_attr="in_order"),
    )
    for review in each(pieces if only is None else pieces.filter(pk__in=only)):
        yield line_of(piece_row(review, names, at))


def piece_row(review: Any, names: PictureNames, at: datetime) -> Row:
    """One piece's row: the desk's text, then its editions where they say something else."""
    films = [row.film for row in review.also_about.all()]
    row = {
        "uid": str(review.uid),
        "guid": review.guid,
        "state": state_of(review, review.in_order, at),
        **_content(review, names),
        "also_about": [film.slug for film in films],
        "authors": [row.author.slug for row in review.bylines.all()],
        "tags": _sorted(row.tag.name for row in review.desk_review_tags.all()),
        "published_at": as_moment(review.published_at),
    }
    if review.stage == Review.Stage.SUBMITTED and row["state"] != "submitted":
        row["stage"] = "submitted"
    row["editions"] = _editions(review.in_order, row, names)
    return row


def state_of(review: Review, editions: list[Edition], at: datetime) -> str:
    if any(edition.live_from <= at < edition.live_until for edition in editions):
        return "live"
    if any(edition.live_from > at for edition in editions):
        return "scheduled"
    if editions:
        return "withdrawn"
    return "submitted" if review.stage == Review.Stage.SUBMITTED else "draft"


def _content(text: Content, names: PictureNames) -> Row:
    film = text.film  # type: ignore[attr-defined]
    return {
        "kind": text.kind,
        "film": film.slug if film else "",
        "headline": text.headline,
        "slug": text.slug,
        "language": text.language,
        "rating_line": text.rating_line,
        "rating": as_number(text.rating),
        "rating_out_of": text.rating_out_of,
        "rating_printed": text.rating_printed,
        "body": portable(text.body, names.id_of, names.path_of),
        "description": text.description,
        "lead_picture": names.id_of(text.lead_picture_id) or "",  # type: ignore[attr-defined]
        "disclosure": text.disclosure,
    }


def _sorted(names: Any) -> list[str]:
    return sorted(names, key=lambda name: (name.casefold(), name))


def _editions(editions: list[Edition], row: Row, names: PictureNames) -> list[Row]:
    rows = [_edition(edition, names) for edition in editions]
    for edition, (told, after) in zip(editions, pairwise([*rows, {}]), strict=True):
        # Its end is said where it is neither open nor the beginning of the next.
        ends = FOREVER if edition is editions[-1] else None
        if edition.live_until == ends or as_moment(edition.live_until) == after.get("live_from"):
            told.pop("live_until")
    return [_differing(told, row) for told in rows]


def _edition(edition: Edition, names: PictureNames) -> Row:
    films = [part.film for part in edition.films.all()]
    return {
        **_content(edition, names),
        "also_about": [film.slug for film in films if film.pk != edition.film_id],
        "authors": [part.author.slug for part in edition.bylines.all()],
        "tags": _sorted(part.tag.name for part in edition.edition_tags.all()),
        "published_at": as_moment(edition.published_at),
        "live_from": as_moment(edition.live_from),
        "live_until": as_moment(edition.live_until),
        "correction": edition.correction,
        "minor": edition.minor if edition.minor == bool(edition.correction) else None,
        "note": edition.note,
        "waits_for_embargo": edition.waits_for_embargo or None,
    }


def _differing(edition: Row, piece: Row) -> Row:
    """What an edition says otherwise than the piece, empty values included."""
    return {
        key: value
        for key, value in edition.items()
        if _said(value) != _said(piece.get(key)) or key == "live_from"
    }


def _said(value: Any) -> Any:
    return None if value in (None, "", []) else value
