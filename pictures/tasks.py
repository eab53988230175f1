"""What is done with pictures after the answer has gone out."""

import logging
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from pictures.models.picture import Picture
from pictures.renditions import RETIRED_FOR, is_made, make, remove_retired, unmade

ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)
# A file that cannot be read is not tried every five minutes.
FAILED_REST = timedelta(days=1)

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
    """Enqueue what nobody is at or has just failed at; returns how many."""
    waiting = _ids_in_hand()
    ids = list(islice((pk for pk in unmade() if pk not in waiting), at_most))
    for pk in ids:
        make_renditions.enqueue(pk)
    return len(ids)


def _ids_in_hand() -> set[int]:
    """Pictures with a task that is not done yet, or that failed in the last day."""
    tasks = DBTaskResult.objects.filter(task_path=make_renditions.module_path)
    is_open = Q(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    has_failed = Q(status=TaskResultStatus.FAILED, finished_at__gt=timezone.now() - FAILED_REST)
    found = tasks.filter(is_open | has_failed).values_list("args_kwargs", flat=True)
    return {asked["args"][0] for asked in found}


def regular_work() -> str:
    """The part of the site's tick that is about pictures."""
    return f"{catch_up()} are made anew, {remove_retired()} retired files removed"


def _later(what: Any, wait: timedelta, *arguments: int) -> bool:
    """Enqueue for later; False where the backend knows no later (that of the tests)."""
    if not what.get_backend().supports_defer:
        return False
    what.using(run_after=timezone.now() + wait).enqueue(*arguments)
    return True
