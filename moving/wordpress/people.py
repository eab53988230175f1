"""Who wrote what: authors for readers, never logins."""

import re

from django.utils.translation import gettext as _

from authors.models.author import Author
from moving.archive.intake.base import Coming, Run
from moving.archive.intake.names import AuthorIntake
from moving.archive.lines import Row, digest_of
from moving.wordpress.index import Index
from moving.wordpress.items import Item, Person
from publishing.slugs import slug_from


class Authors:
    """Authors by login, or by the name that a plugin for several authors knows them by.

    `chosen` maps logins to the address of an author here, or to a name for readers.
    """

    def __init__(self, run: Run, index: Index, chosen: dict[str, str]) -> None:
        self.intake = AuthorIntake(run)
        self.index, self.chosen = index, chosen
        self._slugs: dict[str, str] = {}
        self._by_name: dict[str, str] = {}

    def take_all(self) -> None:
        for login, person in self.index.people.items():
            if name := name_for_readers(person):
                self._take(nicename(login), self.chosen.get(login, name))

    def bylines(self, item: Item) -> tuple[list[str], list[str]]:
        """Addresses of a post's authors in order, and notes about those that are missing."""
        named = [(slug, name) for kind, slug, name in item.terms if kind == "author"]
        if named:
            slugs = [self._of_plugin(slug, name) for slug, name in named]
            return list(dict.fromkeys(slug for slug in slugs if slug)), []
        if not item.creator:
            return [], [_("It names no author.")]
        slug = self._slugs.get(nicename(item.creator))
        if slug is None:
            if chosen := self.chosen.get(item.creator):
                return [self._take(nicename(item.creator), chosen)], []
            # A login name is not for readers: nobody is put in its place.
            return [], [_("Its author is not in the export: give a byline.")]
        return [slug], []

    def addresses(self) -> dict[str, str]:
        """Author's slug here by the last part of the old author page's address."""
        return dict(self._slugs)

    def _of_plugin(self, slug: str, name: str) -> str:
        known = slug.removeprefix("cap-")
        if known not in self._slugs:
            shown = self.index.guests.get(known) or name or known.replace("-", " ").title()
            self._take(known, self.chosen.get(known, shown))
        return self._slugs[known]

    def _take(self, known_as: str, name: str) -> str:
        here = (
            Author.objects.filter(slug=name).first()
            or Author.objects.filter(name__iexact=name).order_by("pk").first()
        )
        met = self._by_name.get(name.casefold())
        slug = (
            met
            or (here.slug if here else "")
            or self._free_slug(slug_from(name) or f"author-{known_as}")
        )
        self._by_name[name.casefold()] = slug
        row: Row = {"slug": slug, "name": here.name if here else name[:120]}
        self._slugs[known_as] = slug
        for coming in self.intake.changed([Coming(row, known_as, digest_of(row))]):
            self.intake.take_one(coming)
        return slug

    def _free_slug(self, words: str) -> str:
        """An address that nobody of another name has, here or among those just met."""
        slug, number = words, 2
        while slug in self._slugs.values() or Author.objects.filter(slug=slug).exists():
            slug, number = f"{words}-{number}", number + 1
        return slug


def name_for_readers(person: Person) -> str:
    """The display name; where that is only the login, the name that was given beside it."""
    shown = " ".join(person.display_name.split())
    given = " ".join(f"{person.first_name} {person.last_name}".split())
    return given if given and (not shown or shown == person.login) else shown


def nicename(login: str) -> str:
    """How WordPress writes a login in the address of its author's page."""
    return re.sub(r"[^a-z0-9_]+", "-", login.lower()).strip("-")
