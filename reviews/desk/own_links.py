"""Whether links to our own pages lead anywhere, asked of our own addresses at once."""

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import Resolver404, ResolverMatch, resolve

from authors.models.author import Author
from publishing.models.old_address import OldAddress
from publishing.models.text_page import TextPage
from reviews.models.content import Kind
from reviews.models.edition import Edition, EditionFilm
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.tag import Tag

_HREF = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')


def links_of(body: str) -> list[str]:
    """The addresses that a cleaned body links to, none twice, in order."""
    return list(dict.fromkeys(unescape(address) for address in _HREF.findall(body)))


def own_path(address: str) -> str | None:
    """The path of a link to our own site, None for one that leads elsewhere."""
    if address.startswith("/"):
        return address
    try:
        parts, ours = urlsplit(address), urlsplit(settings.SITE_URL)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.netloc != ours.netloc:
        return None
    return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def foreign_links(body: str) -> list[str]:
    web = ("http://", "https://")
    links = links_of(body)
    return [link for link in links if link.startswith(web) and own_path(link) is None]


def dead_own_links(body: str, at: datetime) -> list[str]:
    """Links of a body to pages of ours that readers would not find at that instant.

    Costs a query or two for each kind of page, however many links there are. A page that was
    renamed is found: its old address leads on.
    """
    named: dict[str, dict[str, list[str]]] = {}
    dead = []
    for address in links_of(body):
        path = own_path(address)
        if path is None:
            continue
        page = _page_at(path)
        if page is None:
            dead.append((address, path))
        elif page.url_name in _FOUND:
            slugs = named.setdefault(page.url_name, {})
            slugs.setdefault(page.kwargs["slug"], []).append(address)
    for name, slugs in named.items():
        found = _FOUND[name](set(slugs), at)
        lost = (address for slug in slugs.keys() - found for address in slugs[slug])
        dead += [(address, own_path(address) or "") for address in lost]
    moved = set(
        OldAddress.objects.filter(path__in=[path for _address, path in dead]).values_list(
            "path", flat=True
        )
    )
    lost_for_good = {address for address, path in dead if path not in moved}
    return [address for address in links_of(body) if address in lost_for_good]


def _page_at(path: str) -> ResolverMatch | None:
    """What readers' part of the site has at a path; the desk is no page for readers."""
    try:
        found = resolve(unquote(urlsplit(path).path))
    except Resolver404:
        return None
    return None if found.app_name == "admin" else found


def _pieces(kind: str) -> Callable[[set[str], datetime], set[str]]:
    """A piece answers at the address it has, and from every one it had."""

    def found(slugs: set[str], at: datetime) -> set[str]:
        had = Edition.objects.public_by(at).filter(kind=kind, slug__in=slugs)
        live = Edition.objects.live(at).filter(review__in=had.values("review"))
        return set(had.filter(review__in=live.values("review")).values_list("slug", flat=True))

    return found


def _films(slugs: set[str], at: datetime) -> set[str]:
    return _slugs(Film.objects.filter(edition_films__in=EditionFilm.objects.live(at)), slugs)


def _people(slugs: set[str], at: datetime) -> set[str]:
    seen = EditionFilm.objects.live(at)
    return _slugs(Person.objects.filter(credits__film__edition_films__in=seen), slugs)


def _authors(slugs: set[str], at: datetime) -> set[str]:
    live = Edition.objects.live(at)
    return _slugs(Author.objects.filter(edition_bylines__edition__in=live), slugs)


def _tags(slugs: set[str], at: datetime) -> set[str]:
    live = Edition.objects.live(at)
    return _slugs(Tag.objects.filter(edition_tags__content_object__in=live), slugs)


def _text_pages(slugs: set[str], at: datetime) -> set[str]:
    return _slugs(TextPage.objects.filter(is_public=True), slugs)


def _slugs(rows: QuerySet[Any], among: set[str]) -> set[str]:
    return set(rows.filter(slug__in=among).values_list("slug", flat=True))


_FOUND: dict[str, Callable[[set[str], datetime], set[str]]] = {
    "review_detail": _pieces(Kind.REVIEW),
    "article_detail": _pieces(Kind.ARTICLE),
    "film_detail": _films,
    "person_detail": _people,
    "author_detail": _authors,
    "tag_detail": _tags,
    "text_page": _text_pages,
}
