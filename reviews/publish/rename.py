"""Carrying a new name of a film, a person, an author or a tag to where readers meet it.

That is in pressed cards, and in the rows by which pieces are found.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from authors.models.author import Author
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.tag import Tag
from reviews.publish.clock import door_now
from reviews.publish.press import card_of
from reviews.search.writing import put_names, titles_of, write_editions

# Above this many cards the editor does not wait: a task presses them.
AT_ONCE = 500
BATCH = 200


def author_renamed(before: Author, after: Author) -> None:
    if (before.name, before.slug) != (after.name, after.slug):
        _press(Edition.objects.filter(bylines__author=after).values_list("pk", flat=True))


def tag_renamed(before: Tag, after: Tag) -> None:
    if (before.name, before.slug) != (after.name, after.slug):
        _press(Edition.objects.filter(edition_tags__tag=after).values_list("pk", flat=True))


def film_renamed(before: Film, after: Film) -> None:
    told = [(titles_of(film), film.year, film.slug) for film in (before, after)]
    if told[0] != told[1]:
        _press(Edition.objects.filter(films__film=after).values_list("pk", flat=True))


def person_renamed(before: Person, after: Person) -> None:
    if (before.name, before.original_name) != (after.name, after.original_name):
        credited_anew(Edition.objects.filter(films__film__credits__person=after))


def film_saved(film: Film) -> None:
    """Let a film be found by its names, and its pieces by the people it is credited to now."""
    with transaction.atomic():
        door_now()
        put_names(films=[film])
    credited_anew(Edition.objects.filter(films__film=film))


def person_saved(person: Person) -> None:
    """Let a person be found by her names."""
    with transaction.atomic():
        door_now()
        put_names(people=[person])


def credited_anew(editions: QuerySet[Edition]) -> None:
    _press(editions.values_list("pk", flat=True))


def _press(edition_ids: Iterable[int]) -> None:
    pks = sorted(set(edition_ids))
    if len(pks) <= AT_ONCE:
        press_cards(pks)
    else:
        press_cards_later.enqueue(pks)


def press_cards(edition_ids: list[int]) -> None:
    """Press the cards of these editions, and write what they are found by, anew.

    Safe to run again.
    """
    for start in range(0, len(edition_ids), BATCH):
        with transaction.atomic():
            door_now()
            editions = list(
                Edition.objects.filter(pk__in=edition_ids[start : start + BATCH])
                .select_related("film")
                .defer("body", "plain_text")
            )
            for edition in editions:
                edition.card = card_of(edition)
            Edition.objects.bulk_update(editions, ["card"])
            write_editions(edition.pk for edition in editions)


@task
def press_cards_later(edition_ids: list[int]) -> None:
    press_cards(edition_ids)
