"""What merging films, people, authors and tags means for pieces: a named exception to "immutable".

Editions that were public are turned to the row that stays, as a renaming changes their cards.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from reviews.desk_index import BATCH, write_desk_words
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.review import AlsoAbout, Review
from reviews.publish.clock import door_now
from reviews.publish.embargo import set_embargo
from reviews.publish.rename import film_saved, person_saved

Pieces = Callable[[Any], Q]


def about_film(film: Any) -> Q:
    return Q(film=film) | Q(also_about__film=film)


def by_author(author: Any) -> Q:
    return Q(bylines__author=author)


def under_tag(tag: Any) -> Q:
    return Q(desk_review_tags__tag=tag)


def with_person(person: Any) -> Q:
    return Q(film__credits__person=person)


def holding(pieces: Pieces) -> Callable[[Any, Any], None]:
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


hold_film = holding(about_film)
hold_author = holding(by_author)
hold_tag = holding(under_tag)
hold_person = holding(with_person)


def found_anew(pieces: Pieces) -> Callable[[Any, Any, User | None], None]:
    """Writes anew what the desk finds pieces by."""

    def after(goes: Any, stays: Any, by: User | None) -> None:
        ids = sorted(set(Review.objects.filter(pieces(stays)).values_list("pk", flat=True)))
        for start in range(0, len(ids), BATCH):
            write_desk_words(ids[start : start + BATCH])

    return after


author_merged = found_anew(by_author)
tag_merged = found_anew(under_tag)


def people_merged(goes: Person, stays: Person, by: User | None) -> None:
    person_saved(stays)
    found_anew(with_person)(goes, stays, by)


def films_merged(goes: Film, stays: Film, by: User | None) -> None:
    """No piece is about its film once more, and the later of two embargoes holds for all."""
    AlsoAbout.objects.filter(film=stays, review__film=stays).delete()
    film_saved(stays)
    found_anew(about_film)(goes, stays, by)
    now = timezone.now()
    lifts = [film.embargo_until for film in (goes, stays) if film.embargo_until]
    if lifts and max(lifts) > now:
        set_embargo(stays, max(lifts), by, reason=_("Two films became one."))
