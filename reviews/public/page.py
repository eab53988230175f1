"""One presenter for a piece: what its template needs, and later its structured data."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from authors.models.author import Author
from pictures.models.picture import Picture
from publishing.markup import cut
from reviews.models.content import Kind
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.people import Credit
from reviews.models.trailer import Trailer
from reviews.public.cards import films_of, linked
from reviews.public.rating import Rating, rating_of
from reviews.trailers.providers import known_providers

CAST_SHOWN = 6
LARGEST_ID = 2**63 - 1  # of a database row; the cleaner lets nineteen digits pass


def _video(key: str) -> Trailer | None:
    """A video of the text as the trailer partial shows it; it is in no table."""
    provider, video_id, video_hash = key.split(":")
    if provider not in known_providers():
        return None
    return Trailer(provider=provider, video_id=video_id, video_hash=video_hash)


def picture_ids(body: str) -> set[int]:
    """The pictures that a cleaned body shows, some of which may not be there any more."""
    keys = {int(piece.key) for piece in cut(body) if piece.kind == "picture"}
    return {key for key in keys if key <= LARGEST_ID}


def pictures_of(body: str) -> dict[str, Picture]:
    """The pictures of a body's figures, by id as text; no query for a body without any."""
    ids = picture_ids(body)
    if not ids:
        return {}
    return {str(picture.pk): picture for picture in Picture.objects.filter(pk__in=ids)}


def videos_of(body: str) -> dict[str, Trailer]:
    """The videos of a body's figures, by "provider:id:hash"; known providers only."""
    keys = (piece.key for piece in cut(body) if piece.kind == "video")
    return {key: video for key in keys if (video := _video(key))}


@dataclass(frozen=True)
class Credits:
    """Who made a film, by role; each is {"name", "url", "character"}."""

    directors: list[dict[str, str]] = field(default_factory=list)
    cast: list[dict[str, str]] = field(default_factory=list)


def credits_of(credits: list[Credit]) -> Credits:
    """Directors and the first of the cast, from credits with their people."""

    def people(role: Credit.Role) -> list[dict[str, str]]:
        return [
            {
                "name": credit.person.name,
                "url": credit.person.get_absolute_url(),
                "character": credit.character,
            }
            for credit in credits
            if credit.role == role
        ]

    return Credits(people(Credit.Role.DIRECTOR), people(Credit.Role.CAST)[:CAST_SHOWN])


class ReviewPage:
    """An edition as its page shows it at one instant. Reading it costs at most five queries."""

    def __init__(self, edition: Edition, at: datetime) -> None:
        self.edition = edition
        self.at = at

    def __getattr__(self, name: str) -> Any:
        # Words that the page shows exactly as the edition has them.
        if name in {"kind", "headline", "language", "rating_line", "body", "disclosure"}:
            return getattr(self.edition, name)
        if name in {"published_at", "lead_picture", "film", "excerpt", "description", "review_id"}:
            return getattr(self.edition, name)
        raise AttributeError(name)

    @property
    def url(self) -> str:
        return self.edition.get_absolute_url()

    @property
    def kicker(self) -> str:
        """“Film review”, unless the headline begins with it or the piece is an article."""
        kicker = _("Film review")
        says_it = self.edition.headline.casefold().startswith(kicker.casefold())
        return "" if says_it or self.edition.kind == Kind.ARTICLE else kicker

    @property
    def dir(self) -> str:
        """“rtl” or “ltr”, by the piece's language."""
        try:
            return "rtl" if get_language_info(self.edition.language)["bidi"] else "ltr"
        except KeyError:
            return "ltr"

    @property
    def rating(self) -> Rating | None:
        edition = self.edition
        return rating_of(edition.rating, edition.rating_out_of, edition.rating_printed)

    @property
    def reading_minutes(self) -> int:
        return self.edition.card["reading_minutes"]

    @property
    def tags(self) -> list[dict[str, str]]:
        return linked(self.edition.card["tags"], "tag_detail")

    @property
    def also_about(self) -> list[dict[str, Any]]:
        return films_of(self.edition.card["also_about"])

    @cached_property
    def authors(self) -> list[Author]:
        authors = Author.objects.filter(edition_bylines__edition=self.edition)
        return list(authors.select_related("photo").order_by("edition_bylines__position"))

    @cached_property
    def credits(self) -> Credits:
        film: Film | None = self.edition.film
        return credits_of(list(film.credits.select_related("person"))) if film else Credits()

    @cached_property
    def _trailers(self) -> list[Trailer]:
        if self.edition.film_id is None:
            return []
        return list(Trailer.objects.filter(film=self.edition.film_id).shown(self.at).for_page())

    @property
    def trailer(self) -> Trailer | None:
        return next(iter(self._trailers), None)

    @property
    def more_trailers(self) -> list[Trailer]:
        return self._trailers[1:]

    @cached_property
    def _beside(self) -> list[Edition]:
        """The pieces of this kind published before and after it, in one query."""
        live = Edition.objects.live(self.at).of_kind(self.edition.kind)
        beside = live.beside(self.edition.published_at, self.edition.pk)
        return list(beside.only("kind", "slug", "headline", "language", "published_at"))

    @property
    def previous(self) -> Edition | None:
        return next((other for other in self._beside if not self._is_later(other)), None)

    @property
    def next(self) -> Edition | None:
        return next((other for other in self._beside if self._is_later(other)), None)

    def _is_later(self, other: Edition) -> bool:
        mine = (self.edition.published_at, self.edition.pk)
        return (other.published_at, other.pk) > mine

    @cached_property
    def _told_changes(self) -> list[tuple[datetime, str]]:
        """Changes that readers are told of, oldest first. A first edition has none."""
        edition = self.edition
        changes = [
            (datetime.fromisoformat(change["at"]), change["correction"])
            for change in edition.card["changes"]
        ]
        if edition.number > 1 and not edition.minor:
            changes.append((edition.live_from, edition.correction))
        return changes

    @property
    def updated_at(self) -> datetime | None:
        return self._told_changes[-1][0] if self._told_changes else None

    @property
    def corrections(self) -> list[dict[str, Any]]:
        return [{"at": at, "text": text} for at, text in self._told_changes if text]

    @cached_property
    def first_edition(self) -> Edition | None:
        """The piece's first text, for its moment and its address. Readers' pages do not ask."""
        texts = Edition.objects.public_by(self.at).filter(review_id=self.edition.review_id)
        return texts.only("kind", "slug", "live_from").order_by("live_from").first()

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        return pictures_of(self.edition.body)

    @cached_property
    def videos(self) -> dict[str, Trailer]:
        return videos_of(self.edition.body)
