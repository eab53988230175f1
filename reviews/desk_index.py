"""The desk's own index of pieces: the names in their latest texts, drafts too.

Written with every saved revision and by the door. Not a part of `reviews.search`, which readers'
pages import: nothing of theirs may lead to a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Prefetch

from reviews.models.desk_words import DeskWords
from reviews.models.people import Credit
from reviews.models.review import AlsoAbout, Byline, Review, ReviewTag
from reviews.search.entry import Entry
from reviews.search.index import backend
from reviews.search.words import joined_spellings, plain_words, title_keys
from reviews.search.writing import MOST_PEOPLE, names_of, titles_of

BATCH = 500


def write_desk_words(review_ids: Iterable[int]) -> None:
    """Write the rows of these pieces from what is saved of them."""
    credits = Credit.objects.select_related("person").order_by("position", "pk")
    reviews = list(
        Review.objects.filter(pk__in=review_ids)
        .select_related("film")
        .prefetch_related(
            Prefetch("film__credits", credits),
            Prefetch("also_about", AlsoAbout.objects.select_related("film")),
            Prefetch("bylines", Byline.objects.select_related("author")),
            Prefetch("desk_review_tags", ReviewTag.objects.select_related("tag")),
        )
        .defer("body")
    )
    entries = [_entry(review) for review in reviews]
    rows = [DeskWords(review=review) for review in reviews]
    for row, entry in zip(rows, entries, strict=True):
        backend().fill(row, entry)
    with transaction.atomic():
        DeskWords.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["review"],
            update_fields=["names", "everything"],
        )
        backend().write(DeskWords, entries)


def rebuild_desk(progress: Callable[[int], None] = lambda done: None) -> None:
    """Write the rows of all pieces."""
    ids = list(Review.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        with transaction.atomic():
            # Held, so that what is read here is not older than what a colleague saves.
            list(
                Review.objects.select_for_update(of=("self",), no_key=True)
                .filter(pk__in=batch)
                .values("pk")
            )
            write_desk_words(batch)
        progress(len(batch))


def _entry(review: Review) -> Entry:
    """Whole words, as they are typed into a box that suggests: stems would hide their ends."""
    films = [film for film in (review.film, *(row.film for row in review.also_about.all())) if film]
    titles = [title for film in films for title in titles_of(film)]
    people = [
        name
        for film in films
        for credit in film.credits.all()[:MOST_PEOPLE]
        for name in names_of(credit.person)
    ]
    filed = [row.tag.name for row in review.desk_review_tags.all()]
    filed += [row.author.name for row in review.bylines.all()]
    years = [str(film.year) for film in films if film.year]
    return Entry(
        pk=review.pk,
        film=[*_typed(titles), *years, *title_keys(titles)],
        head=[*_typed([review.headline, review.rating_line]), *title_keys([review.headline])],
        people=_typed(people),
        filed=_typed(filed),
    )


def _typed(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in (*plain_words(text), *joined_spellings(text))]
