"""The library: what is found in it, where a picture is used, and what may be deleted."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pictures.keep import PictureInUse, remove
from pictures.models.picture import Picture
from pictures.renditions import remove_retired
from pictures.uses import uses_of
from publishing.models.text_page import TextPage
from recommendations.models.recommendation import Recommendation
from reviews.publish import publish, withdraw
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_trailer,
    make_user,
    picture_bytes,
    rendered_picture,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/pictures/picture/"


def change_page(picture):
    return f"{LIST}{picture.pk}/change/"


def in_a_text(picture):
    return f'<p>Text.</p><figure data-picture="{picture.pk}"></figure>'


def was_in_a_text(picture):
    review = live_review(headline="Low Tide", body=in_a_text(picture))
    review.body = "<p>Without it.</p>"
    review.save()
    publish(review, by=None)


def was_a_lead_picture(picture):
    review = live_review(headline="Low Tide", lead_picture=picture)
    review.lead_picture = None
    review.save()
    withdraw(review, by=None)


USES = {
    "Lead picture: “Low Tide”": lambda p: draft_review(headline="Low Tide", lead_picture=p),
    "In the text: “Low Tide”": lambda p: draft_review(headline="Low Tide", body=in_a_text(p)),
    "Poster: “Sunrise (1927)”": lambda p: make_film("Sunrise", year=1927, poster=p),
    "Poster: “Metropolis (1927)”": lambda p: make_trailer(
        make_film("Metropolis", year=1927), poster=p
    ),
    "Photo: “Ann Shin”": lambda p: make_author("Ann Shin", photo=p),
    "Picture: “High Tide”": lambda p: Recommendation.objects.create(
        review=live_review(headline="High Tide"),
        url="https://example.org/",
        title="Elsewhere",
        position=0,
        picture=p,
    ),
    "In the text: “About us”": lambda p: TextPage.objects.create(
        title="About us", body=in_a_text(p)
    ),
}
WAS_PUBLIC = {
    "In the text: “Low Tide”": was_in_a_text,
    "Lead picture: “Low Tide”": was_a_lead_picture,
}


@pytest.mark.parametrize(("told", "use"), [*USES.items(), *WAS_PUBLIC.items()])
def test_each_use_is_told_once_with_a_link_and_keeps_the_picture(desk, told, use):
    picture = make_picture()
    use(picture)

    page = desk.get(change_page(picture))
    asked = desk.get(f"{LIST}{picture.pk}/delete/")
    refused = desk.post(f"{LIST}{picture.pk}/delete/", {"post": "yes"})

    what, _, title = told.partition(": ")
    assert [str(one) for one in uses_of(picture)] == [told]
    assert what in page.text
    assert f"{title.strip('“”')}</a>" in page.text
    assert title in asked.text
    assert refused.status_code == 200
    assert Picture.objects.filter(pk=picture.pk).exists()


def test_a_picture_with_a_longer_number_is_another_picture():
    picture = make_picture()
    other = Picture.objects.create(pk=int(f"{picture.pk}1"), file="pictures/x.jpg")
    draft_review(body=in_a_text(other))

    assert uses_of(picture) == []
    assert len(uses_of(other)) == 1


def test_live_and_draft_text_of_one_piece_count_as_one_use():
    picture = make_picture()
    live_review(lead_picture=picture, headline="Low Tide", body=in_a_text(picture))

    assert [str(use) for use in uses_of(picture)] == [
        "Lead picture: “Low Tide”",
        "In the text: “Low Tide”",
    ]


def test_uses_that_one_may_not_look_at_are_told_without_a_link(client):
    picture = make_picture()
    film = make_film("Sunrise", poster=picture)
    client.force_login(make_user("pictures.view_picture", "pictures.change_picture"))

    page = client.get(change_page(picture)).text

    assert "Sunrise" in page
    assert f"/admin/reviews/film/{film.pk}/change/" not in page


def test_an_unused_picture_is_deleted_with_all_its_files(desk, django_capture_on_commit_callbacks):
    picture = rendered_picture()
    names = [str(picture.file), *picture.renditions.values_list("file", flat=True)]

    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(f"{LIST}{picture.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 302
    assert not Picture.objects.exists()
    assert not any(default_storage.exists(name) for name in names)


def test_a_deletion_that_is_rolled_back_keeps_the_files():
    picture = rendered_picture()

    with transaction.atomic():
        remove(Picture.objects.get())
        transaction.set_rollback(True)
    remove_retired()

    assert default_storage.exists(str(picture.file))


def test_who_began_to_use_it_meanwhile_wins():
    picture = make_picture()
    make_film("Sunrise", poster=picture)

    with pytest.raises(PictureInUse) as refused:
        remove(picture)

    assert [str(use) for use in refused.value.uses] == ["Poster: “Sunrise”"]


def test_one_file_of_twins_is_kept_when_the_other_is_deleted():
    first, second = rendered_picture(), rendered_picture()

    remove(first)
    remove_retired()

    assert default_storage.exists(str(second.file))
    for row in second.renditions.all():
        assert default_storage.exists(row.file)


def today(**offset):
    return timezone.localdate() + timedelta(**offset)


@pytest.fixture
def shelf():
    make_picture(alt="Described", caption="Water", credit="By Ann")
    make_picture(alt="", decorative=True, credit="Decorated")
    make_picture(alt="", credit="Wordless", rights_until=today(days=-1))
    make_picture(alt="Ends today", rights_until=today())
    make_picture(alt="Ends soon", rights_until=today(days=30))
    make_picture(alt="Ends later", rights_until=today(days=31))


ALL = ["Described", "Decorated", "Wordless", "Ends today", "Ends soon", "Ends later"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("?words=missing", ["Wordless"]),
        ("?words=decorative", ["Decorated"]),
        ("?words=alt", ["Described", "Ends today", "Ends soon", "Ends later"]),
        ("?rights=ended", ["Wordless"]),
        ("?rights=to-mind", ["Wordless", "Ends today", "Ends soon"]),
        ("?rights=until", ["Wordless", "Ends today", "Ends soon", "Ends later"]),
        ("?q=water", ["Described"]),
        ("?q=ann", ["Described"]),
        ("?q=nothing+like+it", []),
        ("?q=ends&rights=to-mind", ["Ends today", "Ends soon"]),
    ],
)
def test_the_library_finds(desk, shelf, query, found):
    page = desk.get(LIST + query).text

    grid = page.partition('class="picture-grid"')[2].partition("</ul>")[0]
    assert grid.count("picture-tile") == len(found)
    assert [words for words in ALL if words in grid] == found
    assert bool(found) != ("No picture is like that." in page)


def test_the_library_says_what_each_picture_lacks(desk, shelf):
    page = desk.get(LIST).text

    assert page.count("No alternative text</span>") == 1
    assert page.count("Rights ended ") == 1
    assert page.count("Rights until ") == 2


def test_the_library_costs_the_same_however_many_pictures_there_are(desk):
    make_picture()
    with CaptureQueriesContext(connection) as few:
        desk.get(LIST)
    for _ in range(12):
        rendered_picture()

    with CaptureQueriesContext(connection) as many:
        desk.get(LIST)

    assert len(many) == len(few) <= 8


def test_the_first_page_warns_of_rights_the_most_urgent_first(desk, shelf):
    page = desk.get("/admin/").text

    panel = page.partition("Rights to pictures that run out")[2].partition("</section>")[0]
    assert [
        words for words in ("Ended ", "Ends today", "Ends soon", "Ends later") if words in panel
    ] == [
        *("Ended ", "Ends today", "Ends soon"),
    ]
    assert panel.index("Ended ") < panel.index("Ends today") < panel.index("Ends soon")
    assert "?rights=to-mind" in panel


def test_the_first_page_says_nothing_of_rights_when_none_run_out(desk):
    make_picture(rights_until=today(days=31))

    assert "Rights to pictures" not in desk.get("/admin/").text


def test_who_may_not_change_pictures_is_not_warned(client, shelf):
    client.force_login(make_user("pictures.view_picture"))

    assert "Rights to pictures" not in client.get("/admin/").text


def test_a_replaced_file_keeps_its_uses_and_words(desk):
    picture = rendered_picture(alt="Water", credit="By Ann", focal_x=20)
    make_film("Sunrise", poster=picture)
    file = SimpleUploadedFile("new.png", picture_bytes((90, 90)))

    page = desk.post(
        change_page(picture),
        {"file": file, "alt": "Water", "credit": "By Ann", "focal_x": 20, "focal_y": 50},
        follow=True,
    )

    picture.refresh_from_db()
    assert "The new file is shown wherever the picture is used." in page.text
    assert (picture.width, picture.height, picture.alt, picture.focal_x) == (90, 90, "Water", 20)
    assert [str(use) for use in uses_of(picture)] == ["Poster: “Sunrise”"]
