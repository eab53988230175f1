"""What the task worker does for trailers, after the answer has gone to whoever saved one."""

from functools import partial

from django.db import transaction
from django_tasks import task

from reviews.models.trailer import Trailer
from reviews.trailers.doctor import check


# Behind everything a person waits for: a slow provider takes seconds.
@task(priority=-10)
def ask_about_trailer(trailer_id: int) -> None:
    check(trailer_id)


def ask_soon(trailer: Trailer) -> None:
    """Ask the provider for the trailer once what was saved stands.

    Should the order be lost on its way, `check_trailers` finds a trailer that was never asked
    for.
    """
    transaction.on_commit(partial(ask_about_trailer.enqueue, trailer.pk), robust=True)
