"""Films that posts name: those that are here, those met before, and new ones."""

import unicodedata
from collections import defaultdict

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
        # All titles at once: asking for each would walk the whole table, without regard to case.
        self._known_as: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
        self._slugs: set[str] = set()
        self._titles: dict[str, str] = {}
        for title, slug, year in Film.objects.values_list("title", "slug", "year").iterator():
            self._know(title, slug, year)
            self._titles[slug] = title
        self._told: dict[str, str] = {}
        self._waiting: list[Coming] = []

    def _know(self, title: str, slug: str, year: int | None) -> None:
        self._known_as[_folded(title)].append((slug, year))
        self._slugs.add(slug)

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
        same = self._known_as[title]
        if named.year:
            # A film whose year nobody has told yet may be this one.
            same = [film for film in same if film[1] == named.year] or [
                film for film in same if film[1] is None
            ]
        if len(same) > 1:
            years = ", ".join(str(year or "?") for _slug, year in sorted(same, key=str))
            doubt = _("Several films are called “%(title)s” (%(years)s): which one is it?")
            return "", doubt % {"title": named.title, "years": years}
        if same:
            return same[0][0], ""
        slug = self._new_slug(named)
        self._know(named.title, slug, named.year)
        return slug, ""

    def _new_slug(self, named: Named) -> str:
        words = slug_from(f"{named.title} {named.year or ''}", max_length=120) or "film"
        slug, number = words, 2
        while slug in self._slugs:
            slug, number = f"{words}-{number}", number + 1
        return slug

    def _take(self, slug: str, named: Named, trailers: list[Video]) -> None:
        row: Row = {"slug": slug, "title": self._titles.get(slug) or named.title[:250]}
        if named.year:
            row["year"] = named.year
        if trailers:
            row["trailers"] = [_trailer(video) for video in trailers]
        digest = digest_of(row)
        if self._told.get(slug) == digest:
            return
        self._told[slug] = digest
        self._waiting.append(Coming(row, slug, digest))

    def take_waiting(self) -> None:
        """Make the films that were named since the last time, before the pieces about them."""
        # A film named twice in one portion takes its turns: each may bring a trailer.
        rows: dict[str, list[Coming]] = defaultdict(list)
        for coming in self._waiting:
            rows[coming.key].append(coming)
        self._waiting = []
        while rows:
            turn = [found.pop(0) for found in rows.values()]
            rows = defaultdict(list, {key: found for key, found in rows.items() if found})
            self.intake.take_all(self.intake.changed(turn))


def _trailer(video: Video) -> Row:
    said = {
        "title": video.title,
        "uploader": video.uploader,
        "uploader_url": video.uploader_url,
    }
    return {"url": video.address, **{name: value for name, value in said.items() if value}}


def _folded(title: str) -> str:
    return unicodedata.normalize("NFC", " ".join(title.split())).casefold()
