"""What is done with pictures after the answer has gone out."""

import logging
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
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
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=timezone.now() - FAILED_REST)
    left_alone = ids_in_hand() | _ids_of(failed)
    ids = list(islice((pk for pk in unmade() if pk not in left_alone), at_most))
    for pk in ids:
        make_renditions.enqueue(pk)
    return len(ids)


def ids_in_hand() -> set[int]:
    """Pictures with a task that waits or runs."""
    is_open = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    return _ids_of(DBTaskResult.objects.filter(status__in=is_open))


def _ids_of(tasks: QuerySet[DBTaskResult]) -> set[int]:
    ours = tasks.filter(task_path=make_renditions.module_path)
    return {asked["args"][0] for asked in ours.values_list("args_kwargs", flat=True)}


def regular_work() -> str:
    """The part of the site's tick that is about pictures."""
    return f"{catch_up()} are made anew, {remove_retired()} retired files removed"


def _later(what: Any, wait: timedelta, *arguments: int) -> bool:
    """Enqueue for later; False where the backend knows no later (that of the tests)."""
    if not what.get_backend().supports_defer:
        return False
    what.using(run_after=timezone.now() + wait).enqueue(*arguments)
    return True
