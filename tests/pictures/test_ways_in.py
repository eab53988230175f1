"""The doors a picture comes in by: each judges it, and none leaves a half behind."""

import errno
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError

from pictures.keep import keep_picture
from pictures.models.picture import Picture
from pictures.upload import PictureRefused
from tests.factories import make_picture, picture_bytes
from tests.pictures.files import animated, oriented, plain, png_that_claims, saved, telling

pytestmark = pytest.mark.django_db

ADD = "/admin/pictures/picture/add/"
WORDS = {"alt": "A blue field", "focal_x": 50, "focal_y": 50}


def by_the_form(client, content, name="picture.jpg"):
    """Upload at the desk; returns what is said beside the field, or nothing."""
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    page = client.post(ADD, WORDS | {"file": file})
    if page.status_code == 302:
        return ""
    return " ".join(page.context["adminform"].form.errors["file"])


def by_code(client, content, name="picture.jpg"):
    """Import; returns what the refusal says, or nothing."""
    try:
        keep_picture(content, alt="A blue field")
    except PictureRefused as refusal:
        return str(refusal)
    return ""


@pytest.fixture(params=[by_the_form, by_code])
def bring(request, desk):
    return lambda content, **name: request.param(desk, content, **name)


def stored_files() -> list[str]:
    """All files below the media folder, unfinished ones too."""
    root = default_storage.location
    return [name for _folder, _folders, names in os.walk(root) for name in names]


TAKEN = {
    "JPEG": saved(plain(), "JPEG", exif=telling()),
    "turned JPEG": oriented(6),
    "PNG": saved(plain("RGBA", (9, 9, 9, 9)), "PNG"),
    "moving GIF": animated("GIF"),
    "WebP": saved(plain(), "WEBP"),
    "AVIF": saved(plain(), "AVIF"),
}


@pytest.mark.parametrize("kind", TAKEN)
def test_what_comes_in_is_kept_as_our_own_encoding(bring, kind):
    said = bring(TAKEN[kind])

    picture = Picture.objects.get()
    assert said == ""
    with picture.file.open() as file:
        content = file.read()
    assert content != TAKEN[kind]
    assert b"WITNESS" not in content
    assert (picture.width, picture.height) == (60, 40)
    assert len(picture.sha256) == 64


@pytest.mark.parametrize(
    "name", ["evil.html", "evil.svg", "a.php", "../../a.jpg", "no-ending", "x" * 300 + ".jpg"]
)
def test_the_name_it_came_with_is_forgotten(bring, name):
    said = bring(saved(plain(), "PNG"), name=name)

    picture = Picture.objects.get()
    assert said == ""
    assert picture.file.name.endswith(f"/{picture.sha256[:20]}.jpg")


REFUSED = {
    "SVG called JPEG": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "bomb": png_that_claims(30_000, 30_000),
    "half a JPEG": saved(plain(size=(400, 400)), "JPEG")[:700],
    "text": b"words",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_refused_is_told_in_a_sentence_and_leaves_nothing(bring, kind):
    said = bring(REFUSED[kind])

    assert said.endswith(".")
    assert not Picture.objects.exists()
    assert stored_files() == []


def no_room_left(monkeypatch):
    def chunks(file, chunk_size=None):
        yield file.read(40)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(ContentFile, "chunks", chunks)


def full_when_flushed(monkeypatch):
    def fsync(descriptor):
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(os, "fsync", fsync)


def read_only(monkeypatch):
    def makedirs(name, *arguments, **options):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "makedirs", makedirs)


def cloud_away(monkeypatch):
    class ClientError(Exception):
        """As the client of a cloud raises it."""

    def save(storage, name, content):
        raise ClientError("SlowDown")

    monkeypatch.setattr(type(default_storage), "_save", save, raising=False)
    monkeypatch.setattr(default_storage.__class__, "save", lambda *a, **k: save(None, "", None))


@pytest.mark.parametrize("failing", [no_room_left, full_when_flushed, read_only, cloud_away])
def test_a_disk_that_cannot_take_it_is_told_and_nothing_is_left(bring, monkeypatch, failing):
    content = picture_bytes()
    failing(monkeypatch)

    said = bring(content)

    assert said.startswith("The server could not store the picture, and kept nothing of it.")
    assert not Picture.objects.exists()
    assert stored_files() == []


def test_a_file_is_under_its_name_only_when_it_is_whole(monkeypatch):
    seen = []
    replace = os.replace

    def watched(source, target):
        seen.append((os.path.exists(target), os.path.getsize(source)))  # noqa: PTH110, PTH202
        replace(source, target)

    monkeypatch.setattr(os, "replace", watched)

    picture = make_picture()

    assert seen == [(False, picture.file.size)]
    assert len(stored_files()) == 1


def test_a_row_that_cannot_be_written_takes_its_file_with_it(monkeypatch):
    def save(picture, *arguments, **options):
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr(Picture, "save", save)

    with pytest.raises(DatabaseError):
        keep_picture(picture_bytes(), alt="A blue field")

    assert stored_files() == []


def test_words_are_changed_without_writing_the_file_again(desk):
    picture = make_picture()
    before = picture.file.name

    desk.post(f"/admin/pictures/picture/{picture.pk}/change/", WORDS | {"alt": "A field of blue"})

    picture.refresh_from_db()
    assert (picture.alt, picture.file.name) == ("A field of blue", before)
    assert len(stored_files()) == 1


def test_a_full_disk_leaves_the_picture_that_was_there(desk, monkeypatch):
    picture = make_picture()
    before = picture.file.name
    file = SimpleUploadedFile("new.png", picture_bytes((90, 90)))
    no_room_left(monkeypatch)

    page = desk.post(f"/admin/pictures/picture/{picture.pk}/change/", WORDS | {"file": file})

    picture.refresh_from_db()
    assert "could not store the picture" in page.text
    assert picture.file.name == before
    assert default_storage.exists(before)
