"""authors.jsonl, people.jsonl, tags.jsonl and pages.jsonl."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from authors.models.author import Author
from moving.archive.intake.base import Coming
from moving.archive.intake.slugged import SluggedIntake
from moving.archive.lines import Row
from moving.archive.values import Fault, day, flag, needed, rows, text, whole
from publishing.models.text_page import TextPage, is_taken_by_the_site
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
            values["bio"] = self.rich_text(row, "bio")
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

    def _now(self, found: Tag, name: str, value: Any) -> Any:
        """Names are told apart without regard to case."""
        now = super()._now(found, name, value)
        return value if name == "name" and now.casefold() == value.casefold() else now


class PageIntake(SluggedIntake):
    kind = "pages"
    model = TextPage
    keys = frozenset(("slug", "title", "body", "is_public", "in_footer", "position"))

    def values(self, row: Row) -> dict[str, Any]:
        if is_taken_by_the_site(needed(row, "slug")):
            raise Fault(_("The site itself uses this address; choose another one: about-us."))
        values: dict[str, Any] = {"title": needed(row, "title")}
        if "body" in row:
            values["body"] = self.rich_text(row, "body")
        for name in ("is_public", "in_footer"):
            if name in row:
                values[name] = flag(row, name)
        if "position" in row:
            values["position"] = whole(row, "position") or 0
        return values


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
