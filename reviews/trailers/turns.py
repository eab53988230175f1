"""Politeness: however many processes ask, a provider hears from us once a second at most."""

from datetime import timedelta
from time import sleep

from django.db import transaction
from django.utils import timezone

from reviews.models.trailer_check import ProviderTurn

PAUSE = timedelta(seconds=1)
# A turn further ahead than that was booked under a clock that has since been put back.
FARTHEST = timedelta(minutes=5)


def wait_for_turn(provider: str) -> None:
    """Book the provider's next free second, and sleep until it comes. Not in a transaction."""
    ProviderTurn.objects.get_or_create(provider=provider)
    with transaction.atomic():
        turn = ProviderTurn.objects.select_for_update().get(provider=provider)
        now = timezone.now()
        begins = turn.free_at if now < turn.free_at < now + FARTHEST else now
        turn.free_at = begins + PAUSE
        turn.save(update_fields=["free_at"])
    sleep((begins - now).total_seconds())
