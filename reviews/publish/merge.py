"""What merging films, people, authors and tags means for pieces: a named exception to "immutable".

Editions that were public are turned to the row that stays, as a renaming changes their cards.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from reviews.models.film import Film
from reviews.models.review import AlsoAbout, Review
from reviews.publish.clock import door_now
from reviews.publish.embargo import set_embargo


def holding(pieces: Callable[[Any], Q]) -> Callable[[Any, Any], None]:
    """Locks in the door's order: the desk's rows that point at either, both rows, the door."""

    def hold(goes: Any, stays: Any) -> None:
        desk = Review.objects.filter(pieces(goes) | pieces(stays))
        list(
            Review.objects.filter(pk__in=desk.values("pk"))
            .order_by("pk")
            .select_for_update(no_key=True, of=("self",))
            .values_list("pk", flat=True)
        )
        both = type(goes)._base_manager.filter(pk__in=[goes.pk, stays.pk]).order_by("pk")
        list(both.select_for_update(of=("self",)))
        door_now()

    return hold


hold_film = holding(lambda film: Q(film=film) | Q(also_about__film=film))
hold_author = holding(lambda author: Q(bylines__author=author))
hold_tag = holding(lambda tag: Q(desk_review_tags__tag=tag))
hold_person = holding(lambda person: Q(film__credits__person=person))


def films_merged(goes: Film, stays: Film, by: User | None) -> None:
    """No piece is about its film once more, and the later of two embargoes holds for all."""
    AlsoAbout.objects.filter(film=stays, review__film=stays).delete()
    now = timezone.now()
    lifts = [film.embargo_until for film in (goes, stays) if film.embargo_until]
    if lifts and max(lifts) > now:
        set_embargo(stays, max(lifts), by, reason=_("Two films became one."))
