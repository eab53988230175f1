"""Films that posts name: those that are here, those met before, and new ones."""

import unicodedata

from django.utils.translation import gettext as _

from moving.archive.intake.base import Coming, Run
from moving.archive.intake.films import FilmIntake
from moving.archive.lines import Row, digest_of
from moving.wordpress.embeds import Video
from moving.wordpress.headlines import Named
from publishing.slugs import slug_from
from reviews.models.film import Film


class Films:
    """Finds or makes the film a post is about; of two posts on one film the second finds it."""

    def __init__(self, run: Run, chosen: dict[str, str]) -> None:
        """`chosen` maps titles, as posts have them, to the address of a film here."""
        self.intake = FilmIntake(run)
        self.chosen = {_folded(title): slug for title, slug in chosen.items()}
        self._met: dict[tuple[str, int | None], str] = {}
        self._told: dict[str, str] = {}

    def slug_of(self, named: Named, trailers: list[Video]) -> tuple[str, str]:
        """The film's address here, and a question when it may be another one.

        An empty address says that several films could be meant.
        """
        slug, doubt = self._known(named)
        if not doubt:
            self._take(slug, named, trailers)
        return slug, doubt

    def _known(self, named: Named) -> tuple[str, str]:
        title = _folded(named.title)
        if chosen := self.chosen.get(title):
            return chosen, ""
        if met := self._met.get((title, named.year)):
            return met, ""
        same = list(Film.objects.filter(title__iexact=named.title).order_by("year", "pk")[:10])
        if named.year:
            same = [film for film in same if film.year in (named.year, None)]
        if len(same) > 1:
            years = ", ".join(str(film.year or "?") for film in same)
            doubt = _("Several films are called “%(title)s” (%(years)s): which one is it?")
            return "", doubt % {"title": named.title, "years": years}
        others = {met for (other, _year), met in self._met.items() if other == title}
        if not same and named.year is None and len(others) == 1:
            return others.pop(), ""
        slug = same[0].slug if same else self._new_slug(named)
        self._met[title, named.year] = slug
        return slug, ""

    def _new_slug(self, named: Named) -> str:
        words = slug_from(f"{named.title} {named.year or ''}", max_length=120) or "film"
        slug, number = words, 2
        while slug in self._met.values() or Film.objects.filter(slug=slug).exists():
            slug, number = f"{words}-{number}", number + 1
        return slug

    def _take(self, slug: str, named: Named, trailers: list[Video]) -> None:
        here = Film.objects.filter(slug=slug).values_list("title", flat=True).first()
        row: Row = {"slug": slug, "title": here or named.title[:250]}
        if named.year:
            row["year"] = named.year
        if trailers:
            row["trailers"] = [_trailer(video) for video in trailers]
        digest = digest_of(row)
        if self._told.get(slug) == digest:
            return
        self._told[slug] = digest
        for coming in self.intake.changed([Coming(row, slug, digest)]):
            self.intake.take_one(coming)


def _trailer(video: Video) -> Row:
    said = {
        "title": video.title,
        "uploader": video.uploader,
        "uploader_url": video.uploader_url,
    }
    return {"url": video.address, **{name: value for name, value in said.items() if value}}


def _folded(title: str) -> str:
    return unicodedata.normalize("NFC", " ".join(title.split())).casefold()
