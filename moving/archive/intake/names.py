"""authors.jsonl, people.jsonl and tags.jsonl."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from authors.models.author import Author
from moving.archive.bodies import local
from moving.archive.intake.base import Coming, SluggedIntake
from moving.archive.lines import Row
from moving.archive.values import Fault, day, flag, needed, rows, text
from publishing.markup import clean_html
from reviews.models.people import Person
from reviews.models.tag import Tag

NUMBERS_ELSEWHERE = {"imdb": "imdb_id", "tmdb": "tmdb_id", "wikidata": "wikidata_id"}


class AuthorIntake(SluggedIntake):
    kind = "authors"
    model = Author
    keys = frozenset(
        (*("slug", "name", "bio", "bio_as_of", "photo", "website", "links"), "is_listed")
    )

    def values(self, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {"name": needed(row, "name")}
        if "bio" in row:
            find = self.references.find
            bio, _lacking = local(
                text(row, "bio"),
                lambda id: find("pictures", id),
                self.references.picture_url,
            )
            values["bio"] = clean_html(bio)
        if "bio_as_of" in row:
            values["bio_as_of"] = day(row, "bio_as_of")
        if photo := text(row, "photo"):
            values["photo_id"] = self.references.needed("pictures", photo)
        if "website" in row:
            values["website"] = text(row, "website")
        if "links" in row:
            values["links"] = [_link(link) for link in rows(row, "links")]
        if "is_listed" in row:
            values["is_listed"] = flag(row, "is_listed")
        return values


def _link(link: Row) -> dict[str, str]:
    url = needed(link, "url")
    if urlsplit(url).scheme not in ("http", "https"):
        raise Fault(
            _("Give a web address that begins with https://, not “%(url)s”.") % {"url": url}
        )
    return {"label": text(link, "label"), "url": url}


class PersonIntake(SluggedIntake):
    kind = "people"
    model = Person
    keys = frozenset(("slug", "name", "original_name", "ids"))

    def values(self, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {"name": needed(row, "name")}
        if "original_name" in row:
            values["original_name"] = text(row, "original_name")
        return {**values, **numbers_elsewhere(row)}


class TagIntake(SluggedIntake):
    kind = "tags"
    model = Tag
    keys = frozenset(("slug", "name", "description"))

    def values(self, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {"name": needed(row, "name")}
        if "description" in row:
            values["description"] = text(row, "description")
        return values

    def find(self, coming: Coming) -> Any:
        """A tag of the same name is the same tag, whatever its address."""
        named = Tag.objects.filter(name__iexact=text(coming.row, "name"))
        return super().find(coming) or named.select_for_update().first()


def numbers_elsewhere(row: Row) -> dict[str, str]:
    """Field values of `ids`, the numbers that other catalogues know a film or person by."""
    ids = row.get("ids") or {}
    if not isinstance(ids, dict):
        raise Fault(_('“ids” must be an object such as {"imdb": "tt0018455"}.'))
    if unknown := set(ids) - set(NUMBERS_ELSEWHERE):
        raise Fault(
            _("“ids” knows imdb, tmdb and wikidata, not %(ids)s.")
            % {"ids": ", ".join(sorted(unknown))}
        )
    return {NUMBERS_ELSEWHERE[name]: text(ids, name) for name in ids}
