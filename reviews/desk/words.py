"""The values of a snapshot as people read them: names instead of ids, bodies as text."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import unescape
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from authors.models.author import Author
from pictures.models.picture import Picture
from publishing.moments import told
from reviews.models.content import Kind
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.trailers.providers import PROVIDERS

Snapshot = Mapping[str, Any]

_FIGURE = re.compile(r'<figure data-(picture|video)="([^"]*)">')
_ITEM = re.compile(r"<li\b[^>]*>")
_BREAK = re.compile(r"<br>|<hr>|</(?:p|h2|h3|li|blockquote|figure|summary)>")
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


def label_of(name: str) -> str:
    """What a field of a snapshot is called on the form."""
    own = {
        "bylines": _("By"),
        "also_about": _("Also about"),
        "tags": _("Tags"),
        "published_at": _("Date readers see"),
        "rating_printed": _("Rating as printed"),
    }
    if name in own:
        return own[name]
    label = str(Review._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


class Words:
    """Tells values in words. Knows the names of everything that the given snapshots point at.

    Three queries, however many snapshots and rows.
    """

    def __init__(self, snapshots: Iterable[Snapshot]) -> None:
        films: set[int] = set()
        authors: set[int] = set()
        pictures: set[int] = set()
        for data in snapshots:
            films |= _ids([data.get("film"), *_listed(data.get("also_about"))])
            authors |= _ids(_listed(data.get("bylines")))
            figures = _FIGURE.findall(str(data.get("body") or ""))
            pictures |= _ids([data.get("lead_picture"), *(key for _kind, key in figures)])
        self._films: Mapping[int, Any] = Film.objects.only("title", "year").in_bulk(films)
        self._authors: Mapping[int, Any] = Author.objects.only("name").in_bulk(authors)
        self._pictures: Mapping[int, Any] = Picture.objects.only("alt", "file").in_bulk(pictures)

    def of(self, name: str, value: Any) -> str:
        """The value of that field as one text; empty for nothing."""
        if value in (None, "", []):
            return ""
        if name in {"film", "lead_picture"}:
            return self._named(name, value)
        if name in {"bylines", "also_about"}:
            return ", ".join(self._named(name, row) for row in _listed(value))
        if name == "tags":
            return ", ".join(sorted(map(str, _listed(value)), key=str.casefold))
        if name == "published_at":
            moment = _moment(value)
            return told(moment) if moment else str(value)
        if name == "kind":
            return str(dict(Kind.choices).get(value, value))
        if name == "body":
            return self.readable(str(value))
        return str(value)

    def readable(self, html: str) -> str:
        """A stretch of a body as text: paragraphs as lines, figures by what they show."""
        text = _FIGURE.sub(lambda found: f"[{self._figure(*found.groups())}] ", html)
        text = _BREAK.sub("\n", _ITEM.sub("• ", text))
        return unescape(_TAG.sub("", text)).strip("\n")

    def _figure(self, kind: str, key: str) -> str:
        if kind == "video":
            provider, video, *_hash = f"{key}::".split(":")
            name = PROVIDERS[provider].name if provider in PROVIDERS else provider
            return _("Video: %(provider)s %(video)s") % {"provider": name, "video": video}
        return _("Picture: %(what)s") % {"what": self._named("lead_picture", key)}

    def _named(self, name: str, value: Any) -> str:
        named = {"bylines": self._authors, "lead_picture": self._pictures}
        rows: Mapping[int, Any] = named.get(name, self._films)
        number = _id(value)
        row = rows.get(number) if number else None
        return str(row) if row else _("deleted (%(number)s)") % {"number": value}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _id(value: Any) -> int | None:
    return int(value) if _NUMBER.fullmatch(str(value)) else None


def _ids(values: Iterable[Any]) -> set[int]:
    return {number for value in values if (number := _id(value))}


def _moment(value: Any) -> datetime | None:
    try:
        return parse_datetime(str(value))
    except ValueError:
        return None
