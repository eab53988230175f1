"""What the doctor looks at in running the site: the database, settings, tasks, regular work."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from operations.health import CHECKS
from operations.models.tick_run import TickRun
from operations.models.worker import SILENT, Worker
from operations.tasks_left import UNKNOWN_FOR, orphaned
from publishing.doctor import Finding

# A worker that lives takes a task within a second, unless it is at a long one.
OVERDUE = timedelta(hours=1)
WORKER = "See that manage.py db_worker is running; its log says what stops it."


def site_is_ready() -> Iterator[Finding]:
    """Database, migrations, cache and storage, as /readyz asks for them."""
    for name, (check, reason) in CHECKS.items():
        try:
            why = check()
        except Exception as error:
            why = f"{reason} ({type(error).__name__}: {error})"
        if why:
            yield Finding(why, f"See that the {name} is set up as docs/operators.md says.")


def database_is_whole() -> Iterator[Finding]:
    """SQLite alone: PostgreSQL checks its foreign keys itself, and its pages with pg_amcheck."""
    if connection.vendor != "sqlite":
        return
    remedy = "Restore the last backup (manage.py restore); the disk may be failing."
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(5)")
        for (said,) in cursor.fetchall():
            if said != "ok":
                yield Finding(f"The database file is damaged: {said}.", remedy)
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, target, _key in cursor.fetchall()[:5]:
            yield Finding(f"Row {row} of {table} names a row of {target} that is gone.", remedy)


def settings_are_safe() -> Iterator[Finding]:
    """All checks on a public site (SITE_URL with https); elsewhere those for every machine."""
    is_public = settings.SITE_URL.startswith("https://")
    for found in run_checks(include_deployment_checks=is_public, databases=["default"]):
        if found.level >= WARNING and not found.is_silenced():
            yield Finding(f"{found.msg} ({found.id})", found.hint or "Change the setting.")
    if is_public and settings.DEBUG:
        yield Finding(
            "DEBUG is on.", "Start the site without DEBUG: error pages tell strangers all."
        )


def tasks_are_done() -> Iterator[Finding]:
    now = timezone.now()
    if left := len(orphaned(now)):
        yield Finding(f"{left} tasks are left by killed workers.", "Run manage.py tick.")
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - OVERDUE)
    if count := waiting.exclude(run_after__gt=now - OVERDUE, run_after__lte=now).count():
        yield Finding(f"{count} tasks have waited for over an hour.", WORKER)
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(days=1))
    for path in sorted(set(failed.values_list("task_path", flat=True))):
        count = failed.filter(task_path=path).count()
        newest = failed.filter(task_path=path).order_by("-finished_at").first()
        why = newest.traceback.strip().splitlines()[-1:] if newest else []
        yield Finding(
            f"{count} tasks {path} have failed in the last day: {''.join(why)}",
            "The log has each failure; what was to be done has to be done anew at the desk.",
        )


def regular_work_is_done() -> Iterator[Finding]:
    """A site that was never ticked is a new one, or one without a worker."""
    now = timezone.now()
    runs = TickRun.objects.exclude(name=TickRun.EVERYTHING)
    if not runs.filter(at__gt=now - UNKNOWN_FOR).exists() and _is_in_use():
        yield Finding("The regular work was not done for six hours.", WORKER)
    for run in runs.filter(has_failed=True):
        yield Finding(f"The regular work “{run.name}” failed: {run.said}", "Run manage.py tick.")


def _is_in_use() -> bool:
    """Whether a worker lives, or any has ever done the regular work."""
    seen = Worker.objects.filter(seen_at__gt=timezone.now() - SILENT)
    return seen.exists() or TickRun.objects.exists()
