"""Writing neighbours: only rows that say something else than before.

Readers see these rows, so every write empties the page cache. A rebuild of an archive in which
nothing changed writes nothing; a score that moved a little, with the same order and reasons, is
not written either.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction

from recommendations.corpus import Corpus
from recommendations.models.neighbour import Neighbour
from recommendations.neighbours import Near, edition_of, neighbours_of
from reviews.models.edition import Edition

SHARED = ("film_id", "person_id", "tag_id", "author_id")
WRITTEN = ("rank", "score", "reason", "film", "person", "tag", "author")
AT_ONCE = 50


def write_neighbours(review_ids: Iterable[int], corpus: Corpus) -> dict[int, list[int]]:
    """Compute and write the neighbours of these pieces; returns theirs by review, best first."""
    near: dict[int, list[Near]] = {}
    for review in review_ids:
        edition = edition_of(review, corpus.at)
        near[review] = neighbours_of(edition, corpus) if edition else []
    _put(near)
    return {review: [one.review_id for one in found] for review, found in near.items()}


def write_around(review_id: int, at: datetime) -> None:
    """The neighbours of a piece, and of those it is near to: they should now list it."""
    corpus = Corpus(at)
    near = write_neighbours([review_id], corpus)
    write_neighbours(near[review_id], corpus)


def rebuild(
    at: datetime, progress: Callable[[int], None] = lambda _done: None, only_missing: bool = False
) -> None:
    """Write all neighbours anew, pieces without any first: so a run that was killed goes on."""
    corpus = Corpus(at)
    pieces = set(Edition.objects.filter(live_until__gt=at).values_list("review_id", flat=True))
    have = set(Neighbour.objects.values_list("review_id", flat=True).distinct())
    order = sorted(pieces - have) + ([] if only_missing else sorted(pieces & have))
    for start in range(0, len(order), AT_ONCE):
        batch = order[start : start + AT_ONCE]
        write_neighbours(batch, corpus)
        progress(len(batch))


def _put(near: dict[int, list[Near]]) -> None:
    known: dict[tuple[int, int], Neighbour] = {
        (row.review_id, row.target_id): row for row in Neighbour.objects.filter(review__in=near)
    }
    wanted = {(row.review_id, row.target_id): row for row in _rows(near)}
    changed = [row for key, row in wanted.items() if _says(row) != _says(known.get(key))]
    gone = [known[key].pk for key in known.keys() - wanted.keys()]
    if not changed and not gone:
        return
    with transaction.atomic():
        Neighbour.objects.filter(pk__in=gone).delete()
        Neighbour.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["review", "target"],
            update_fields=WRITTEN,
            batch_size=AT_ONCE,
        )


def _rows(near: dict[int, Sequence[Near]] | dict[int, list[Near]]) -> Iterable[Neighbour]:
    for review, found in near.items():
        for rank, one in enumerate(found):
            shared = {name: getattr(one.why, name) for name in SHARED}
            yield Neighbour(
                review_id=review,
                target_id=one.review_id,
                rank=rank,
                score=one.score,
                reason=one.why.reason,
                **shared,
            )


def _says(row: Neighbour | None) -> tuple[object, ...]:
    return () if row is None else (row.rank, row.reason, *(getattr(row, name) for name in SHARED))
