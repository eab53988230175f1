"""The chooser's addresses, asked by hand: who may, what they answer, what trips them."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from pictures.models.picture import Picture
from pictures.renditions import make
from tests.factories import make_picture, make_user, picture_bytes
from tests.pictures.files import png_that_claims

pytestmark = pytest.mark.django_db

BASE = "/admin/pictures/picture/"
CHOOSE, UPLOAD, DESCRIBED = f"{BASE}choose/", f"{BASE}upload/", f"{BASE}described/"
WORDS = {"alt": "A tower clock", "caption": "", "credit": "By Ann"}


def file(content=None, name="still.png"):
    return SimpleUploadedFile(name, picture_bytes() if content is None else content)


def words_of(picture):
    return f"{BASE}{picture.pk}/words/"


def sign_in(client, role):
    user = make_user()
    if role in ("Writer", "Trailer desk", "Editor", "Administrator"):
        user.groups.add(Group.objects.get(name=role))
    elif role == "only looks":
        user = make_user("pictures.view_picture")
    if role != "nobody":
        client.force_login(user)


def look(client):
    return client.get(CHOOSE).status_code


def tell(client):
    return client.get(f"{DESCRIBED}?id={make_picture().pk}").status_code


def upload(client):
    return client.post(UPLOAD, {"file": file()}).status_code


def describe_new(client):
    return client.post(words_of(make_picture(alt="")), WORDS).status_code


def describe_again(client):
    return client.post(words_of(make_picture(alt="Described")), WORDS).status_code


ACTIONS = (look, tell, upload, describe_new, describe_again)
MAY = {
    "nobody": (302, 302, 302, 302, 302),
    "no role": (403, 403, 403, 403, 403),
    "only looks": (200, 200, 403, 403, 403),
    "Writer": (200, 200, 201, 200, 403),
    "Trailer desk": (200, 200, 201, 200, 403),
    "Editor": (200, 200, 201, 200, 200),
    "Administrator": (200, 200, 201, 200, 200),
}


@pytest.mark.parametrize(
    ("role", "action", "answer"),
    [
        (role, action, answer)
        for role, answers in MAY.items()
        for action, answer in zip(ACTIONS, answers, strict=True)
    ],
)
def test_each_role_may_do_in_the_chooser_what_the_table_says(client, role, action, answer):
    sign_in(client, role)

    assert action(client) == answer


@pytest.mark.parametrize(
    ("address", "method"),
    [(CHOOSE, "post"), (DESCRIBED, "post"), (UPLOAD, "get"), (f"{BASE}1/words/", "get")],
)
def test_only_the_right_method_is_taken(desk, address, method):
    assert getattr(desk, method)(address).status_code == 405


def test_an_upload_is_kept_and_told(desk):
    answer = desk.post(UPLOAD, {"file": file(), **WORDS})

    picture = Picture.objects.get()
    told = answer.json()["picture"]
    assert answer.status_code == 201
    assert (told["id"], told["alt"], told["credit"]) == (picture.pk, "A tower clock", "By Ann")
    assert told["thumbnail"] == picture.url
    assert told["edit_url"] == f"{BASE}{picture.pk}/change/"


@pytest.mark.parametrize(
    ("posted", "field", "sentence"),
    [
        ({}, "file", "This field is required."),
        ({"file": b""}, "file", "The submitted file is empty."),
        ({"file": b"words"}, "file", "This is no JPEG, PNG, WebP, GIF or AVIF picture; save it as"),
        ({"file": png_that_claims(30_000, 30_000)}, "file", "The picture has more than 40 million"),
        ({"file": None, "alt": "x" * 301}, "alt", "Ensure this value has at most 300 characters"),
        ({"file": None, "alt": "\0"}, "alt", "Null characters are not allowed."),
        (
            {"file": None, "alt": "A", "decorative": "on"},
            "decorative",
            "A decorative picture has no",
        ),
    ],
)
def test_what_an_upload_is_refused_for_is_told_in_a_sentence(desk, posted, field, sentence):
    if "file" in posted:
        posted = posted | {"file": file(posted["file"])}

    answer = desk.post(UPLOAD, posted)

    assert answer.status_code == 422
    assert answer.json()["errors"][field].startswith(sentence)
    assert not Picture.objects.exists()


def test_words_are_changed_and_nothing_else(desk):
    picture = make_picture(alt="", focal_x=30)

    answer = desk.post(words_of(picture), WORDS | {"focal_x": 90, "file": file()})

    before, picture = picture, Picture.objects.get()
    assert answer.json()["picture"]["alt"] == picture.alt == "A tower clock"
    assert (picture.focal_x, picture.file) == (30, before.file)


def test_words_that_contradict_each_other_are_refused(desk):
    picture = make_picture(alt="")

    answer = desk.post(words_of(picture), WORDS | {"decorative": "on"})

    assert answer.status_code == 422
    assert Picture.objects.get().alt == ""


@pytest.mark.parametrize("number", ["0", "4711", str(2**63 - 1), str(2**63), "9" * 40])
def test_words_of_no_picture_are_not_found(desk, number):
    assert desk.post(f"{BASE}{number}/words/", WORDS).status_code == 404


@pytest.mark.parametrize(
    "asked", ["", "?id=", "?id=x", "?id=-1", "?id=١", "?id=4711", f"?id={2**63}", "?id=1e3", "?x"]
)
def test_asked_for_what_is_no_picture_it_tells_none(desk, asked):
    answer = desk.get(DESCRIBED + asked)

    assert (answer.status_code, answer.json()) == (200, {"pictures": []})


def test_several_are_told_at_once_in_one_query_for_all(desk, django_assert_max_num_queries):
    pictures = [make_picture() for _ in range(5)]
    make(pictures[0])
    query = "&".join(f"id={picture.pk}" for picture in pictures)

    with django_assert_max_num_queries(5):
        told = desk.get(f"{DESCRIBED}?{query}").json()["pictures"]

    assert {one["id"] for one in told} == {picture.pk for picture in pictures}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Water", "Sand", ""}),
        ("?q=water", {"Water"}),
        ("?q=sand+ann", {"Sand"}),
        ("?q=ann+ben", set()),
        ("?only=undescribed", {""}),
        ("?only=nonsense", {"Water", "Sand", ""}),
        ("?q=%25", set()),
        ("?q=' OR 1=1 --", set()),
        ("?q=" + "x" * 5_000, set()),
        ("?page=99", {"Water", "Sand", ""}),
        ("?page=nonsense", {"Water", "Sand", ""}),
    ],
)
@pytest.mark.parametrize("part", ["", "part=1"])
def test_it_searches_words_captions_and_credits(desk, query, found, part):
    pictures = {
        "Water": make_picture(alt="Water", credit="Ben"),
        "Sand": make_picture(alt="Sand", caption="By Ann"),
        "": make_picture(alt=""),
    }
    address = f"{CHOOSE}{query}{'&' if query else '?'}{part}"

    page = desk.get(address).text

    shown = {name for name, one in pictures.items() if f'data-picture="{one.pk}"' in page}
    assert shown == found
    assert ("<html" in page) == (not part)


def test_a_null_byte_is_refused_and_no_fault_of_ours(desk):
    assert desk.get(f"{CHOOSE}?q=%00").status_code == 400


def test_it_turns_pages_and_keeps_the_search(desk):
    for number in range(26):
        make_picture(alt=f"Water {number}")

    first = desk.get(f"{CHOOSE}?q=water").text
    second = desk.get(f"{CHOOSE}?q=water&page=2").text

    assert first.count("picture-tile") == 24
    assert "?q=water&amp;only=&amp;page=2" in first
    assert second.count("picture-tile") == 2


@pytest.mark.parametrize("role", ["Writer", "Editor"])
def test_forms_offer_the_chooser_to_who_may_look(client, role):
    sign_in(client, role)

    page = client.get("/admin/reviews/review/add/").text

    assert 'id="picture-chooser"' in page
    assert 'data-related-model="pictures.picture"' in page


def test_forms_do_not_offer_it_to_others(client):
    client.force_login(make_user("reviews.add_review", "reviews.view_review"))

    page = client.get("/admin/reviews/review/add/").text

    assert 'id="picture-chooser"' not in page


@pytest.mark.parametrize(
    "address",
    [
        "/admin/reviews/review/add/",
        "/admin/reviews/film/add/",
        "/admin/authors/author/add/",
    ],
)
def test_every_field_for_a_picture_is_marked_for_the_chooser(desk, address):
    assert 'data-related-model="pictures.picture"' in desk.get(address).text
