"""Moving in and out from the desk: upload, preview, a task; and who may do it."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from moving.models.move import Move
from pictures.models.picture import Picture
from reviews.models.edition import Edition
from reviews.models.review import Review
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_picture,
    make_user,
    picture_bytes,
)
from tests.moving import wxr
from tests.moving.archives import bring, empty_the_site
from tests.moving.wxr import SITE, attachment, export, item

pytestmark = pytest.mark.django_db

ADD = "/admin/moving/move/add/"


def packed(**files: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def upload(desk, django_capture_on_commit_callbacks):
    """Upload a file and let the worker read it; returns the move."""

    def upload(name: str, content: bytes, **fields: str) -> Move:
        file = SimpleUploadedFile(name, content)
        with django_capture_on_commit_callbacks(execute=True):
            answer = desk.post(ADD, {"file": file, "answers": "{}", **fields})
        assert answer.status_code == 302, answer.text
        return Move.objects.get()

    return upload


@pytest.fixture
def press(desk, django_capture_on_commit_callbacks):
    def press(move: Move) -> Move:
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(f"/admin/moving/move/{move.pk}/run/")
        move.refresh_from_db()
        return move

    return press


def test_an_upload_is_read_and_nothing_is_written_before_the_editor_says_so(desk, upload, press):
    question = item(2, "A green bicycle", "Two", terms=[("category", "reviews", "Reviews")])
    move = upload("site.xml", export(item(1, "One", "Text"), question).encode())

    page = desk.get(f"/admin/moving/move/{move.pk}/change/").text
    assert move.state == Move.State.REHEARSED
    assert "It is filed as a review: of which film?" in page
    assert "Bring it in" in page
    assert not Review.objects.exists()

    move = press(move)

    assert move.state == Move.State.DONE
    assert move.told["counts"]["created"] == 3
    assert Edition.objects.get().headline == "One"
    assert json.loads(move.report.read())["counts"] == move.told["counts"]


def test_an_archive_in_a_zip_is_known_as_one(upload, press):
    rows = json.dumps(
        {"headline": "From an archive", "state": "live", "published_at": "2013-03-29"}
    )

    press(upload("archive.zip", packed(**{"site/reviews.jsonl": rows})))

    assert Edition.objects.get().headline == "From an archive"


def test_pictures_beside_an_export_are_used(upload, press):
    file = f"{SITE}/wp-content/uploads/2013/03/still.png"
    files = {
        "export.xml": export(attachment(9, file)),
        "uploads/2013/03/still.png": picture_bytes(),
    }

    press(upload("site.zip", packed(**files)))

    assert Picture.objects.count() == 1


BROKEN = {
    "no zip": (b"PK\x03\x04 broken", "is damaged"),
    "an empty file": (b" ", "is damaged at line 1"),
    "an entity bomb": (b'<!DOCTYPE x [<!ENTITY a "b">]><rss/>', "document type"),
    "a zip of nothing": (packed(**{"readme.txt": "x"}), "neither an archive nor an export"),
    "a way out of the folder": (packed(**{"../../evil.xml": "x"}), "outside of its folder"),
    "an absolute path": (packed(**{"/etc/evil.xml": "x"}), "outside of its folder"),
    "a damaged member": (packed(**{"a.xml": "x" * 5000}).replace(b"xxxx", b"yyyy", 1), "damaged"),
}


@pytest.mark.parametrize(("content", "sentence"), BROKEN.values(), ids=BROKEN)
def test_a_broken_upload_is_told_in_words(desk, upload, content, sentence):
    move = upload("site.zip", content)

    assert move.state == Move.State.FAILED
    assert sentence in move.progress
    assert "Bring it in" not in desk.get(f"/admin/moving/move/{move.pk}/change/").text


def test_answers_that_make_no_sense_are_refused_by_the_form(desk):
    file = SimpleUploadedFile("site.xml", wxr.export().encode())

    page = desk.post(ADD, {"file": file, "answers": '{"kinds": {"1": "poem"}}'}).text

    assert "a kind is review, article, page or skip" in page
    assert not Move.objects.exists()


def test_chosen_pieces_leave_as_an_archive_that_can_come_back(
    desk, tmp_path, django_capture_on_commit_callbacks
):
    author = make_author("Ana", photo=make_picture(alt="Ana"))
    chosen = live_review(authors=[author], tags=["sea"], lead_picture=make_picture(alt="Still"))
    other = live_review(lead_picture=make_picture(alt="Other"))
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(
            "/admin/reviews/review/",
            {"action": "export_chosen", "_selected_action": [chosen.pk], "index": 0},
        )

    answer = desk.get(f"/admin/moving/move/{Move.objects.get().pk}/file/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as file:
        file.extractall(tmp_path / "archive")
    kept = [(chosen.uid, chosen.film.title), {p.alt for p in Picture.objects.all()} - {"Other"}]
    empty_the_site()
    bring(tmp_path / "archive")

    assert [(review.uid, review.film.title) for review in Review.objects.all()] == kept[:1]
    assert {picture.alt for picture in Picture.objects.all()} == kept[1] == {"Ana", "Still"}
    assert other.uid not in {review.uid for review in Review.objects.all()}


def test_uploads_and_exports_are_no_public_files(upload, client):
    move = upload("site.xml", export(item(1, "Secret", "Text", status="draft")).encode())

    assert client.get(move.file.url).status_code == 404


@pytest.mark.parametrize(
    ("permissions", "may_see", "may_add"),
    [
        ([], False, False),
        (["reviews.change_review", "reviews.view_review"], False, False),
        (["moving.view_move", "moving.export_pieces"], True, False),
        (["moving.view_move", "moving.add_move"], True, True),
    ],
)
def test_moving_in_has_a_permission_of_its_own(client, permissions, may_see, may_add):
    move = Move.objects.create(kind=Move.Kind.WORDPRESS, state=Move.State.REHEARSED)
    client.force_login(make_user(*permissions))
    address = f"/admin/moving/move/{move.pk}"

    assert (client.get("/admin/moving/move/").status_code == 200) is may_see
    assert (client.get(ADD).status_code == 200) is may_add
    # Somebody else's import holds drafts: whoever may not import does not see it either.
    assert (client.get(f"{address}/change/").status_code == 200) is may_add
    assert client.post(f"{address}/run/").status_code == (302 if may_add else 403)
    assert client.get(f"{address}/run/").status_code == 405


@pytest.mark.parametrize("permissions", [["reviews.view_review", "reviews.change_review"]])
def test_who_may_not_export_is_not_offered_it(client, permissions):
    client.force_login(make_user(*permissions))
    piece = draft_review()

    page = client.get("/admin/reviews/review/").text
    client.post(
        "/admin/reviews/review/", {"action": "export_chosen", "_selected_action": [piece.pk]}
    )

    assert "export_chosen" not in page
    assert not Move.objects.exists()
