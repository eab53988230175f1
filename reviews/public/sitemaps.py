"""What a sitemap tells: every page that readers see, when it was last worth reading again.

`lastmod` comes only from publications and from changes readers were told of: a mended typo is
no news. Sources: sitemaps.org/protocol.html; Google's image, video and news extensions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery

from reviews.models.edition import Edition, piece_path
from reviews.models.trailer import Trailer
from reviews.public.shelves import live_authors, live_films, live_people, live_tags

URLS_A_FILE = 50_000
NEWS_FOR = timedelta(days=2)
NEWS_AT_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Video:
    """One trailer of which all is known that must be told; `thumbnail` names a file in storage."""

    title: str
    description: str
    thumbnail: str
    player: str
    seconds: int | None
    uploaded_on: date | None
    uploader: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One page. `path` is its own, `picture` the name of a file in storage."""

    path: str
    changed_at: datetime
    picture: str = ""
    videos: tuple[Video, ...] = ()


def _pieces(at: datetime) -> QuerySet[Any]:
    told = Edition.objects.public_by(at).filter(
        review_id=OuterRef("review_id"), number__gt=1, minor=False
    )
    return (
        Edition.objects.live(at)
        .order_by("review_id")
        .annotate(told_at=Subquery(told.order_by("-live_from").values("live_from")[:1]))
        .values_list("kind", "slug", "published_at", "told_at", "lead_picture__file")
    )


def _piece_entries(rows: QuerySet[Any], at: datetime) -> Iterator[Entry]:
    for kind, slug, published_at, told_at, picture in rows.iterator():
        yield Entry(piece_path(kind, slug), told_at or published_at, picture or "")


def _shelf(things: QuerySet[Any], relation: str) -> QuerySet[Any]:
    return things.annotate(latest=Max(f"{relation}__published_at")).order_by("pk")


def _films(at: datetime) -> QuerySet[Any]:
    films = _shelf(live_films(at), "edition_films")
    return films.select_related("poster").only("slug", "poster__file")


def _people(at: datetime) -> QuerySet[Any]:
    return _shelf(live_people(at), "credits__film__edition_films").only("slug")


def _authors(at: datetime) -> QuerySet[Any]:
    return _shelf(live_authors(at), "edition_bylines").only("slug")


def _tags(at: datetime) -> QuerySet[Any]:
    return _shelf(live_tags(at), "edition_tags").only("slug")


def _shelf_entries(rows: QuerySet[Any], at: datetime) -> Iterator[Entry]:
    for thing in rows.iterator():
        yield Entry(thing.get_absolute_url(), thing.latest)


def _film_entries(rows: QuerySet[Any], at: datetime) -> Iterator[Entry]:
    """Films with their posters and the trailers that can be told."""
    videos = defaultdict(list)
    trailers = Trailer.objects.shown(at).for_page().select_related("film").exclude(title="")
    trailers = trailers.exclude(poster=None).exclude(film__synopsis="")
    for trailer in trailers.filter(film__in=live_films(at).order_by().values("pk")):
        # A sitemap's video must name its player; of a link there is none.
        if trailer.player_url:
            videos[trailer.film_id].append(_video(trailer))
    for film in rows.iterator():
        poster = str(film.poster.file) if film.poster else ""
        yield Entry(film.get_absolute_url(), film.latest, poster, tuple(videos[film.pk]))


def _video(trailer: Trailer) -> Video:
    return Video(
        title=trailer.title,
        description=trailer.film.synopsis,
        thumbnail=str(trailer.poster.file) if trailer.poster else "",
        player=trailer.player_url,
        seconds=trailer.duration_seconds,
        uploaded_on=trailer.uploaded_on,
        uploader=trailer.uploader,
    )


@dataclass(frozen=True)
class Section:
    """One kind of page: its rows at an instant, in an order that stands, and their entries."""

    rows: Callable[[datetime], QuerySet[Any]]
    entries: Callable[[QuerySet[Any], datetime], Iterator[Entry]]

    def count(self, at: datetime) -> int:
        return self.rows(at).count()

    def page(self, at: datetime, number: int) -> list[Entry]:
        """The entries of file `number`, counted from 1; empty beyond the last one."""
        start = (number - 1) * URLS_A_FILE
        return list(self.entries(self.rows(at)[start : start + URLS_A_FILE], at))


SECTIONS = {
    "pieces": Section(_pieces, _piece_entries),
    "films": Section(_films, _film_entries),
    "people": Section(_people, _shelf_entries),
    "authors": Section(_authors, _shelf_entries),
    "tags": Section(_tags, _shelf_entries),
}


def news(at: datetime) -> QuerySet[Edition]:
    """Live pieces first published within the last two days, newest first.

    Both by the date readers see and by when the piece first was public here, so that neither an
    old piece newly imported nor an old one dated anew is news.
    """
    since = at - NEWS_FOR
    older = Edition.objects.public_by(since).filter(review_id=OuterRef("review_id"))
    fresh = Edition.objects.live(at).filter(~Exists(older), published_at__gt=since)
    fresh = fresh.newest_first().only("kind", "slug", "headline", "language", "published_at")
    return fresh[:NEWS_AT_MOST]
