"""The demo's pieces, put through the door at the dates they bear, and what stands beside them."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from authors.models.author import Author
from pictures.models.picture import Picture
from publishing.models.site_settings import SiteSettings
from recommendations.models.recommendation import Recommendation
from reviews.models.film import Film
from reviews.models.review import AlsoAbout, Byline, Review
from reviews.models.revision import Revision
from reviews.publish import publish
from reviews.revisions import keep_revision

Row = dict[str, Any]
NOT_CONTENT = (
    *("authors", "also_about", "tags", "film", "lead_picture", "state", "published_at"),
    *("editions", "live_from", "live_until", "correction"),
)


def load_pieces(
    rows: list[Row],
    films: dict[str, Film],
    authors: dict[str, Author],
    pictures: dict[str, Picture],
) -> dict[str, Review]:
    """Make the pieces of reviews.jsonl, with their whole history; returns them by slug."""
    pieces = {}
    for row in rows:
        texts = _texts(row)
        review = Review(
            **_content(texts[0]),
            film=films[row["film"]] if "film" in row else None,
            lead_picture=pictures[row["lead_picture"]] if "lead_picture" in row else None,
        )
        _save(review)
        for position, slug in enumerate(row["authors"]):
            Byline.objects.create(review=review, author=authors[slug], position=position)
        for position, slug in enumerate(row.get("also_about", [])):
            AlsoAbout.objects.create(review=review, film=films[slug], position=position)
        for tag in row.get("tags", []):
            review.tags.add(tag)
        _tell(review, texts)
        pieces[row["slug"]] = review
    return pieces


def _texts(row: Row) -> list[Row]:
    """Each text the piece had, oldest first: what an edition leaves out is the piece's own."""
    editions = row.get("editions") or [{"live_from": row.get("published_at")}]
    return [{**row, **edition} for edition in editions]


def _content(text: Row) -> Row:
    return {name: value for name, value in text.items() if name not in NOT_CONTENT}


def _save(review: Review) -> None:
    review.full_clean()
    review.save()


def _tell(review: Review, texts: list[Row]) -> None:
    """Take the piece through its life: each text saved, kept as a revision and published."""
    for number, text in enumerate(texts):
        if number:
            for name, value in _content(text).items():
                setattr(review, name, value)
            review.version += 1
            _save(review)
        keep_revision(review, by=None, kind=Revision.Kind.IMPORT, why="The demo")
        if text["state"] == "live":
            correction = text.get("correction", "")
            at = datetime.fromisoformat(text["live_from"])
            publish(review, by=None, at=at, correction=correction, origin="import")
        elif text["state"] == "scheduled":
            publish(review, by=None, at=_tomorrow_at_nine())


def _tomorrow_at_nine() -> datetime:
    """Nine in the morning in the site's own zone, so that a scheduled piece always lies ahead."""
    zone = SiteSettings.objects.get(pk=1).zone
    tomorrow = timezone.localdate(timezone=zone) + timedelta(days=1)
    return datetime.combine(tomorrow, time(9), tzinfo=zone).astimezone(UTC)


def load_recommendations(
    rows: list[Row], pieces: dict[str, Review], pictures: dict[str, Picture]
) -> None:
    """Put the links of recommendations.jsonl beside their pieces."""
    for row in rows:
        review = pieces[row.pop("review")]
        target = pieces[row.pop("target")] if "target" in row else None
        picture = pictures[row.pop("picture")] if "picture" in row else None
        link = Recommendation(review=review, target=target, picture=picture, **row)
        link.full_clean()
        link.save()
