"""Writing everything that search looks things up in anew, while the site is in use.

Needed when the rules for words change, after the site's zone moved a piece into another year, or
when `search_differences` finds some; never for publishing, which writes its own rows.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import F, Model, Q, QuerySet

from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.search_index import EditionWords, SearchName
from reviews.publish.clock import door_now
from reviews.search.index import backend
from reviews.search.writing import put_editions, put_names, with_words

# The door is held for one batch: some tenths of a second that an editor may have to wait.
BATCH = 200

Progress = Callable[[int], None]


def size() -> int:
    """How many rows `rebuild` will tell of."""
    return sum(model._default_manager.count() for model in (Edition, Film, Person))


def rebuild(progress: Progress = lambda done: None) -> None:
    """Write all rows of readers' search, in batches; `progress` is told how many each has.

    Safe to stop and to run again: each batch is whole, and search answers all the while.
    """
    for editions in _batches(with_words(Edition.objects.all())):
        put_editions(editions)
        put_names(editions=editions)
        progress(len(editions))
    for films in _batches(Film.objects.all()):
        put_names(films=films)
        progress(len(films))
    for people in _batches(Person.objects.all()):
        put_names(people=people)
        progress(len(people))


def _batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """Rows by primary key, each batch in a transaction that holds the door.

    What is read there is what stands when it is written: the door alone changes intervals.
    """
    after = 0
    # The collector would walk all remembered words again and again: a quarter of the time.
    gc.disable()
    try:
        while True:
            with transaction.atomic():
                door_now()
                batch = list(rows.filter(pk__gt=after).order_by("pk")[:BATCH])
                if not batch:
                    return
                yield batch
            after = batch[-1].pk
            gc.collect(1)
    finally:
        gc.enable()


def search_differences() -> dict[str, int]:
    """How many rows of the index are not as they must be, by what is wrong with them.

    All noughts when search finds what there is. For the doctor.
    """
    words = EditionWords.objects.all()
    moved = Q()
    for moment in ("published_at", "live_from", "live_until"):
        moved |= ~Q(**{moment: F(f"edition__{moment}")})
    return {
        "editions without a row": Edition.objects.filter(words=None).count(),
        "editions without a name": Edition.objects.filter(names=None).count(),
        "films without a name": _without_name(Film),
        "people without a name": _without_name(Person),
        "rows with other moments than their edition": words.filter(moved).count(),
        "rows without words": sum(map(backend().without_terms, (EditionWords, SearchName))),
        "words without a row": sum(map(backend().terms_left_behind, (EditionWords, SearchName))),
    }


def _without_name(model: type[Model]) -> int:
    return model._default_manager.filter(names=None).count()
