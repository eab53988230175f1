"""Tasks whose worker was killed, and the results of those long done."""

import logging
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from operations.models.worker import SILENT, Worker

# A task that kills its worker each time must not do so for ever.
TRIES = 3
# Of workers that do not say that they live, such as the package's own command.
UNKNOWN_FOR = timedelta(hours=6)
DONE_KEPT, FAILED_KEPT = timedelta(days=7), timedelta(days=30)
# The tables are watched by a worker that waits for the next task: no long deletes.
AT_ONCE = 5_000

log = logging.getLogger(__name__)


def take_back() -> str:
    """Have tasks done again that a killed worker left; after three tries they have failed.

    Two ticks at once take each task back once: the row's state is asked for in the update.
    """
    again = given_up = 0
    for task in orphaned(timezone.now()):
        left = DBTaskResult.objects.filter(
            pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
        )
        if len(task.worker_ids) < TRIES:
            again += left.update(status=TaskResultStatus.READY, started_at=None)
            log.warning("task %s of a killed worker is done again", task.pk)
        else:
            given_up += left.update(
                status=TaskResultStatus.FAILED,
                finished_at=timezone.now(),
                exception_class_path="builtins.RuntimeError",
                traceback=f"Its worker was killed {TRIES} times while it ran this.",
            )
            log.error("task %s has failed: its worker was killed %s times", task.pk, TRIES)
    return f"{again} are done again, {given_up} given up"


def orphaned(at: datetime) -> list[DBTaskResult]:
    """Tasks that are running by their row, but whose worker is not heard of any more."""
    running = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=at - SILENT
    )
    seen = dict(Worker.objects.values_list("pk", "seen_at"))
    found = []
    for task in running:
        worker = task.worker_ids[-1] if task.worker_ids else ""
        last = seen.get(worker)
        since, patience = (last, SILENT) if last else (task.started_at, UNKNOWN_FOR)
        if since is not None and since < at - patience:
            found.append(task)
    return found


def forget_results() -> str:
    """Results of tasks done a week ago, of failed ones a month ago; and workers long silent."""
    now = timezone.now()
    done = DBTaskResult.objects.successful().filter(finished_at__lt=now - DONE_KEPT)
    failed = DBTaskResult.objects.failed().filter(finished_at__lt=now - FAILED_KEPT)
    count = _delete_some(done) + _delete_some(failed)
    Worker.objects.filter(seen_at__lt=now - 2 * UNKNOWN_FOR).exclude(
        pk__in=[task.worker_ids[-1] for task in DBTaskResult.objects.running() if task.worker_ids]
    ).delete()
    return f"{count} forgotten"


def _delete_some(results: QuerySet[DBTaskResult]) -> int:
    ids = list(results.values_list("pk", flat=True)[:AT_ONCE])
    # SQLite takes a limited number of parameters.
    return sum(
        DBTaskResult.objects.filter(pk__in=ids[start : start + 500]).delete()[0]
        for start in range(0, len(ids), 500)
    )
