"""Rows of what leads to things: recommendations beside pieces, and old addresses."""

from collections.abc import Iterator
from functools import lru_cache

from moving.archive.lines import line_of
from moving.archive.pictures_out import PictureNames
from moving.archive.values import as_day
from moving.archive.words_out import each
from publishing.models.old_address import OldAddress
from recommendations.models.recommendation import Recommendation
from reviews.models.address import Address
from reviews.models.review import Review

# How an old address names what it leads to: the model, and the field that is its archive's key.
LED_TO = {
    "reviews.review": ("review", "uid"),
    "reviews.film": ("film", "slug"),
    "reviews.person": ("person", "slug"),
    "reviews.tag": ("tag", "slug"),
    "authors.author": ("author", "slug"),
    "publishing.textpage": ("page", "slug"),
}


@lru_cache(maxsize=10_000)
def _piece_key(review_id: int, slug: str, uid: str) -> str:
    """The piece's slug where it has claimed it in public, else its uid, which nobody can share."""
    claimed = slug and Address.objects.filter(slug=slug, review_id=review_id).exists()
    return slug if claimed else uid


def piece_key(review: Review) -> str:
    return _piece_key(review.pk, review.slug, str(review.uid))


def recommendation_lines(names: PictureNames) -> Iterator[str]:
    _piece_key.cache_clear()
    links = Recommendation.objects.select_related("review", "target")
    for link in each(links.order_by("review__uid", "position", "pk")):
        yield line_of(
            {
                "review": piece_key(link.review),
                "position": link.position,
                "target": piece_key(link.target) if link.target else "",
                "url": link.url,
                "title": link.title,
                "excerpt": link.excerpt,
                "dated_on": as_day(link.dated_on),
                "picture": names.id_of(link.picture_id),
            }
        )


def old_address_lines() -> Iterator[str]:
    for old in each(OldAddress.objects.order_by("path").select_related("content_type")):
        model = ".".join(old.content_type.natural_key())
        target = old.target
        if model not in LED_TO or target is None:
            continue
        kind, key = LED_TO[model]
        yield line_of(
            {
                "path": old.path,
                "kind": kind,
                "target": str(getattr(target, key)),
                "wordpress_id": old.wordpress_id,
            }
        )
