"""The regular work: every app's part is done, by whoever's turn it is."""

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from operations.models.tick_run import TickRun
from operations.models.worker import SILENT, Worker
from operations.tasks_left import TRIES, forget_results, take_back
from operations.ticking import EVERY, is_our_turn
from publishing import ticks
from publishing.housekeeping import forget_attempts, forget_invitations, forget_sessions
from publishing.models.invitation import Invitation
from publishing.models.sign_in_attempt import SignInAttempt
from reviews.housekeeping import forget_presence, forget_unsaved_text
from reviews.models.autosave import Autosave
from reviews.models.presence import Presence
from tests.factories import draft_review, make_editor

pytestmark = pytest.mark.django_db


def ticked() -> tuple[str, str, int]:
    said, wrong = io.StringIO(), io.StringIO()
    try:
        call_command("tick", stdout=said, stderr=wrong)
    except SystemExit as end:
        return said.getvalue(), wrong.getvalue(), end.code
    return said.getvalue(), wrong.getvalue(), 0


def task_of(worker: str, *, minutes_ago: int, tries: int = 1, **fields: Any) -> DBTaskResult:
    moment = timezone.now() - timedelta(minutes=minutes_ago)
    made_up = {
        "status": TaskResultStatus.RUNNING,
        "started_at": moment,
        "task_path": "pictures.tasks.remove_retired_files",
        "args_kwargs": {"args": [], "kwargs": {}},
        "backend_name": "default",
        "run_after": moment,
        "worker_ids": [worker] * tries,
    }
    return DBTaskResult.objects.create(**{**made_up, **fields})


def test_every_app_brings_its_part_and_each_is_told_in_a_line():
    said, wrong, code = ticked()

    lines = dict(line.split(": ", 1) for line in said.splitlines())
    assert {"tasks of killed workers", "sessions", "pictures", "trailers"} <= lines.keys()
    assert lines.keys() == ticks.parts().keys()
    assert (wrong, code) == ("", 0)


def test_running_it_again_at_once_finds_nothing_left_to_do():
    first, second = ticked(), ticked()

    assert first == second


def test_a_part_that_fails_is_told_and_stops_no_other(monkeypatch):
    def failing() -> str:
        raise OSError("No space left on device")

    monkeypatch.setattr(ticks, "_registered", {"pictures": failing, "rest": lambda: "done"})

    said, wrong, code = ticked()

    assert said == "rest: done\n"
    assert wrong == "pictures: OSError: No space left on device\n"
    assert code == 1
    assert TickRun.objects.get(name="pictures").has_failed


def test_of_several_workers_one_ticks_and_the_next_after_five_minutes(time_machine):
    time_machine.move_to("2026-11-25T09:00:00Z", tick=False)
    turns = [is_our_turn(), is_our_turn()]

    time_machine.move_to(timezone.now() + EVERY, tick=False)
    turns += [is_our_turn(), is_our_turn()]

    assert turns == [True, False, True, False]


def test_a_clock_that_was_put_back_does_not_stop_the_regular_work():
    TickRun.objects.create(name=TickRun.EVERYTHING, at=timezone.now() + timedelta(days=400))

    assert is_our_turn()


def test_the_task_of_a_killed_worker_is_done_again_once():
    Worker.objects.create(pk="killed", seen_at=timezone.now() - SILENT - timedelta(minutes=1))
    task = task_of("killed", minutes_ago=9)

    first, second = take_back(), take_back()

    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    assert task in DBTaskResult.objects.ready()
    assert (first[:1], second[:1]) == ("1", "0")


def test_a_long_task_of_a_living_worker_is_left_to_it():
    Worker.objects.create(pk="alive", seen_at=timezone.now())
    task = task_of("alive", minutes_ago=60 * 24)

    take_back()

    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING


@pytest.mark.parametrize(
    ("hours", "status"), [(5, TaskResultStatus.RUNNING), (7, TaskResultStatus.READY)]
)
def test_a_worker_without_a_pulse_counts_as_killed_after_six_hours(hours, status):
    task = task_of("stranger", minutes_ago=60 * hours)

    take_back()

    task.refresh_from_db()
    assert task.status == status


def test_a_task_that_kills_its_workers_is_given_up():
    Worker.objects.create(pk="killed", seen_at=timezone.now() - 2 * SILENT)
    task = task_of("killed", minutes_ago=9, tries=TRIES)

    take_back()

    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert "killed 3 times" in task.traceback


def test_results_are_kept_for_a_week_and_of_failures_for_a_month():
    old = timezone.now() - timedelta(days=8)
    done = {"finished_at": old, "minutes_ago": 1}
    task_of("w", **done, status=TaskResultStatus.SUCCESSFUL)
    failed = task_of("w", **done, status=TaskResultStatus.FAILED)
    waiting = task_of("w", minutes_ago=60 * 24 * 40, status=TaskResultStatus.READY)

    forget_results()

    assert set(DBTaskResult.objects.all()) == {failed, waiting}


def test_what_is_old_is_forgotten_and_what_is_not_is_kept():
    now, editor, review = timezone.now(), make_editor(), draft_review()
    for key, days in (("ended", -1), ("open", 1)):
        expires = now + timedelta(days=days)
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
    for minutes in (90, 1):
        SignInAttempt.objects.create(account="a", at=now - timedelta(minutes=minutes))
    for days in (91, 89):
        moment = now - timedelta(days=days)
        Autosave.objects.create(user=editor, review=review, page=uuid.uuid4(), at=moment)
        Invitation.objects.create(name="Ana", token_hash=str(days), expires_at=moment)
    Presence.objects.create(user=editor, review=review, seen_at=now - timedelta(days=2))

    for forget in (
        *(forget_sessions, forget_attempts, forget_invitations),
        *(forget_unsaved_text, forget_presence),
    ):
        forget()

    assert Session.objects.get().session_key == "open"
    assert [rows.objects.count() for rows in (SignInAttempt, Autosave, Invitation, Presence)] == [
        *(1, 1, 1, 0)
    ]


@pytest.mark.django_db(transaction=True)
def test_a_worker_outlives_its_database_and_begins_anew_under_another_id(monkeypatch):
    begun: list[str] = []

    def run(worker: db_worker.Worker) -> None:
        begun.append(worker.worker_id)
        if len(begun) == 1:
            raise OperationalError("the server closed the connection")

    monkeypatch.setattr(db_worker.Worker, "run", run)
    monkeypatch.setattr("operations.management.commands.db_worker.PAUSE_SECONDS", 0)
    monkeypatch.setattr(db_worker.Worker, "configure_signals", lambda worker: None)
    monkeypatch.setattr(db_worker, "valid_backend_name", lambda value: value)

    call_command("db_worker", reload=False, is_ticking=False, verbosity=0)

    assert len(set(begun)) == 2
