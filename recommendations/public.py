"""What to read next, as readers see it: the links that editors put beside a piece."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from recommendations.models.recommendation import Recommendation
from reviews.models.edition import Edition
from reviews.public.cards import Card, card_for


def recommended_cards(review_id: int, at: datetime) -> list[Card]:
    """The recommendations of a piece in their order; a piece of ours only while it is live.

    Costs one query, and a second one when there are pieces of ours among them.
    """
    rows = list(Recommendation.objects.filter(review_id=review_id).select_related("picture"))
    targets = [row.target_id for row in rows if row.target_id]
    editions = Edition.objects.live(at).filter(review_id__in=targets).for_cards()
    ours = {edition.review_id: card_for(edition) for edition in editions}
    cards = [_ours(row, ours) if row.target_id else _elsewhere(row) for row in rows]
    return [card for card in cards if card is not None]


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
