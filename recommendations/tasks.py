"""What is computed about neighbours after the answer has gone out."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from recommendations.writing import rebuild, write_around
from reviews.models.edition import Edition


def compute_after_commit(edition: Edition) -> None:
    """Have a worker compute what is near to a piece, and once more when a text of it goes live.

    Nothing need be done about what is withdrawn: whoever shows a neighbour asks whether it is live.
    """
    review_id, live_from = edition.review_id, edition.live_from

    def enqueue() -> None:
        compute_neighbours.enqueue(review_id)
        if live_from > timezone.now():
            _at(live_from, review_id)

    transaction.on_commit(enqueue, robust=True)


@task
def compute_neighbours(review_id: int) -> None:
    """Of the piece, and of those that should now list it. Safe to run twice."""
    write_around(review_id, timezone.now())


def compute_missing_after_commit() -> None:
    """After an import, which brings in more pieces than a task for each could do."""
    transaction.on_commit(lambda: compute_missing_neighbours.enqueue(), robust=True)


@task(priority=-10)
def compute_missing_neighbours() -> None:
    """Of every piece that has none. Safe to run twice, and goes on after a kill."""
    rebuild(timezone.now(), only_missing=True)


def _at(moment: datetime, review_id: int) -> None:
    """Enqueue for later, where the backend knows a later (that of the tests does not)."""
    if compute_neighbours.get_backend().supports_defer:
        compute_neighbours.using(run_after=moment).enqueue(review_id)
