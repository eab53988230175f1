"""films.jsonl: films with their credits and trailers."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from moving.archive.intake.base import Coming
from moving.archive.intake.names import numbers_elsewhere
from moving.archive.intake.slugged import SluggedIntake
from moving.archive.lines import Row
from moving.archive.values import (
    Fault,
    checked,
    day,
    flag,
    moment,
    needed,
    rows,
    text,
    whole,
    words,
)
from reviews.models.film import Film
from reviews.models.people import Credit, Person
from reviews.models.trailer import Trailer
from reviews.publish import set_embargo
from reviews.trailers.paste import TrailerRefused, read_paste

PLAIN = ("original_title", "original_language", "studio", "distributor", "synopsis")
LISTS = ("countries", "languages", "genres")
NUMBERS = ("year", "runtime_minutes")


class FilmIntake(SluggedIntake):
    """Credits and trailers of a film that is here already are added to, and never taken away."""

    kind = "films"
    model = Film
    keys = frozenset(
        (
            *("slug", "title", *PLAIN, *LISTS, *NUMBERS),
            *("released_on", "poster", "embargo_until", "ids", "credits", "trailers"),
        )
    )

    def values(self, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {"title": needed(row, "title")}
        values |= {name: text(row, name) for name in PLAIN if name in row}
        values |= {name: words(row, name) for name in LISTS if name in row}
        values |= {name: whole(row, name) for name in NUMBERS if name in row}
        if "released_on" in row:
            values["released_on"] = day(row, "released_on")
        if poster := text(row, "poster"):
            values["poster_id"] = self.references.needed("pictures", poster)
        # Read here, so that a fault in them keeps the film from being half there.
        self._trailers(row)
        self._credits(row)
        moment(row, "embargo_until", self.run.zone)
        return {**values, **numbers_elsewhere(row)}

    def add_parts(self, target: Film, coming: Coming) -> bool:
        row = coming.row
        added = [self._add_credit(target, credit) for credit in self._credits(row)]
        added += [self._add_trailer(target, trailer) for trailer in self._trailers(row)]
        until = moment(row, "embargo_until", self.run.zone)
        if until and coming.item is None and target.embargo_until is None:
            set_embargo(target, until, by=None, reason=_("Imported"))
        return any(added)

    # -- credits --------------------------------------------------------------------------------

    def _credits(self, row: Row) -> list[tuple[Person, Credit]]:
        found = []
        for credit in rows(row, "credits"):
            person = Person(name=needed(credit, "person"), slug=text(credit, "slug"))
            role = needed(credit, "role")
            made = Credit(role=role, character=text(credit, "character"))
            checked(person, ["name"])
            checked(made, ["role", "character"])
            found.append((person, made))
        return found

    def _add_credit(self, film: Film, named: tuple[Person, Credit]) -> bool:
        person, credit = named
        credit.film, credit.person = film, self._person(person)
        same = film.credits.filter(
            person=credit.person, role=credit.role, character=credit.character
        )
        if same.exists():
            return False
        credit.position = film.credits.count()
        credit.save()
        return True

    def _person(self, named: Person) -> Person:
        """Somebody known by slug, else by name alone; else somebody new."""
        known = Person.objects.order_by("pk")
        by_slug = known.filter(slug=named.slug).first() if named.slug else None
        found = by_slug or (None if named.slug else known.filter(name=named.name).first())
        if found is None:
            found = Person(name=named.name, slug=named.slug)
            found.save()
        return found

    # -- trailers -------------------------------------------------------------------------------

    def _trailers(self, row: Row) -> list[Trailer]:
        return [self._trailer(trailer) for trailer in rows(row, "trailers")]

    def _trailer(self, row: Row) -> Trailer:
        pasted = text(row, "url") or text(row, "embed")
        try:
            facts = asdict(read_paste(pasted))
        except TrailerRefused as refusal:
            raise Fault(
                _("A trailer cannot be taken: %(why)s") % {"why": str(refusal)}
            ) from refusal
        said = {name: text(row, name) for name in ("title", "uploader", "uploader_url")}
        trailer = Trailer(**{**facts, **{name: value for name, value in said.items() if value}})
        trailer.uploaded_on = day(row, "uploaded_on")
        trailer.duration_seconds = whole(row, "duration_seconds")
        if shown_from := moment(row, "shown_from", self.run.zone):
            trailer.shown_from = shown_from
        trailer.despite_embargo = flag(row, "despite_embargo")
        trailer.status = text(row, "status") or Trailer.Status.OK
        if poster := text(row, "poster"):
            trailer.poster_id = self.references.needed("pictures", poster)
        checked(trailer, ["title", "uploader", "uploader_url", "status", "video_id"])
        return trailer

    def _add_trailer(self, film: Film, trailer: Trailer) -> bool:
        same = film.trailers.filter(provider=trailer.provider, video_id=trailer.video_id)
        if same.exists():
            return False
        trailer.film, trailer.position = film, film.trailers.count()
        trailer.save()
        return True
