"""Everything the old site answered, and what of ours answers it now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.encoding import escape_uri_path

from authors.models.author import Author
from moving.models.imported_item import ImportedItem
from moving.wordpress.index import Entry, Index, decoded
from moving.wordpress.people import nicename
from pictures.models.picture import Picture
from publishing.models.old_address import OldAddress
from publishing.models.site_settings import SiteSettings
from publishing.models.text_page import TextPage
from reviews.models.review import Review
from reviews.models.tag import Tag

MODELS: dict[str, type[models.Model]] = {
    "reviews": Review,
    "pages": TextPage,
    "pictures": Picture,
    "tags": Tag,
    "authors": Author,
}
Old = tuple[str, str, int, int | None]


def keep_addresses(index: Index, authors: dict[str, str]) -> int:
    """Let the old addresses lead to what was brought in; returns how many are new.

    An address that leads to something here already keeps doing so.
    """
    made = 0
    for portion in _portions(_addresses(index, authors)):
        paths = {path for path, _kind, _number, _id in portion}
        there = set(OldAddress.objects.filter(path__in=paths).values_list("path", flat=True))
        new = {old[0]: old for old in portion if old[0] not in there}
        OldAddress.objects.bulk_create(
            [_old_address(*old) for old in new.values()], ignore_conflicts=True
        )
        made += len(new)
    return made


def _portions(addresses: Iterator[Old]) -> Iterator[list[Old]]:
    portion: list[Old] = []
    for address in addresses:
        portion.append(address)
        if len(portion) == 400:
            yield portion
            portion = []
    yield portion


def _old_address(path: str, kind: str, number: int, wordpress_id: int | None) -> OldAddress:
    model: Any = SiteSettings if kind == "site" else MODELS[kind]
    return OldAddress(
        path=path,
        content_type=ContentType.objects.get_for_model(model),
        object_id=number,
        wordpress_id=wordpress_id,
    )


def _addresses(index: Index, authors: dict[str, str]) -> Iterator[Old]:
    numbers = _Numbers(index.source)
    if index.root:
        yield f"{escape_uri_path(index.root)}/", "site", 1, None
    for portion in _entries(index):
        numbers.load(portion, index)
        for entry in portion:
            if target := numbers.target_of(entry, index):
                yield from _of_entry(entry, index, *target)
    yield from _of_terms(index, numbers)
    ids = {nicename(person.login): person.id for person in index.people.values()}
    found = dict(Author.objects.filter(slug__in=authors.values()).values_list("slug", "pk"))
    for name, slug in authors.items():
        if slug in found:
            yield _path(index, f"/author/{name}/"), "authors", found[slug], None
            if ids.get(name):
                yield f"{index.root}/?author={ids[name]}", "authors", found[slug], None


def _entries(index: Index) -> Iterator[list[Entry]]:
    entries = list(index.entries.values())
    for start in range(0, len(entries), 400):
        yield entries[start : start + 400]


def _of_entry(entry: Entry, index: Index, kind: str, number: int) -> Iterator[Old]:
    id = int(entry.id) if entry.id.isdigit() and len(entry.id) < 19 else None
    for address in (entry.link, entry.guid):
        if index.is_ours(address) and (path := _local(address)):
            yield path, kind, number, id
    if id is not None:
        names = {"page": ("page_id", "p"), "picture": ("attachment_id",)}
        for name in names.get(entry.becomes, ("p",)):
            yield f"{index.root}/?{name}={id}", kind, number, id
    if entry.becomes == "picture" and (path := _local(entry.attachment_url)):
        # The file itself, while its page may lead to the post it hung on.
        own = ImportedItem.objects.filter(source=index.source, kind="pictures", source_id=entry.id)
        if file := own.values_list("object_id", flat=True).first():
            yield path, "pictures", file, id


def _local(address: str) -> str:
    """Path and query as they stand in requests; empty for the front page itself."""
    parts = urlsplit(address)
    path = escape_uri_path(decoded(parts.path))[:1900]
    if parts.query:
        return f"{path or '/'}?{parts.query}"[:2000]
    if not path.strip("/"):
        return ""
    return path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"


def _path(index: Index, path: str) -> str:
    return f"{escape_uri_path(index.root)}{escape_uri_path(path)}"


def _of_terms(index: Index, numbers: _Numbers) -> Iterator[Old]:
    keys = {f"{taxonomy}:{slug}": (taxonomy, slug) for taxonomy, slug in index.terms}
    known = numbers.tags(keys)
    for key, number in known.items():
        taxonomy, slug = keys[key]
        base = "tag" if taxonomy == "post_tag" else "category"
        yield _path(index, f"/{base}/{decoded(slug)}/"), "tags", number, None
        term = index.terms[taxonomy, slug]
        if taxonomy == "post_tag":
            yield f"{index.root}/?tag={escape_uri_path(decoded(slug))}", "tags", number, None
        elif term.id:
            yield f"{index.root}/?cat={term.id}", "tags", number, None
        if taxonomy == "category":
            parents = _parents(index, slug)
            if parents:
                whole = "/".join([*parents, decoded(slug)])
                yield _path(index, f"/{base}/{whole}/"), "tags", number, None


def _parents(index: Index, slug: str) -> list[str]:
    """Slugs of the categories above, the topmost first; a circle ends where it closes."""
    found: list[str] = []
    term = index.terms.get(("category", slug))
    while term and term.parent and decoded(term.parent) not in found and term.parent != slug:
        found.insert(0, decoded(term.parent))
        term = index.terms.get(("category", term.parent))
    return found


class _Numbers:
    """The numbers here of what was brought in, looked up in portions."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._known: dict[tuple[str, str], int] = {}

    def load(self, entries: list[Entry], index: Index) -> None:
        ids = {entry.id for entry in entries} | {entry.parent for entry in entries}
        self._known = {}
        items = ImportedItem.objects.filter(source=self.source, source_id__in=ids)
        for kind, id, number in items.values_list("kind", "source_id", "object_id"):
            self._known[kind, id] = number

    def target_of(self, entry: Entry, index: Index) -> tuple[str, int] | None:
        """What an item's addresses lead to: itself, or for a picture the post it hung on."""
        kinds = {"review": "reviews", "article": "reviews", "page": "pages"}
        kind = kinds.get(entry.becomes, "")
        if kind:
            number = self._known.get((kind, entry.id))
            return (kind, number) if number else None
        if entry.becomes != "picture":
            return None
        for kind in ("reviews", "pages"):
            if number := self._known.get((kind, entry.parent)):
                return kind, number
        number = self._known.get(("pictures", entry.id))
        return ("pictures", number) if number else None

    def tags(self, keys: dict[str, tuple[str, str]]) -> dict[str, int]:
        found: dict[str, int] = {}
        ordered = sorted(keys)
        for start in range(0, len(ordered), 400):
            items = ImportedItem.objects.filter(
                source=self.source, kind="tags", source_id__in=ordered[start : start + 400]
            )
            found |= dict(items.values_list("source_id", "object_id"))
        return found
