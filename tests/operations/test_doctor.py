"""The doctor finds what came apart, says what to do, and says nothing of a site in order."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from operations.models.tick_run import TickRun
from pictures import examinations as of_pictures
from pictures.models.picture import Picture
from pictures.models.rendition import Rendition
from publishing import doctor
from publishing.triggers import make_triggers
from reviews.models.edition import Edition
from reviews.models.search_index import EditionWords
from reviews.models.trailer import Trailer
from tests.factories import (
    live_edition,
    live_review,
    make_film,
    make_picture,
    make_trailer,
    rendered_picture,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def seen() -> dict[str, list[dict[str, str]]]:
    """What is found, by examination; those that found nothing are left out."""
    said = io.StringIO()
    try:
        call_command("doctor", "--json", stdout=said)
    except SystemExit as end:
        assert end.code == 1
    told = json.loads(said.getvalue())
    assert told["well"] == (not any(told["found"].values()))
    return {name: found for name, found in told["found"].items() if found}


def whats(name: str) -> str:
    return " ".join(found["what"] for found in seen().get(name, []))


def test_a_site_in_order_has_no_findings_and_exits_with_nought():
    film = make_film()
    make_trailer(film)
    live_review(film=film, lead_picture=rendered_picture(), tags=["war"])
    said = io.StringIO()

    call_command("doctor", stdout=said)

    lines = said.getvalue().splitlines()
    assert len(lines) == len(doctor.examinations())
    assert all(line.endswith(": nothing found") for line in lines)


@pytest.mark.sqlite
def test_texts_of_one_piece_that_are_live_at_once():
    review = live_review()
    edition = live_edition(review)
    until = edition.live_until - timedelta(days=1)
    Edition.objects.filter(pk=edition.pk).update(live_until=until)
    edition.pk, edition.number = None, 2
    edition._state.adding = True
    edition.save()

    found = whats("editions")

    assert f"live at once: pieces {review.pk}." in found


def test_a_list_that_carries_other_moments_than_its_edition():
    edition = live_edition(live_review())
    edition.bylines.update(live_from=edition.live_from - timedelta(days=1))

    assert "1 rows of" in whats("lists")


def test_a_text_that_search_does_not_know():
    edition = live_edition(live_review())
    EditionWords.objects.filter(edition=edition).delete()

    [found, *_] = seen()["search"]

    assert found["what"] == "Search has 1 editions without a row."
    assert "rebuild_search" in found["remedy"]


def test_a_picture_whose_file_is_lost():
    picture = rendered_picture()
    default_storage.delete(str(picture.file))
    default_storage.delete(Rendition.objects.first().file)

    found = whats("files of pictures")

    assert f"1 pictures have no file: {picture.file}." in found
    assert "1 sizes of pictures have no file" in found


def test_a_file_without_a_row_once_it_is_old_enough(monkeypatch):
    name = default_storage.save("pictures/2026/stray.png", ContentFile(b"stray"))

    young = whats("files of pictures")
    monkeypatch.setattr(of_pictures, "BEING_WRITTEN", timedelta(seconds=-5))
    old = whats("files of pictures")

    assert young == ""
    assert old == f"1 files belong to nothing: {name}."


def test_a_picture_without_the_sizes_that_pages_show():
    picture = make_picture()
    lacking = whats("sizes of pictures")

    DBTaskResult.objects.create(
        task_path="pictures.tasks.make_renditions",
        args_kwargs={"args": [picture.pk], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now(),
    )

    assert lacking.startswith("1 pictures lack the sizes")
    assert whats("sizes of pictures") == ""
    assert Picture.objects.count() == 1


def test_a_trigger_that_was_dropped():
    name, table = "readers_see", "reviews_film"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER {name} ON {table}")
        else:
            cursor.execute(f"DROP TRIGGER {name}_{table}_update")

    [found] = seen()["generation"]
    make_triggers()

    assert "reviews_film" in found["what"]
    assert "generation" not in seen()


def test_a_trigger_that_was_switched_off_is_as_good_as_none():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's triggers cannot be switched off.")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reviews_film DISABLE TRIGGER readers_see")

    assert "readers_see on reviews_film" in whats("generation")


def test_a_migration_that_was_not_applied():
    MigrationRecorder(connection).record_unapplied("publishing", "0001_initial")

    assert "1 migrations are not applied" in whats("readiness")


def test_unsafe_settings_of_a_public_site_alone(settings):
    on_a_laptop = whats("settings")
    settings.SITE_URL = "https://example.org"
    settings.SECRET_KEY = "short"

    in_public = whats("settings")

    assert on_a_laptop == ""
    assert "security.W009" in in_public
    assert "security.W012" in in_public


def task(**fields: Any) -> DBTaskResult:
    made_up = {
        "task_path": "pictures.tasks.make_renditions",
        "args_kwargs": {"args": [7], "kwargs": {}},
        "backend_name": "default",
        "run_after": timezone.now() - timedelta(days=1),
    }
    return DBTaskResult.objects.create(**{**made_up, **fields})


def test_tasks_that_wait_too_long_and_those_that_failed():
    DBTaskResult.objects.filter(pk=task().pk).update(
        enqueued_at=timezone.now() - timedelta(hours=2)
    )
    task(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        traceback="Traceback …\nOSError: full\n",
    )

    found = whats("tasks")

    assert "1 tasks have waited for over an hour." in found
    assert "OSError: full" in found


def test_a_task_that_is_due_tomorrow_is_not_late():
    late = task(run_after=timezone.now() + timedelta(days=1))
    DBTaskResult.objects.filter(pk=late.pk).update(enqueued_at=timezone.now() - timedelta(days=2))

    assert "tasks" not in seen()


def test_regular_work_that_stopped_or_failed():
    TickRun.objects.create(name="sessions", at=timezone.now() - timedelta(hours=7))
    TickRun.objects.create(
        name="pictures", at=timezone.now() - timedelta(hours=7), has_failed=True, said="OSError"
    )

    found = whats("regular work")

    assert "not done for six hours" in found
    assert "“pictures” failed: OSError" in found


def test_a_trailer_that_was_never_asked_about():
    trailer = make_trailer(make_film())
    Trailer.objects.update(shown_from=timezone.now() - timedelta(days=3))

    assert whats("trailers") == "1 trailers were never asked about."
    assert trailer.pk


def test_an_examination_that_cannot_be_made_is_a_finding_of_its_own(monkeypatch):
    def broken() -> list[doctor.Finding]:
        raise LookupError("no such table")

    monkeypatch.setattr(doctor, "_registered", {"files": broken, "rest": list})

    assert seen() == {
        "files": [
            {
                "what": "This could not be looked at: LookupError: no such table",
                "remedy": (
                    "See that the database and the storage answer, and that migrate was run."
                ),
            }
        ]
    }
