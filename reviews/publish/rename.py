"""Carrying a new name of a film, an author or a tag into every pressed card that bears it."""

from collections.abc import Iterable

from django.db import transaction
from django_tasks import task

from authors.models.author import Author
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.tag import Tag
from reviews.publish.clock import door_now
from reviews.publish.press import card_of

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
    if (before.title, before.year, before.slug) != (after.title, after.year, after.slug):
        _press(Edition.objects.filter(films__film=after).values_list("pk", flat=True))


def _press(edition_ids: Iterable[int]) -> None:
    pks = sorted(edition_ids)
    if len(pks) <= AT_ONCE:
        press_cards(pks)
    else:
        press_cards_later.enqueue(pks)


def press_cards(edition_ids: list[int]) -> None:
    """Press the cards of these editions anew. Safe to run again."""
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


@task
def press_cards_later(edition_ids: list[int]) -> None:
    press_cards(edition_ids)
