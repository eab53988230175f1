"""One critic's reviews as Letterboxd takes them in, with a link to each.

Its importer tells films apart by their numbers, then by title and year, and a film watched on the
same day again is the same entry.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch
from django.utils import timezone

from moving.lists.scores import Row, plain
from publishing.models.site_settings import SiteSettings
from reviews.models.content import Kind
from reviews.models.edition import Edition
from reviews.models.people import Credit

COLUMNS: tuple[str, ...] = (
    *("Title", "Year", "Directors", "imdbID", "tmdbID", "Rating"),
    *("WatchedDate", "Tags", "Review"),
)


def letterboxd_rows(at: datetime, author_slug: str) -> Iterator[Row]:
    site = SiteSettings.objects.get(pk=1)
    directors = Credit.objects.filter(role=Credit.Role.DIRECTOR).select_related("person")
    editions = (
        Edition.objects.live(at)
        .of_kind(Kind.REVIEW)
        .filter(bylines__author__slug=author_slug, film__isnull=False)
        .newest_first()
        .defer("body", "plain_text")
        .prefetch_related("film", Prefetch("film__credits", directors, to_attr="directed_by"))
    )
    for edition in editions.iterator(chunk_size=200):
        film = edition.film
        words = edition.rating_line or edition.excerpt
        yield {
            "Title": film.title,
            "Year": film.year,
            "Directors": ", ".join(credit.person.name for credit in film.directed_by),
            "imdbID": film.imdb_id,
            "tmdbID": film.tmdb_id,
            "Rating": half_stars(edition.rating, edition.rating_out_of),
            "WatchedDate": timezone.localtime(edition.published_at, site.zone).date().isoformat(),
            "Tags": ", ".join(tag["name"] for tag in edition.card["tags"]),
            "Review": f"{words} {site.absolute(edition.get_absolute_url())}",
        }


def half_stars(rating: Decimal | None, out_of: int | None) -> str:
    """Out of five in halves, at least a half; empty where the critic gave no number."""
    if rating is None or not out_of:
        return ""
    halves = (rating * 10 / out_of).to_integral_value()
    return plain(max(halves, Decimal(1)) / 2)
