"""Whatever is typed or forged into the desk's forms: a sentence, never a 500, never lost text."""

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.models.edition import Edition
from reviews.models.review import Review
from tests.desk import form_of, post
from tests.factories import (
    draft_review,
    make_author,
    make_film,
    make_picture,
    make_user,
    picture_bytes,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/reviews/review/add/"
KEPT = "<p>These words are kept.</p>"

HOSTILE = {
    "null byte": "a\x00b",
    "control characters": "a\x01\x1b\x7fb",
    "very long": "x" * 5_000,
    "markup": "<script>alert(1)</script>",
    "template": "{{ settings.SECRET_KEY }}{% debug %}",
    "right to left override": "\u202egnp.exe",
    "only spaces": " \u00a0\u3000 ",
    "line breaks": "one\r\ntwo\nthree",
    "emoji": "🎬🇰🇷",
}
TEXT_FIELDS = ["headline", "rating_line", "slug", "description", "disclosure", "tags", "language"]


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_text_that_is_wrong_is_told_and_the_body_kept(desk, field, hostile):
    response = post(desk, ADD, {"body": KEPT, field: hostile, "_save": ""})

    assert response.status_code == 200
    saved = Review.objects.first()
    assert (saved.body == KEPT) if saved else ("errorlist" in response.text)
    assert "These words are kept." in response.text
    assert "<script>alert(1)</script>" not in response.text


NUMBERS = ["-1", "1e9", "NaN", "Infinity", "3,5", "3.55", "99999999999999999999", "abc", "\x00"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("field", ["rating", "rating_out_of", "film", "lead_picture", "kind"])
def test_numbers_and_choices_that_are_wrong_are_told(desk, field, number):
    response = post(desk, ADD, {"body": KEPT, field: number, "_save": ""})

    assert response.status_code == 200
    assert "errorlist" in response.text
    assert "These words are kept." in response.text
    assert not Review.objects.exists()


@pytest.mark.parametrize("version", ["", "0", "2", "-1", "1.0", "x", "\x00", "9" * 40])
def test_a_form_of_any_other_version_is_refused_with_its_text_kept(desk, version):
    review = draft_review(headline="Saved")

    response = post(
        desk,
        review.desk_url,
        form_of(desk, review) | {"version": version, "headline": "Typed", "_publish": ""},
    )

    review.refresh_from_db()
    assert response.status_code == 409
    assert review.headline == "Saved"
    assert review.revisions.get(kind="conflict").data["form"]["headline"] == ["Typed"]
    assert not Edition.objects.exists()


def test_a_body_over_the_limit_is_refused_with_the_text_kept(desk):
    response = post(desk, ADD, {"body": "<p>" + "word " * 2_000_001 + "</p>", "_save": ""})

    assert response.status_code == 200
    assert "at most 10,000,000 fit" in response.text
    assert response.text.count("word ") > 2_000_000


@pytest.mark.parametrize(
    "forged",
    [
        {"bylines-TOTAL_FORMS": "x"},
        {"bylines-TOTAL_FORMS": "100000"},
        {"bylines-INITIAL_FORMS": "3"},
        {"bylines-0-author": "999999"},
        {"bylines-0-author": "\x00"},
        {"bylines-0-position": "-5", "bylines-0-author": "1"},
        {"desk_recommendations-TOTAL_FORMS": "1", "desk_recommendations-0-url": "javascript:a"},
        {"desk_recommendations-TOTAL_FORMS": "1", "desk_recommendations-0-target": "77"},
        {"desk_recommendations-TOTAL_FORMS": "1", "desk_recommendations-0-title": "No address"},
        {
            "desk_recommendations-TOTAL_FORMS": "1",
            "desk_recommendations-0-url": "https://example.org/",
        },
    ],
    ids=str,
)
def test_forged_rows_are_told_and_nothing_is_half_saved(desk, forged):
    response = post(desk, ADD, {"body": KEPT, **forged, "_save": ""})

    assert response.status_code == 200
    assert "These words are kept." in response.text
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/admin/reviews/review/?q=%00",
        "/admin/reviews/review/?q=" + "x" * 4000,
        "/admin/reviews/review/?p=999999",
        "/admin/reviews/review/?kind__exact=%00",
        "/admin/reviews/review/?created_by__password__startswith=p",
        "/admin/reviews/review/99999999999999999999/change/",
        "/admin/reviews/review/x%00y/change/",
        "/admin/reviews/review/99999999999999999999/correct/",
        "/admin/autocomplete/?term=%00&app_label=reviews&model_name=review&field_name=film",
        "/admin/autocomplete/?term=a&app_label=x&model_name=y&field_name=z",
        "/admin/autocomplete/?term=a&page=-1&app_label=reviews&model_name=review&field_name=film",
    ],
)
def test_forged_addresses_of_the_desk_are_no_500(desk, address):
    desk.raise_request_exception = True

    response = desk.get(address, follow=True)

    assert response.status_code in {200, 302, 400, 403, 404}


def huge_png() -> bytes:
    """A file of some bytes that says it is 30,000 pixels square."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    check = struct.pack(">I", zlib.crc32(header))
    data = b"\x00\x00\x00\x10IDAT" + b"\x00" * 20
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + check + data


def test_whoever_may_not_publish_cannot_forge_it(client):
    writer = make_user("reviews.add_review", "reviews.change_review", "reviews.view_review")
    client.force_login(writer)
    review = draft_review(created_by=writer)
    buttons = dict.fromkeys(("_publish", "_schedule", "_withdraw", "_restore", "_cancel"), "")

    for button in buttons:
        post(client, review.desk_url, form_of(client, review) | {button: ""})

    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"no picture at all", "no JPEG, PNG, WebP, GIF or AVIF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no JPEG, PNG, WebP, GIF or AVIF"),
        (picture_bytes((300, 200), "PNG")[:300], "cannot be opened"),
        (picture_bytes((300, 200), "JPEG")[:900], "cannot be opened"),
        (huge_png(), "more than 40 million pixels"),
    ],
    ids=["empty", "text", "svg", "half a png", "half a jpeg", "a bomb"],
)
def test_a_bad_picture_is_a_sentence_beside_its_field(desk, content, sentence):
    upload = SimpleUploadedFile("still.png", content, "image/png")

    response = post(desk, "/admin/pictures/picture/add/", {"file": upload, "alt": "A still"})

    assert response.status_code == 200
    assert sentence in response.text
    assert "A still" in response.text


@pytest.mark.parametrize("make", [make_film, make_author, make_picture], ids=lambda f: f.__name__)
def test_what_a_live_piece_shows_cannot_be_deleted(desk, make):
    thing = make()
    given = {
        "Film": {"film": thing},
        "Author": {"authors": [thing]},
        "Picture": {"lead_picture": thing},
    }[type(thing).__name__]
    review = draft_review(**given)
    delete = reverse(
        f"admin:{thing._meta.app_label}_{thing._meta.model_name}_delete", args=[thing.pk]
    )

    response = desk.post(delete, {"post": "yes"})

    assert response.status_code in {200, 403}
    assert type(thing).objects.filter(pk=thing.pk).exists()
    assert Review.objects.filter(pk=review.pk).exists()
