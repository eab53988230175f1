"""What is done with pictures after the answer has gone out."""

import logging
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from pictures.models.picture import Picture
from pictures.renditions import RETIRED_FOR, is_made, make, remove_retired, unmade

ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)

logger = logging.getLogger(__name__)


def make_renditions_after_commit(picture: Picture) -> None:
    """Have a worker make the renditions of a picture that is new, or cut anew."""
    if not is_made(picture):
        transaction.on_commit(lambda: make_renditions.enqueue(picture.pk), robust=True)


@task
def make_renditions(picture_id: int, attempt: int = 1) -> None:
    """Make them; on failure try again after 1, 4, 16 and 64 minutes. Safe to run twice."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return
    try:
        if make(picture):
            _later(remove_retired_files, RETIRED_FOR + timedelta(minutes=1))
    except Exception:
        wait = FIRST_WAIT * 4 ** (attempt - 1)
        if attempt >= ATTEMPTS or not _later(make_renditions, wait, picture_id, attempt + 1):
            raise
        logger.exception(
            "Renditions of picture %s failed, attempt %s of %s; the next is in %s.",
            *(picture_id, attempt, ATTEMPTS, wait),
        )


@task
def remove_retired_files() -> None:
    remove_retired()


def catch_up(at_most: int = 50) -> int:
    """Enqueue what a killed worker left undone; returns how many. For the site's regular tick."""
    ids = list(islice(unmade(), at_most))
    for pk in ids:
        make_renditions.enqueue(pk)
    remove_retired_files.enqueue()
    return len(ids)


def _later(what: Any, wait: timedelta, *arguments: int) -> bool:
    """Enqueue for later; False where the backend knows no later (that of the tests)."""
    if not what.get_backend().supports_defer:
        return False
    what.using(run_after=timezone.now() + wait).enqueue(*arguments)
    return True
