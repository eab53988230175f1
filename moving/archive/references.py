"""What rows point at by slug or id, as the numbers it has here."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from authors.models.author import Author
from moving.archive.values import Fault
from moving.models.imported_item import ImportedItem
from pictures.models.picture import Picture
from publishing.models.text_page import TextPage
from reviews.models.address import Address
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.review import Review
from reviews.models.tag import Tag

SOURCE = "archive"
# In a rehearsal: something that the archive itself would have made by now.
COMING = 0

SLUGGED: dict[str, type[models.Model]] = {
    "films": Film,
    "authors": Author,
    "people": Person,
    "tags": Tag,
    "pages": TextPage,
}


class References:
    """Numbers by kind and key, asked for in portions and remembered for one import."""

    def __init__(self, source: str = SOURCE) -> None:
        self.source = source
        self._numbers: dict[str, dict[str, int | None]] = defaultdict(dict)
        self._urls: dict[str, str] = {}

    def note(self, kind: str, key: str, number: int) -> None:
        """Something was just brought in."""
        self._numbers[kind][key] = number

    def load(self, kind: str, keys: Iterable[str]) -> None:
        """Ask for many at once what `find` would ask for one by one."""
        unknown = {key for key in keys if key and key not in self._numbers[kind]}
        if unknown:
            self._numbers[kind].update(dict.fromkeys(unknown) | self._asked(kind, unknown))

    def _asked(self, kind: str, keys: set[str]) -> dict[str, int]:
        if kind == "pictures":
            items = ImportedItem.objects.filter(source=self.source, kind=kind, source_id__in=keys)
            numbers = dict(items.values_list("source_id", "object_id"))
            there = set(
                Picture.objects.filter(pk__in=numbers.values()).values_list("pk", flat=True)
            )
            return {key: number for key, number in numbers.items() if number in there}
        if kind == "reviews":
            return _pieces(keys)
        rows = SLUGGED[kind]._default_manager.filter(slug__in=keys)
        return dict(rows.values_list("slug", "pk"))

    def find(self, kind: str, key: str) -> int | None:
        if key not in self._numbers[kind]:
            self.load(kind, [key])
        return self._numbers[kind][key]

    def needed(self, kind: str, key: str) -> int:
        """The number of something that must be there. Raises Fault."""
        number = self.find(kind, key)
        if number is None:
            raise Fault(
                _("“%(key)s” is in neither %(kind)s.jsonl nor this site.")
                % {"key": key, "kind": kind}
            )
        return number

    def picture_url(self, path: str) -> str | None:
        """The address here of a file that pictures.jsonl has named."""
        return self._urls.get(path)

    def note_file(self, path: str, url: str) -> None:
        self._urls[path] = url

    def tags(self, names: list[str], rehearse: bool) -> tuple[int, ...]:
        """The tags of these names, in order; those that nobody has used yet are made."""
        return tuple(dict.fromkeys(self._tag(name, rehearse) for name in names))

    def load_tags(self, names: Iterable[str]) -> None:
        known = self._numbers["tag names"]
        wanted = {name for name in names if name.casefold() not in known}
        for pk, name in Tag.objects.filter(name__in=wanted).values_list("pk", "name"):
            known[name.casefold()] = pk

    def _tag(self, name: str, rehearse: bool) -> int:
        known = self._numbers["tag names"]
        number = known.get(name.casefold())
        if number is None:
            if len(name) > 100:
                raise Fault(
                    _("A tag has at most 100 characters: “%(name)s…”.") % {"name": name[:40]}
                )
            tag = Tag.objects.filter(name__iexact=name).first()
            if tag is None and not rehearse:
                tag = Tag.objects.create(name=name)
            number = known[name.casefold()] = tag.pk if tag else COMING
        return number


def _pieces(keys: set[str]) -> dict[str, int]:
    """Pieces by uid, by the slug they have claimed, or else by the one typed at the desk."""
    uids = [key for key in keys if len(key) == 36 and key.count("-") == 4 and _is_hex(key)]
    typed = Review.objects.filter(slug__in=keys).order_by("-pk").values_list("slug", "pk")
    claimed = Address.objects.filter(slug__in=keys).values_list("slug", "review_id")
    known = Review.objects.filter(uid__in=uids).values_list("uid", "pk")
    return {**dict(typed), **dict(claimed), **{str(uid): pk for uid, pk in known}}


def _is_hex(key: str) -> bool:
    return set(key) <= set("0123456789abcdef-")


def object_of(item: Any, model: type[models.Model]) -> Any:
    """What an imported item became, or None when it is gone."""
    return model._default_manager.filter(pk=item.object_id).first() if item else None
