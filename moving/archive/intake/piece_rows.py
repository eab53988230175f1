"""Reading a row of reviews.jsonl: the desk's text, and when readers saw which text."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from moving.archive.bodies import local
from moving.archive.lines import Row
from moving.archive.references import References
from moving.archive.values import Fault, checked, decimal, flag, moment, rows, text, whole, words
from publishing.instant import FOREVER
from publishing.markup import clean_html
from publishing.slugs import is_slug, slug_from
from reviews.models.content import Kind, default_language
from reviews.models.review import Review
from reviews.publish.arrivals import Life
from reviews.publish.text import Text

WORDS = (
    *("headline", "slug", "rating_line", "rating_printed", "description"),
    "disclosure",
)
CONTENT_KEYS = frozenset(
    (
        *("kind", "film", "also_about", "language", "rating", "rating_out_of", "body"),
        *("lead_picture", "authors", "tags", *WORDS),
    )
)
EDITION_KEYS = CONTENT_KEYS | {
    *("published_at", "live_from", "live_until", "correction", "minor", "note"),
    "waits_for_embargo",
}
KEYS = CONTENT_KEYS | {"uid", "guid", "state", "stage", "published_at", "editions"}
STATES = ("live", "draft", "submitted", "scheduled", "withdrawn")
CHECKED = (*WORDS, "kind", "language", "rating", "rating_out_of")


@dataclass
class PieceRow:
    """One piece as the archive tells it. `tags` are names; `lives` are in order of time."""

    uid: uuid.UUID | None
    guid: str
    slug: str
    text: Text
    tags: list[str]
    published_at: datetime | None
    stage: str
    lives: list[Life]
    lacking: list[str]

    @property
    def has_changes(self) -> bool:
        """Whether the desk's text is another one than readers saw last, or will see."""
        return bool(self.lives) and not _same(self.text, self.lives[-1].text)


def key_of(row: Row) -> str:
    """What the piece is known by from one import to the next: uid, else slug, else headline."""
    return text(row, "uid") or text(row, "slug") or slug_from(text(row, "headline"))


class PieceReader:
    """Reads rows; asks `references` for the numbers of what they point at."""

    def __init__(self, references: References, zone: ZoneInfo, out_of: int, rehearse: bool) -> None:
        self.references, self.zone, self.out_of = references, zone, out_of
        self.rehearse = rehearse
        self._lacking: list[str] = []

    def load(self, many: list[Row]) -> None:
        """Ask once for everything that a portion of rows points at."""
        texts = [text for row in many for text in _texts(row)]
        self.references.load("films", _strings(texts, "film", "also_about"))
        self.references.load("authors", _strings(texts, "authors"))
        self.references.load("pictures", _strings(texts, "lead_picture"))
        self.references.load_tags(_strings(texts, "tags"))

    def read(self, row: Row) -> PieceRow:
        """Raises Fault."""
        self._lacking = []
        state = text(row, "state") or "draft"
        if state not in STATES:
            raise Fault(
                _("“state” must be one of %(states)s, not “%(state)s”.")
                % {"states": ", ".join(STATES), "state": state[:40]}
            )
        desk = self._text(row)
        published_at = moment(row, "published_at", self.zone)
        lives = list(self._lives(row, state, desk, published_at))
        is_submitted = "submitted" in (state, text(row, "stage"))
        return PieceRow(
            uid=_uid(row),
            guid=_guid(row),
            slug=desk.content["slug"],
            text=desk,
            tags=words(row, "tags"),
            published_at=published_at,
            stage=Review.Stage.SUBMITTED if is_submitted else Review.Stage.DRAFTING,
            lives=lives,
            lacking=self._lacking,
        )

    # -- texts ----------------------------------------------------------------------------------

    def _text(self, row: Row) -> Text:
        find = self.references.needed
        film, picture = text(row, "film"), text(row, "lead_picture")
        body, lacking = local(
            text(row, "body"),
            lambda id: self.references.find("pictures", id),
            self.references.picture_url,
        )
        self._lacking += lacking
        rating, out_of = decimal(row, "rating"), whole(row, "rating_out_of")
        content: dict[str, Any] = {
            **{name: text(row, name) for name in WORDS},
            "kind": text(row, "kind") or Kind.REVIEW.value,
            "film_id": find("films", film) if film else None,
            "language": text(row, "language") or default_language(),
            "rating": rating,
            "rating_out_of": out_of or (self.out_of if rating is not None else None),
            "body": clean_html(body),
            "lead_picture_id": find("pictures", picture) if picture else None,
        }
        checked(Review(**content), CHECKED)
        if content["slug"] and not is_slug(content["slug"]):
            raise Fault(
                _("“%(slug)s” is no address; use letters, digits and hyphens.")
                % {"slug": content["slug"][:60]}
            )
        films = [find("films", slug) for slug in words(row, "also_about")]
        return Text(
            content,
            authors=tuple(find("authors", slug) for slug in words(row, "authors")),
            also_about=tuple(pk for pk in films if pk != content["film_id"]),
            tags=self.references.tags(words(row, "tags"), self.rehearse),
        )

    # -- when readers saw which -----------------------------------------------------------------

    def _lives(
        self, row: Row, state: str, desk: Text, published_at: datetime | None
    ) -> Iterator[Life]:
        editions, now = rows(row, "editions"), timezone.now()
        if state in ("draft", "submitted"):
            if editions:
                raise Fault(_("A %(state)s has no editions.") % {"state": state})
            return
        if not editions:
            yield _only_life(state, desk, published_at, now)
            return
        begins = [moment(edition, "live_from", self.zone) for edition in editions]
        for number, edition in enumerate(editions):
            merged = {**row, **edition}
            dated = moment(merged, "published_at", self.zone)
            live_from = begins[number] or dated
            if live_from is None:
                raise Fault(_("An edition needs “live_from”."))
            ends = moment(edition, "live_until", self.zone)
            following = begins[number + 1] if number + 1 < len(editions) else FOREVER
            correction = text(edition, "correction")
            is_desk_text = not set(edition) & CONTENT_KEYS
            live_until = ends or following or FOREVER
            if state == "withdrawn":
                live_until = min(live_until, max(now, live_from))
            yield Life(
                desk if is_desk_text else self._text(merged),
                live_from=live_from,
                live_until=live_until,
                published_at=min(dated or live_from, live_from),
                correction=correction[:500],
                minor=flag(edition, "minor", default=not correction),
                note=text(edition, "note")[:500],
                waits_for_embargo=flag(edition, "waits_for_embargo"),
            )


def _only_life(state: str, desk: Text, published_at: datetime | None, now: datetime) -> Life:
    if state == "scheduled" and published_at is None:
        raise Fault(_("A scheduled piece needs “published_at”, the moment it begins."))
    begins = published_at or now
    if state == "live" and begins > now:
        raise Fault(_("A live piece cannot be dated in the future; its state is “scheduled”."))
    if state == "withdrawn" and begins >= now:
        raise Fault(_("A withdrawn piece needs “published_at”, when it was published."))
    ends = now if state == "withdrawn" else FOREVER
    return Life(desk, live_from=begins, live_until=ends, published_at=begins)


def _uid(row: Row) -> uuid.UUID | None:
    if not (value := text(row, "uid")):
        return None
    try:
        return uuid.UUID(value)
    except ValueError:
        raise Fault(_("“uid” must be a UUID, or be left out.")) from None


def _guid(row: Row) -> str:
    """Feed readers want an address of some kind; anything else is no use to them."""
    guid = text(row, "guid")
    if guid and not guid.startswith(("https://", "http://", "urn:", "tag:")):
        raise Fault(_("“guid” must be an address, as feeds have it, or be left out."))
    if len(guid) > 500:
        raise Fault(_("“guid” has more than 500 characters."))
    return guid


def _texts(row: Row) -> Iterator[Row]:
    yield row
    editions = row.get("editions")
    if isinstance(editions, list):
        yield from (edition for edition in editions if isinstance(edition, dict))


def _strings(texts: list[Row], *keys: str) -> set[str]:
    found: set[str] = set()
    for row in texts:
        for key in keys:
            value = row.get(key)
            many = value if isinstance(value, list) else [value]
            found.update(part.strip() for part in many if isinstance(part, str))
    return found - {""}


def _same(one: Text, other: Text) -> bool:
    """The same text, whatever its address and the order of its tags."""
    first = {**one.content, "slug": ""}
    second = {**other.content, "slug": ""}
    same_parts = (one.authors, one.also_about) == (other.authors, other.also_about)
    return first == second and same_parts and set(one.tags) == set(other.tags)
