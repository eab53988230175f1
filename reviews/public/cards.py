"""What a list shows of a piece."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from pictures.models.picture import Picture
from reviews.models.content import Kind
from reviews.models.edition import Edition
from reviews.public.rating import Rating, rating_of


@dataclass
class Card:
    """One entry of a list, of ours or of another site.

    `published_at` is a moment, or a day for addresses elsewhere; `authors` are {"name", "url"};
    `film` is {"title", "year", "url"}; `host` names the other site when `external`; `reason` says
    in a few words why it is recommended, where nobody chose it.
    """

    url: str
    headline: str
    language: str = ""
    kind: str = Kind.REVIEW.value
    rating_line: str = ""
    excerpt: str = ""
    published_at: date | None = None
    authors: list[dict[str, str]] = field(default_factory=list)
    film: dict[str, Any] | None = None
    rating: Rating | None = None
    picture: Picture | None = None
    reading_minutes: int = 0
    external: bool = False
    host: str = ""
    reason: str = ""

    @property
    def standfirst(self) -> str:
        return self.rating_line or self.excerpt


def card_for(edition: Edition) -> Card:
    """The card of an edition, from what was pressed: no query."""
    pressed = edition.card
    return Card(
        url=edition.get_absolute_url(),
        headline=edition.headline,
        language=edition.language,
        kind=edition.kind,
        rating_line=pressed["rating_line"],
        excerpt=pressed["excerpt"],
        published_at=edition.published_at,
        authors=linked(pressed["authors"], "author_detail"),
        film=next(iter(films_of([pressed["film"]])), None),
        rating=rating_of(**pressed["rating"]),
        picture=edition.lead_picture,
        reading_minutes=pressed["reading_minutes"],
    )


def linked(names: list[dict[str, str]], view: str) -> list[dict[str, str]]:
    """Pressed names with their addresses: {"name", "slug"} -> {"name", "url"}."""
    return [{"name": row["name"], "url": reverse(view, args=[row["slug"]])} for row in names]


def films_of(films: list[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """Pressed films with their addresses: {"title", "year", "url"}."""
    return [
        {
            "title": film["title"],
            "year": film["year"],
            "url": reverse("film_detail", args=[film["slug"]]),
        }
        for film in films
        if film
    ]


def latest_cards(request: HttpRequest, count: int = 3) -> list[Card]:
    """The newest pieces live at the request's instant."""
    editions = Edition.objects.live(request.at).newest_first().for_cards()  # type: ignore[attr-defined]
    return [card_for(edition) for edition in editions[:count]]
