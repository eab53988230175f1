"""Running the regular work, and whose turn it is when several workers could."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from operations.models.tick_run import TickRun
from publishing.ticks import parts

EVERY = timedelta(minutes=5)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """What one part said of itself, or why it failed."""

    name: str
    said: str
    has_failed: bool


def tick() -> Iterator[Done]:
    """Run every part, one after the other; one that fails does not stop the rest."""
    for name, act in parts().items():
        try:
            done = Done(name, act(), has_failed=False)
        except Exception as error:
            log.exception("tick: %s failed and is tried again at the next.", name)
            done = Done(name, f"{type(error).__name__}: {error}", has_failed=True)
        TickRun.objects.update_or_create(
            name=name,
            defaults={
                "at": timezone.now(),
                "said": done.said[:300],
                "has_failed": done.has_failed,
            },
        )
        yield done


def is_our_turn() -> bool:
    """Whether nobody has ticked for EVERY; true for one of however many ask."""
    now = timezone.now()
    turn, is_first = TickRun.objects.get_or_create(name=TickRun.EVERYTHING, defaults={"at": now})
    if is_first:
        return True
    # Also past a clock that was put back.
    due = TickRun.objects.filter(pk=turn.pk, at=turn.at)
    is_due = turn.at <= now - EVERY or turn.at > now + EVERY
    return is_due and due.update(at=now) == 1
