"""Uploaded files, served by the site itself: forever, and without any right to do anything."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories import rendered_picture

pytestmark = pytest.mark.django_db


def test_a_picture_and_its_renditions_may_be_kept_forever(client):
    picture = rendered_picture()
    names = [str(picture.file), *picture.renditions.values_list("file", flat=True)]

    answers = [client.get(default_storage.url(name)) for name in names]

    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("image/")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_may_do_nothing_in_a_browser_even_if_it_is_no_picture(client):
    default_storage.save("a.html", ContentFile(b"<script>alert(1)</script>"))

    headers = client.get("/media/a.html").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", [".hidden.part", "pictures/.0123.part", "../a", "pictures/../../a", "pictures/", "gone"]
)
def test_what_is_no_finished_file_is_not_found(client, path):
    default_storage.save("pictures/a.jpg", ContentFile(b"x"))
    default_storage.save("pictures/.0123.part", ContentFile(b"x"))

    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(client, method):
    assert getattr(client, method)("/media/a.jpg").status_code == 405
