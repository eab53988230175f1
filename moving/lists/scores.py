"""The sheet for critics' aggregators: one row for each live review and critic.

The original score stands as it was printed; the value from 0 to 100 only where the critic gave a
number: letters and words are never turned into one.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from publishing.models.site_settings import SiteSettings
from reviews.models.content import Kind
from reviews.models.edition import Edition

COLUMNS: tuple[str, ...] = (
    *("film", "year", "imdb_id", "tmdb_id", "wikidata_id", "critic", "outlet", "url"),
    *("date", "original_score", "value_0_100", "quote"),
)
Row = dict[str, str | int | float | None]


def score_rows(at: datetime, author_slug: str = "") -> Iterator[Row]:
    """Rows by date, newest first. Dates are the day readers see, in the site's zone."""
    site = SiteSettings.objects.get(pk=1)
    editions = Edition.objects.live(at).of_kind(Kind.REVIEW).exclude(film=None)
    if author_slug:
        editions = editions.filter(bylines__author__slug=author_slug)
    editions = editions.newest_first().select_related("film").defer("body", "plain_text")
    for edition in editions.iterator(chunk_size=200):
        film = edition.film
        for critic in edition.card["authors"] or [{"name": "", "slug": ""}]:
            if author_slug and critic["slug"] != author_slug:
                continue
            yield {
                "film": film.title,
                "year": film.year,
                "imdb_id": film.imdb_id,
                "tmdb_id": film.tmdb_id,
                "wikidata_id": film.wikidata_id,
                "critic": critic["name"],
                "outlet": site.name,
                "url": site.absolute(edition.get_absolute_url()),
                "date": timezone.localtime(edition.published_at, site.zone).date().isoformat(),
                "original_score": original_score(edition),
                "value_0_100": value_of(edition.rating, edition.rating_out_of),
                "quote": edition.rating_line or edition.excerpt,
            }


def original_score(edition: Edition) -> str:
    if edition.rating_printed:
        return edition.rating_printed
    if edition.rating is None:
        return ""
    return f"{plain(edition.rating)}/{edition.rating_out_of or '?'}"


def value_of(rating: Decimal | None, out_of: int | None) -> int | None:
    """A rating as a share of its scale, 0 to 100, rounded."""
    if rating is None or not out_of:
        return None
    return min(100, int((rating * 100 / out_of).to_integral_value()))


def plain(number: Decimal) -> str:
    """“3.5”, “4”: no zeros that nobody printed."""
    return f"{number.normalize():f}"
