"""What a feed tells, whatever its format."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F

from pictures.models.picture import Picture
from publishing.requests import SiteRequest
from reviews.models.edition import Edition
from reviews.models.trailer import Trailer
from reviews.public.cards import linked
from reviews.public.feeds.text import full_text
from reviews.public.page import ReviewPage, picture_ids

NEWEST = 30
# What a feed may be of: the relation from an edition, and the field that names the feed.
SHELVES = {
    "author": ("bylines__author", "name"),
    "tag": ("edition_tags__tag", "name"),
    "film": ("films__film", "title"),
}


@dataclass(frozen=True)
class Entry:
    """One piece. Addresses are absolute, `html` is the whole text, `id` outlives any address."""

    id: str
    url: str
    title: str
    language: str
    summary: str
    html: str
    published_at: datetime
    updated_at: datetime | None
    authors: list[dict[str, str]]
    tags: list[str]
    picture: str


@dataclass(frozen=True)
class Feed:
    """`page_url` is the page it is the feed of, `url` its own address, both absolute."""

    title: str
    site_name: str
    description: str
    language: str
    page_url: str
    url: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def updated_at(self) -> datetime | None:
        """When readers were last told something: not when a typo was mended."""
        return max((entry.updated_at or entry.published_at for entry in self.entries), default=None)


def newest(request: SiteRequest, shelf: str = "", slug: str = "") -> tuple[str, list[Edition]]:
    """The newest live pieces of a shelf, or of the site, and the shelf's name: one query."""
    editions = Edition.objects.live(request.at).newest_first().for_feed()
    if not shelf:
        return "", list(editions[:NEWEST])
    relation, name = SHELVES[shelf]
    editions = editions.filter(**{f"{relation}__slug": slug})
    found = list(editions.annotate(shelf_name=F(f"{relation}__{name}"))[:NEWEST])
    return (found[0].shelf_name if found else ""), found


def entries_for(request: SiteRequest, editions: list[Edition]) -> list[Entry]:
    """Tell the editions as entries: at most two queries, for their pictures and trailers."""
    site, at = request.site_now.settings, request.at
    ids = {pk for edition in editions for pk in picture_ids(edition.body)}
    pictures = {str(picture.pk): picture for picture in Picture.objects.filter(pk__in=ids)}
    films = {edition.film_id for edition in editions if edition.film_id}
    trailers: dict[int, Trailer] = {}
    for trailer in Trailer.objects.filter(film__in=films).shown(at):
        trailers.setdefault(trailer.film_id, trailer)
    entries = []
    for edition in editions:
        page = ReviewPage(edition, at)
        lead = edition.lead_picture
        entries.append(
            Entry(
                id=edition.feed_id,
                url=site.absolute(page.url),
                title=edition.headline,
                language=edition.language,
                summary=edition.rating_line or edition.excerpt,
                html=full_text(page, site, pictures, trailers.get(edition.film_id or 0)),
                published_at=edition.published_at,
                updated_at=page.updated_at,
                authors=[
                    {"name": author["name"], "url": site.absolute(author["url"])}
                    for author in linked(edition.card["authors"], "author_detail")
                ],
                tags=[tag["name"] for tag in page.tags],
                picture=site.absolute(lead.url) if lead else "",
            )
        )
    return entries
