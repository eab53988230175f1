"""What stands at the head of the front page before the newest pieces.

Who keeps the picks is above this app, and registers in `AppConfig.ready` how they are found:
`leads_with(picked_cards)`.
"""

from collections.abc import Callable
from datetime import datetime

from reviews.public.cards import Card

Picked = Callable[[datetime], list[Card]]
_picked: list[Picked] = []


def leads_with(picked: Picked) -> None:
    """Register `picked(at)`: cards of pieces live at that instant, the leading one first."""
    if picked not in _picked:
        _picked.append(picked)


def picked_for_the_front_page(at: datetime) -> list[Card]:
    return [card for picked in _picked for card in picked(at)]
