"""A worker that is killed in the middle of a task, with real processes."""

import os
import subprocess
from pathlib import Path

from django.conf import settings

from tests.operations.test_serve import MANAGE, until

ENQUEUE = """
from tests.operations.slow_task import write_a_line
write_a_line.enqueue({folder!r})
"""
# In place of three minutes of waiting.
SILENCE = """
from django.db.models import F
from operations.models.worker import SILENT, Worker
from django_tasks_db.models import DBTaskResult
Worker.objects.update(seen_at=F("seen_at") - 2 * SILENT)
DBTaskResult.objects.update(started_at=F("started_at") - 2 * SILENT)
"""


def run(data: Path, *command: str) -> str:
    environment = os.environ | {"DATA_DIR": str(data), "DEBUG": "1"}
    done = subprocess.run(
        [*MANAGE, *command], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_a_task_whose_worker_is_killed_is_done_exactly_once_after_the_restart(tmp_path):
    data, folder = tmp_path / "data", tmp_path / "task"
    folder.mkdir()
    run(data, "migrate", "--verbosity", "0")
    run(data, "shell", "--verbosity", "0", "-c", ENQUEUE.format(folder=str(folder)))
    worker = subprocess.Popen(
        [*MANAGE, "db_worker", "--no-reload", "--no-startup-delay", "--verbosity", "0"],
        env=os.environ
        | {"DATA_DIR": str(data), "DEBUG": "1", "PYTHONPATH": str(settings.BASE_DIR)},
        stderr=subprocess.DEVNULL,
    )
    try:
        until((folder / "begun").exists, "the task")
        alive = run(data, "tick")
    finally:
        worker.kill()
        worker.wait()
    (folder / "gate").touch()

    too_soon = run(data, "tick")
    run(data, "shell", "--verbosity", "0", "-c", SILENCE)
    taken_back = run(data, "tick")
    for _ in range(2):
        run(data, "db_worker", "--batch", "--no-reload", "--no-startup-delay", "--verbosity", "0")

    assert "killed workers: 0 are done again" in alive
    assert "killed workers: 0 are done again" in too_soon
    assert "killed workers: 1 are done again" in taken_back
    assert (folder / "done").read_text() == "done\n"
