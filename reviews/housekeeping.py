"""What the desk does and forgets by itself."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from reviews.models.autosave import Autosave
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.presence import Presence
from reviews.publish.clock import door_now
from reviews.search.writing import put_names
from reviews.trailers.doctor import check_due

# Text that nobody came back for in so long is of an open tab long closed.
AUTOSAVES_KEPT = timedelta(days=90)
PRESENCE_KEPT = timedelta(days=1)
# At one a second, a tick's share of the archive that leaves the next one its time.
TRAILERS_AT_ONCE = 30
# The door is held meanwhile: some tenths of a second.
NAMED_AT_ONCE = 200


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


def name_for_search() -> str:
    """Films and people that came by an import or by their name alone, found by names too."""
    if not (Film.objects.filter(names=None).exists() or Person.objects.filter(names=None).exists()):
        return "all have their names"
    with transaction.atomic():
        door_now()
        films = list(Film.objects.filter(names=None)[:NAMED_AT_ONCE])
        people = list(Person.objects.filter(names=None)[:NAMED_AT_ONCE])
        put_names(films=films, people=people)
    return f"{len(films)} films and {len(people)} people named"
