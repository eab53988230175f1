"""What the desk does and forgets by itself."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from reviews.models.autosave import Autosave
from reviews.models.presence import Presence
from reviews.trailers.doctor import check_due

# Text that nobody came back for in so long is of an open tab long closed.
AUTOSAVES_KEPT = timedelta(days=90)
PRESENCE_KEPT = timedelta(days=1)
# At one a second, a tick's share of the archive that leaves the next one its time.
TRAILERS_AT_ONCE = 30


def ask_about_trailers() -> str:
    """Waits for the network, so never inside a transaction."""
    outcomes = Counter(answer.outcome for answer in check_due(at_most=TRAILERS_AT_ONCE))
    told = ", ".join(f"{outcome} {count}" for outcome, count in sorted(outcomes.items()))
    return f"{outcomes.total()} asked for" + (f": {told}" if told else "")


def forget_unsaved_text() -> str:
    old = Autosave.objects.filter(at__lt=timezone.now() - AUTOSAVES_KEPT)
    return f"{old.delete()[0]} forgotten"


def forget_presence() -> str:
    old = Presence.objects.filter(seen_at__lt=timezone.now() - PRESENCE_KEPT)
    return f"{old.delete()[0]} forgotten"
