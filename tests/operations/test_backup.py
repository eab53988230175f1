"""A backup holds all that was saved before it began, and comes back whole or not at all."""

import threading
import uuid
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.db import connection

from operations.backups import acts, database, files
from operations.backups.folder import alone, manifests, read
from publishing.models.generation import SiteGeneration
from reviews.models.film import Film
from reviews.models.review import Review
from tests.factories import draft_review, live_review, make_film, make_picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "backups"


def backup(folder: Path, **options: int) -> None:
    call_command("backup", str(folder), **options)


def restore(folder: Path, **options: object) -> None:
    call_command("restore", str(folder), **options)


def everything() -> tuple[list[str], list[str]]:
    return sorted(Review.objects.values_list("headline", flat=True)), sorted(
        Film.objects.values_list("title", flat=True)
    )


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"]


def test_what_was_backed_up_comes_back_with_its_files(folder, client):
    review = live_review(headline="The Zone", lead_picture=make_picture())
    secret = storages["private"].save("moves/export.zip", ContentFile(b"drafts"))
    before = everything()
    backup(folder)
    draft_review(headline="Written later")
    picture = str(review.lead_picture.file)
    default_storage.delete(picture)
    storages["private"].delete(secret)

    restore(folder, replace=True)

    assert everything() == before
    assert default_storage.exists(picture)
    assert storages["private"].open(secret).read() == b"drafts"
    assert "The Zone" in client.get("/").text
    storages["private"].delete(secret)


def test_every_save_that_was_acknowledged_before_it_began_is_in_it(folder, monkeypatch):
    saved: list[str] = []
    is_over = threading.Event()
    is_dumped = threading.Event()

    def people_saving() -> None:
        try:
            while not is_over.is_set():
                saved.append(make_film(f"Saved {uuid.uuid4()}").title)
        finally:
            connection.close()

    dump = database.dump

    def dump_while_they_save(target: Path) -> None:
        so_far = len(saved)
        dump(target)
        is_dumped.set()
        # Somebody has saved meanwhile, or this was no load.
        while len(saved) == so_far:
            is_over.wait(0.01)

    monkeypatch.setattr(database, "dump", dump_while_they_save)
    people = [threading.Thread(target=people_saving) for _ in range(2)]
    for person in people:
        person.start()
    while len(saved) < 10:
        is_over.wait(0.01)
    acknowledged = set(saved)

    try:
        backup(folder)
    finally:
        is_over.set()
        for person in people:
            person.join()
    restore(folder, replace=True)

    assert acknowledged <= set(Film.objects.values_list("title", flat=True))
    assert is_dumped.is_set()


def test_a_second_backup_keeps_unchanged_files_once_and_both_can_be_restored(folder):
    picture = make_picture()
    backup(folder)
    first = manifests(folder)[0].stem.removeprefix("manifest-")
    make_film("Between the two")
    backup(folder)

    assert len(list(folder.glob(f"**/{Path(str(picture.file)).name}"))) == 1
    restore(folder, replace=True)
    assert Film.objects.filter(title="Between the two").exists()
    restore(folder, replace=True, stamp=first)
    assert not Film.objects.exists()


def test_only_so_many_backups_are_kept_and_no_file_that_none_names(folder):
    gone = make_picture()
    backup(folder, keep=2)
    default_storage.delete(str(gone.file))
    backup(folder, keep=2)
    backup(folder, keep=2)

    assert len(manifests(folder)) == 2
    named = {name for path in manifests(folder) for name in read(folder, path.stem[9:]).files}
    found = {str(path.relative_to(folder)) for path in files_below(folder)}
    assert found - {path.name for path in manifests(folder)} == named
    assert not any(Path(str(gone.file)).name in name for name in found)


def test_a_site_in_use_is_not_replaced_unless_that_is_asked_for(folder):
    backup(folder)
    make_film("Written since")

    with pytest.raises(CommandError, match="--replace"):
        restore(folder)

    assert Film.objects.filter(title="Written since").exists()


def test_an_empty_site_takes_a_backup_without_asking(folder):
    make_film("Kept")
    backup(folder)
    Film.objects.all().delete()

    restore(folder)

    assert Film.objects.get().title == "Kept"


@pytest.mark.parametrize("what", ["missing", "damaged"])
@pytest.mark.parametrize("which", ["default/**/*.jpg", "database-*"])
def test_a_backup_that_is_not_whole_is_found_and_never_restored(folder, capsys, what, which):
    make_picture()
    backup(folder)
    [path] = folder.glob(which)
    if what == "missing":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)
    make_film("Written since")

    with pytest.raises(SystemExit) as end:
        call_command("verify", str(folder))
    with pytest.raises(CommandError, match="is not whole"):
        restore(folder, replace=True)

    assert end.value.code == 1
    assert f"{path.relative_to(folder)} is {what}" in capsys.readouterr().err
    assert Film.objects.filter(title="Written since").exists()


def test_a_backup_that_was_stopped_on_its_way_counts_for_nothing(folder, monkeypatch):
    make_film("Kept")
    backup(folder)
    monkeypatch.setattr(acts, "write", lambda *_: (_ for _ in ()).throw(OSError("No space left")))

    with pytest.raises(CommandError, match="No space left"):
        backup(folder)

    monkeypatch.undo()
    call_command("verify", str(folder))
    backup(folder)
    assert len(list(folder.glob("database-*"))) == len(manifests(folder)) == 2


def test_a_file_that_is_deleted_while_it_is_copied_is_left_out(folder, monkeypatch):
    make_picture()
    monkeypatch.setattr(files, "_names", lambda storage, folder: iter(["pictures/gone.png"]))

    backup(folder)

    assert list(read(folder).files) == [read(folder).database]


def test_pages_kept_before_do_not_come_true_again(folder):
    backup(folder)
    make_film()
    before = SiteGeneration.objects.get().n

    restore(folder, replace=True)

    assert SiteGeneration.objects.get().n > before


def test_triggers_and_all_else_still_agree_afterwards(folder):
    live_review(lead_picture=None)
    backup(folder)

    restore(folder, replace=True)

    call_command("doctor")


def test_two_at_once_in_one_folder_are_refused_in_words(folder):
    with alone(folder), pytest.raises(CommandError, match="when it is done"):
        backup(folder)


def test_backups_are_readable_by_their_owner_alone(folder):
    make_picture()

    backup(folder)

    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in files_below(folder))


@pytest.mark.parametrize("command", ["verify", "restore"])
def test_a_folder_without_a_backup_is_told(folder, command):
    folder.mkdir()

    with pytest.raises(CommandError, match="no complete backup"):
        call_command(command, str(folder))
