"""A post or page as a row of the archive, with everything that was recognised in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from moving.archive.lines import Row, digest_of
from moving.archive.values import as_moment, as_number
from moving.wordpress.body import Around, Text, text_of
from moving.wordpress.films import Films
from moving.wordpress.index import Entry, Index, headline_of
from moving.wordpress.items import Item
from moving.wordpress.mapping import Mapping
from moving.wordpress.media import Media
from moving.wordpress.people import Authors
from moving.wordpress.ratings import FIELDS
from moving.wordpress.recognise import (
    Judged,
    Recognised,
    judge,
    put_headings_in_order,
    recognise,
)
from publishing.markup import clean_html
from publishing.markup_tree import Element, read, written
from publishing.moments import told
from publishing.plain_text import plain_text

# Counted up when posts would be read otherwise, so that a later run reads them again.
READING = 1
NO_TAGS = frozenset(("uncategorized", "uncategorised", "allgemein", "sin-categoria", "non-classe"))
_NEVER = "0000-00-00"


@dataclass
class Post:
    """One row, sentences about it for the report, and questions for an editor."""

    row: Row
    notes: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


class PostReader:
    """Turns items into rows. Films, authors and pictures they name are taken on the way."""

    def __init__(
        self,
        index: Index,
        media: Media,
        films: Films,
        authors: Authors,
        mapping: Mapping,
        zone: ZoneInfo,
        scale: int,
    ) -> None:
        self.index, self.media, self.films, self.authors = index, media, films, authors
        self.mapping, self.zone, self.scale = mapping, zone, scale
        self.around = Around(
            media.key_for, self._file, self._new_address, self._gallery, self._reusable
        )

    def digest(self, item: Item) -> str:
        """What came: everything of the item that a row is made of."""
        meta = {key: item.meta[key] for key in _META if key in item.meta}
        said = {
            **{name: getattr(item, name) for name in _WORDS},
            "terms": item.terms,
            "meta": meta,
            "reading": READING,
            "kind here": self.mapping.kinds.get(item.id, ""),
        }
        return digest_of(said)

    # -- pieces ---------------------------------------------------------------------------------

    def piece(self, item: Item, entry: Entry) -> Post:
        headline = headline_of(item)
        judged = judge(item, headline, self.scale)
        if entry.becomes != judged.kind:  # the editor said so
            judged = Judged(entry.becomes, judged.film)
        text = text_of(item, self.around)
        found = recognise(judged, item, text.html, text.videos, headline, self.scale)
        post = Post({"kind": judged.kind}, [*text.notes, *found.notes])
        doubts = [*judged.doubts, *found.doubts]
        self._tell_films(post, judged, found, doubts)
        authors, notes = self.authors.bylines(item)
        post.notes += notes
        post.row |= {
            "slug": entry.slug,
            "headline": headline,
            "guid": _guid(item),
            "authors": authors,
            "tags": self._tags(item),
            "rating_line": found.verdict,
            "description": found.description,
            "body": found.body,
            "lead_picture": self._lead(item),
            **_rating(found),
        }
        self._tell_state(post, item, doubts)
        if not headline:
            self._name(post, item, text)
        return post

    def _tell_films(self, post: Post, judged: Judged, found: Recognised, doubts: list[str]) -> None:
        if judged.film is not None and not doubts:
            slug, doubt = self.films.slug_of(judged.film, found.trailers)
            if doubt:
                doubts.append(doubt)
            else:
                post.row["film"] = slug
                post.notes.append(_("Film: %(film)s.") % {"film": judged.film.title})
        elif found.trailers:
            # Without a film the trailer has nowhere to go but back where it stood.
            figures = [f'<figure data-video="{video.key}"></figure>' for video in found.trailers]
            found.body = "".join([found.body, *figures])
        slugs = [self.films.slug_of(named, [])[0] for named in found.films]
        post.row["also_about"] = [slug for slug in dict.fromkeys(slugs) if slug]

    def _tell_state(self, post: Post, item: Item, doubts: list[str]) -> None:
        """When and whether readers see it: never by accident."""
        state, published_at, why = state_of(item, self.zone)
        if doubts and self.mapping.doubtful == "article":
            post.row["kind"] = "article"
        elif doubts and state in ("live", "scheduled"):
            state, why = "draft", _("A question keeps it a draft.")
        post.notes += [why] if why else []
        post.questions = doubts
        post.row["state"] = state
        if published_at and state in ("live", "scheduled"):
            post.row["published_at"] = as_moment(published_at)

    def _name(self, post: Post, item: Item, text: Text) -> None:
        """WordPress lets a post have no title; readers need something to go by."""
        words = " ".join(plain_text(clean_html(text.html)).split()) or item.slug or item.id
        post.row["headline"] = words if len(words) <= 60 else f"{words[:59].rstrip()}…"
        post.notes.append(_("It had no title: its first words stand in for one."))

    # -- pages ----------------------------------------------------------------------------------

    def page(self, item: Item, entry: Entry) -> Post:
        text = text_of(item, self.around)
        blocks = [block for block in read(clean_html(text.html)) if isinstance(block, Element)]
        put_headings_in_order(blocks)
        state, _published_at, why = state_of(item, self.zone)
        is_public = state == "live"
        row = {
            "slug": entry.slug,
            "title": headline_of(item)[:160] or entry.slug,
            "body": "".join(map(written, blocks)),
            "is_public": is_public,
            "in_footer": False,
        }
        notes = [*text.notes, *([why] if why else [])]
        return Post(row, notes)

    # -- what items say of others ---------------------------------------------------------------

    def _lead(self, item: Item) -> str:
        id = item.meta.get("_thumbnail_id", "").strip()
        return (self.media.key_for("", id, "") if id else None) or ""

    def _tags(self, item: Item) -> list[str]:
        """Categories and tags by name, without the category that says there is none."""
        named = [
            self.tag_name(slug, name)
            for kind, slug, name in item.terms
            if kind in ("category", "post_tag") and slug.casefold() not in NO_TAGS
        ]
        unique = {name.casefold(): name for name in named if name}
        return list(unique.values())

    def tag_name(self, slug: str, name: str) -> str:
        """The name as words; a comma would part it in two at the desk."""
        return " ".join(unescape(name or slug).replace(",", " ").split())[:100]

    def _gallery(self, id: str) -> list[str]:
        return self.index.children.get(id, [])

    def _file(self, id: str) -> str:
        entry = self.index.entries.get(id)
        return entry.attachment_url if entry else ""

    def _reusable(self, id: str) -> str:
        return self.index.reusable.get(id, "")

    def _new_address(self, address: str) -> str:
        """A link's new address; what leads elsewhere, or to nothing we bring in, stays."""
        if address.startswith("/") and not address.startswith("//"):
            address = f"{_origin(self.index)}{address}"
        if not self.index.is_ours(address):
            return address
        entry = self.index.entry_at(address)
        if entry is None or not entry.path:
            return address
        fragment = address.partition("#")[2]
        return f"{entry.path}#{fragment}" if fragment else entry.path


_WORDS = (
    *("title", "link", "guid", "creator", "content", "excerpt", "slug", "status", "password"),
    *("date", "date_gmt", "kind"),
)
_META = ("_thumbnail_id", "footnotes", *FIELDS)


def _origin(index: Index) -> str:
    return index.site.base_blog.removesuffix(index.root)


def _guid(item: Item) -> str:
    is_address = item.guid.startswith(("https://", "http://", "urn:", "tag:"))
    return item.guid if is_address and len(item.guid) <= 500 else ""


def _rating(found: Recognised) -> dict[str, Any]:
    if found.rating is None:
        return {}
    rating = found.rating
    row: dict[str, Any] = {"rating_printed": rating.printed}
    if rating.number is not None:
        row |= {"rating": as_number(rating.number), "rating_out_of": rating.out_of}
    return row


def state_of(item: Item, zone: ZoneInfo) -> tuple[str, datetime | None, str]:
    """State here, date, and a sentence where the state is another one than there."""
    at, now = date_of(item, zone), timezone.now()
    if item.password:
        return "draft", at, _("It was behind a password: it waits at the desk.")
    if item.status == "private":
        return "draft", at, _("It was private: it waits at the desk.")
    if item.status == "future":
        if at and at > now:
            return "scheduled", at, _("Scheduled for %(moment)s.") % {"moment": told(at)}
        return "draft", at, _("Its moment passed after the export: publish it, or not.")
    if item.status == "publish":
        if at is None:
            return "draft", None, _("It has no date: it waits at the desk.")
        if at > now:
            return "scheduled", at, _("Scheduled for %(moment)s.") % {"moment": told(at)}
        return "live", at, ""
    if item.status == "pending":
        return "submitted", at, _("It was waiting for an editor, and waits here.")
    if item.status in ("draft", "inherit", ""):
        return "draft", at, _("It was a draft.")
    return "draft", at, _("Its status was “%(status)s”.") % {"status": item.status[:40]}


def date_of(item: Item, zone: ZoneInfo) -> datetime | None:
    """When it was published: in UTC where the export says it, else by the site's clock."""
    for text, told_in in ((item.date_gmt, UTC), (item.date, zone)):
        if text and not text.startswith(_NEVER):
            try:
                return datetime.fromisoformat(text).replace(tzinfo=told_in).astimezone(UTC)
            except (ValueError, OverflowError):
                continue
    try:
        return parsedate_to_datetime(item.pub_date).astimezone(UTC) if item.pub_date else None
    except (ValueError, OverflowError, TypeError):
        return None
