"""What is made of a picture, where it is cut, and what becomes of the files."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from bench.photographs import photograph
from pictures import renditions, tasks
from pictures.keep import keep, keep_picture
from pictures.models.picture import Picture
from pictures.models.rendition import Rendition, RetiredFile
from pictures.renditions import is_made, make, remove_retired
from pictures.shapes import SHAPES
from publishing.models.generation import SiteGeneration
from tests.factories import make_picture, picture_bytes, rendered_picture
from tests.pictures.files import opened, plain, saved, telling

pytestmark = pytest.mark.django_db

LARGE = saved(photograph((1_400, 900)), "JPEG", quality=90, exif=telling())


def quarters(size=(600, 400)) -> bytes:
    """Red, green, blue and white, from the upper left on: says what was cut out."""
    image = Image.new("RGB", size, "#ffffff")
    wide, high = size[0] // 2, size[1] // 2
    image.paste("#ff0000", (0, 0, wide, high))
    image.paste("#00ff00", (wide, 0, size[0], high))
    image.paste("#0000ff", (0, high, wide, size[1]))
    return saved(image, "PNG")


def content_of(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def files_of(picture, **only):
    return {row.file for row in Rendition.objects.filter(picture=picture, **only)}


def test_every_shape_comes_in_three_formats_and_several_widths():
    picture = rendered_picture(LARGE)

    made = {
        (row.shape, row.format): row.width
        for row in Rendition.objects.order_by("width")  # the widest comes last
    }
    assert {form for shape, form in made if shape != "social"} == {"avif", "webp", "jpg"}
    assert {shape for shape, _form in made} == set(SHAPES)
    assert made["native", "avif"] == 960
    assert made["card", "avif"] == 640
    assert made["social", "jpg"] == 1_200
    assert picture.made["shapes"]["card"]["avif"] == [160, 320, 640]


def test_each_file_is_what_its_row_says_and_tells_nothing_else():
    rendered_picture(LARGE)

    for row in Rendition.objects.all():
        content = content_of(row.file)
        image = opened(content)
        shape = SHAPES[row.shape]
        assert image.format == {"jpg": "JPEG"}.get(row.format, row.format.upper())
        assert image.size == (row.width, shape.height(row.width, (1_400, 900)))
        assert row.bytes == len(content)
        assert not image.getexif()
        assert "icc_profile" not in image.info


def test_a_format_that_is_not_smaller_than_the_next_is_left_out():
    rendered_picture(LARGE)
    flat = make_picture(picture_bytes((700, 500)))
    make(flat)

    sizes = {
        (row.picture_id, row.shape, row.width, row.format): row.bytes
        for row in Rendition.objects.all()
    }
    for (picture, shape, width, form), size in sizes.items():
        follows = {"avif": ("webp", "jpg"), "webp": ("jpg",), "jpg": ()}[form]
        others = [sizes.get((picture, shape, width, other)) for other in follows]
        assert all(other is None or size < other for other in others)
    # Whole shapes, never single widths: a browser would take a larger file instead.
    for picture in Picture.objects.all():
        for shape, formats in picture.made["shapes"].items():
            assert len(set(map(tuple, formats.values()))) == 1, shape


@pytest.mark.parametrize(
    ("focal", "colour"),
    [
        ((0, 0), (255, 0, 0)),
        ((100, 0), (0, 255, 0)),
        ((0, 100), (0, 0, 255)),
        ((100, 100), (255, 255, 255)),
    ],
)
@pytest.mark.parametrize("shape", ["poster", "square", "card", "lead", "social"])
def test_a_cut_holds_what_lies_at_the_focal_point(shape, focal, colour):
    picture = rendered_picture(quarters(), focal_x=focal[0], focal_y=focal[1])

    row = Rendition.objects.filter(picture=picture, shape=shape, format="jpg").last()
    image = opened(content_of(row.file))
    corner = (image.width - 1) * focal[0] // 100, (image.height - 1) * focal[1] // 100
    assert all(abs(a - b) < 30 for a, b in zip(image.getpixel(corner), colour, strict=True))


@pytest.mark.parametrize("size", [(1, 1), (60, 40), (3, 900), (2_560, 7), (159, 300)])
def test_a_small_or_narrow_picture_is_never_blown_up(size):
    picture = rendered_picture(picture_bytes(size))

    for row in Rendition.objects.filter(picture=picture):
        image = opened(content_of(row.file))
        assert image.width <= size[0]
        assert image.height <= size[1] + 1  # of a cut one pixel wide and one and a half high
    assert {row.shape for row in Rendition.objects.all()} == set(SHAPES)


def test_what_one_sees_through_stays_so_but_for_crawlers():
    clear = saved(plain("RGBA", (200, 30, 30, 0), (900, 700)), "PNG")

    picture = rendered_picture(clear)

    assert "jpg" not in picture.made["shapes"]["card"]
    for row in Rendition.objects.exclude(shape="social"):
        assert opened(content_of(row.file)).convert("RGBA").getpixel((3, 3))[3] == 0
    social = opened(content_of(Rendition.objects.get(shape="social").file))
    assert social.getpixel((3, 3)) == (255, 255, 255)


def test_made_twice_is_made_once():
    picture = rendered_picture()
    before = {name: content_of(name) for name in files_of(picture)}

    again = make(Picture.objects.get(pk=picture.pk))
    stale = make(make_stale(picture))

    assert (again, stale) == (False, True)
    assert {name: content_of(name) for name in files_of(picture)} == before
    assert not RetiredFile.objects.exists()


def make_stale(picture: Picture) -> Picture:
    stale = Picture.objects.get(pk=picture.pk)
    stale.made = {}
    return stale


def test_files_left_by_a_worker_that_was_killed_are_taken_up():
    picture = make_picture()
    with transaction.atomic():
        make(picture)
        transaction.set_rollback(True)

    make(Picture.objects.get(pk=picture.pk))

    assert is_made(Picture.objects.get(pk=picture.pk))
    assert all(default_storage.exists(name) for name in files_of(picture))


def test_a_new_focal_point_makes_new_cuts_and_removes_the_old_ones_later():
    picture = rendered_picture(quarters())
    uncut, cut = (
        files_of(picture, shape="native"),
        files_of(picture) - files_of(picture, shape="native"),
    )

    picture.focal_x = 20
    picture.save()
    make(picture)

    assert files_of(picture, shape="native") == uncut
    assert not cut & files_of(picture)
    assert all(default_storage.exists(name) for name in cut)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert remove_retired() == len(cut)
    assert not any(default_storage.exists(name) for name in cut)
    assert all(default_storage.exists(name) for name in files_of(picture))


def test_a_focal_point_that_comes_back_keeps_its_files():
    picture = rendered_picture(quarters())
    first = files_of(picture)
    for focal_x in (20, 50):
        picture.focal_x = focal_x
        picture.save()
        make(picture)

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        remove_retired()

    assert files_of(picture) == first
    assert all(default_storage.exists(name) for name in first)


def test_a_focal_point_changed_meanwhile_wins(monkeypatch):
    picture = make_picture(quarters())
    press = renditions._press

    def changed_meanwhile(slow, rows):
        Picture.objects.filter(pk=slow.pk).update(focal_x=10)
        press(slow, rows)

    monkeypatch.setattr(renditions, "_press", changed_meanwhile)
    make(picture)
    monkeypatch.setattr(renditions, "_press", press)

    picture = Picture.objects.get(pk=picture.pk)
    assert picture.made == {}
    assert not files_of(picture)
    assert make(picture)
    assert picture.made["focal"] == [10, 50]
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        remove_retired()
    assert all(default_storage.exists(name) for name in files_of(picture))


def test_a_picture_deleted_meanwhile_leaves_nothing(monkeypatch):
    picture = make_picture()
    press = renditions._press

    def deleted_meanwhile(slow, rows):
        Picture.objects.filter(pk=slow.pk).delete()
        press(slow, rows)

    monkeypatch.setattr(renditions, "_press", deleted_meanwhile)
    make(picture)

    assert not Rendition.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert remove_retired() > 0
    folder = default_storage.listdir(picture.folder)
    assert folder == ([], [])


def test_pressing_is_one_change_for_readers_however_many_files_there_are():
    picture = make_picture()
    before = SiteGeneration.objects.get(pk=1).n

    make(picture)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert SiteGeneration.objects.get(pk=1).n == before + 1


def test_the_desk_makes_them_after_the_commit_and_not_within(
    desk, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(tasks, "make", lambda picture: asked.append(picture.pk))
    words = {"alt": "A field", "focal_x": 50, "focal_y": 50}
    file = SimpleUploadedFile("new.png", picture_bytes())

    with django_capture_on_commit_callbacks() as callbacks:
        desk.post("/admin/pictures/picture/add/", words | {"file": file})
    before = list(asked)
    for callback in callbacks:
        callback()

    assert before == []
    assert asked == [Picture.objects.get().pk]


@pytest.mark.parametrize(
    ("change", "is_asked"),
    [({"alt": "Other words"}, False), ({"focal_x": 10}, True), ({"focal_y": 90}, True)],
    ids=["words", "focal x", "focal y"],
)
def test_only_what_changes_the_cuts_has_them_made_anew(
    change, is_asked, django_capture_on_commit_callbacks
):
    picture = rendered_picture()
    for name, value in change.items():
        setattr(picture, name, value)

    with django_capture_on_commit_callbacks() as callbacks:
        keep(picture)

    assert bool(callbacks) == is_asked


def test_a_file_that_is_replaced_stays_for_the_feeds_that_name_it(desk):
    picture = rendered_picture()
    before = picture.file.name
    words = {"alt": "A field", "focal_x": 50, "focal_y": 50}

    file = SimpleUploadedFile("new.png", picture_bytes((90, 90)))
    desk.post(f"/admin/pictures/picture/{picture.pk}/change/", words | {"file": file})

    picture.refresh_from_db()
    assert picture.file.name != before
    assert picture.made == {}
    with time_machine.travel(timezone.now() + timedelta(days=59)):
        remove_retired()
    assert default_storage.exists(before)
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        remove_retired()
    assert not default_storage.exists(before)
    assert default_storage.exists(picture.file.name)


QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@override_settings(TASKS=QUEUED)
def test_what_fails_is_tried_again_later_and_at_last_given_up(monkeypatch, caplog):
    picture = make_picture()

    def fails(picture):
        raise OSError("No space left on device")

    monkeypatch.setattr(tasks, "make", fails)
    for attempt in range(1, tasks.ATTEMPTS):
        tasks.make_renditions.call(picture.pk, attempt)
    with pytest.raises(OSError, match="No space left"):
        tasks.make_renditions.call(picture.pk, tasks.ATTEMPTS)

    waits = [
        round((result.run_after - result.enqueued_at).total_seconds() / 60)
        for result in DBTaskResult.objects.order_by("run_after")
    ]
    assert waits == [1, 4, 16, 64]
    assert "attempt 4 of 5" in caplog.text


@override_settings(TASKS=QUEUED)
def test_a_task_for_a_picture_that_is_gone_does_nothing():
    tasks.make_renditions.call(4_711)

    assert not Rendition.objects.exists()


def test_what_a_killed_worker_left_undone_is_caught_up_with():
    ready, undone, cut_anew = rendered_picture(), make_picture(), rendered_picture()
    Picture.objects.filter(pk=cut_anew.pk).update(focal_x=10)

    caught = tasks.catch_up()

    assert caught == 2
    assert all(is_made(picture) for picture in Picture.objects.all())
    assert Picture.objects.filter(pk__in=[ready.pk, undone.pk, cut_anew.pk]).count() == 3
    assert tasks.catch_up() == 0


def test_the_command_makes_what_is_missing_and_tells_how_much():
    ready = rendered_picture()
    pictures = [make_picture(picture_bytes((80, 80))) for _ in range(3)]
    said = io.StringIO()

    call_command("make_renditions", stdout=said)

    assert "Made the renditions of 3 pictures; 0 failed" in said.getvalue()
    assert all(is_made(Picture.objects.get(pk=picture.pk)) for picture in (ready, *pictures))


def test_the_command_goes_on_after_a_broken_picture_and_fails_at_the_end():
    broken, whole = make_picture(picture_bytes((70, 70))), make_picture()
    default_storage.delete(broken.file.name)
    said = io.StringIO()

    with pytest.raises(CommandError):
        call_command("make_renditions", stderr=said, stdout=io.StringIO())

    assert f"Picture {broken.pk}" in said.getvalue()
    assert is_made(Picture.objects.get(pk=whole.pk))


def test_files_that_were_lost_are_made_anew():
    picture = rendered_picture()
    lost = sorted(files_of(picture))[0]
    default_storage.delete(lost)

    call_command("make_renditions", "--anew", stdout=io.StringIO())

    assert default_storage.exists(lost)


def test_two_pictures_of_the_same_content_do_not_share_files():
    first, second = keep_picture(picture_bytes()), keep_picture(picture_bytes())
    make(first)
    make(second)

    assert not files_of(first) & files_of(second)
