"""What to read next, as readers see it: editors' links beside a piece, filled up by its neighbours.

Also what editors put at the head of the front page.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db.models import OuterRef, Subquery

from recommendations.candidates import candidates
from recommendations.models.front_page_pick import FrontPagePick
from recommendations.models.recommendation import Recommendation
from recommendations.reasons import in_words
from reviews.models.edition import Edition
from reviews.public.cards import Card, card_for

PLACES = 4
MOST_PICKS = 7


def recommended_cards(review_id: int, at: datetime) -> list[Card]:
    """What stands beside a piece: the curated links in their order, then neighbours up to four.

    A piece of ours only while it is live, none twice, and no two about one film in a row but
    where an editor put them so. Costs two queries.
    """
    rows = list(Recommendation.objects.filter(review_id=review_id).select_related("picture"))
    found: list[Any] = list(candidates(review_id, at))
    ours = {edition.review_id: card_for(edition) for edition in found}
    cards = [_ours(row, ours) if row.target_id else _elsewhere(row) for row in rows]
    shown = [card for card in cards if card is not None]
    curated = {row.target_id for row in rows}
    rest = (_told(edition) for edition in found if edition.review_id not in curated)
    return filled_up(shown, rest)


def filled_up(cards: list[Card], rest: Iterable[Card]) -> list[Card]:
    """The cards, and of the rest the first that fit, until all places are taken."""
    cards, waiting = list(cards), list(rest)
    while len(cards) < PLACES:
        last = cards[-1] if cards else None
        fits = next((card for card in waiting if not _same_film(card, last)), None)
        if fits is None:
            break
        waiting.remove(fits)
        cards.append(fits)
    return cards


def picked_cards(at: datetime) -> list[Card]:
    """The front page's picks whose time it is and whose piece is live, the leading one first.

    Costs one query.
    """
    picks = FrontPagePick.objects.shown(at)
    first = picks.filter(review_id=OuterRef("review_id")).order_by("position", "pk")
    picked = (
        Edition.objects.live(at)
        .filter(review_id__in=picks.values("review_id"))
        .annotate(place=Subquery(first.values("position")[:1]))
        .annotate(pick=Subquery(first.values("pk")[:1]))
        .order_by("place", "pick")
    )
    return [card_for(edition) for edition in picked.for_cards()[:MOST_PICKS]]


def _told(edition: Any) -> Card:
    return replace(card_for(edition), reason=in_words(edition.told or {}))


def _same_film(card: Card, other: Card | None) -> bool:
    film, last = card.film, other.film if other else None
    return film is not None and last is not None and film["url"] == last["url"]


def _ours(row: Recommendation, live: dict[int, Card]) -> Card | None:
    """The card of a live piece, with the recommendation's words in place of the piece's own."""
    card = live.get(row.target_id or 0)
    if card is None:
        return None
    return replace(
        card,
        headline=row.title or card.headline,
        excerpt=row.excerpt or card.excerpt,
        picture=row.picture or card.picture,
    )


def _elsewhere(row: Recommendation) -> Card | None:
    """The card of an address elsewhere; None for what is no web address.

    Forms refuse such an address, imports and bulk writes pass no form.
    """
    try:
        address = urlsplit(row.url)
    except ValueError:
        return None
    if address.scheme not in {"http", "https"} or not address.hostname:
        return None
    return Card(
        url=row.url,
        headline=row.title or address.hostname,
        excerpt=row.excerpt,
        published_at=row.dated_on,
        picture=row.picture,
        external=True,
        host=address.hostname.removeprefix("www."),
    )
