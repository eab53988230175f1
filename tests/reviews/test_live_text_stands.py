"""What an editor saves on a live piece reaches readers when it is published, and not before."""

import pytest

from reviews.models.trailer import Trailer
from tests.desk import form_of, post
from tests.factories import live_review, make_author, make_film, make_picture, make_trailer

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(db):
    film = make_film("Low Tide")
    make_trailer(film, title="Teaser")
    return live_review(
        headline="Low Tide",
        film=film,
        authors=[make_author("Ana")],
        tags=["sea"],
        rating="3.5",
        rating_out_of=5,
        lead_picture=make_picture(alt="Water"),
        also_about=[make_film("High Tide")],
    )


def changes():
    return {
        "headline": {"headline": "High Tide, low hopes"},
        "body": {"body": "<p>Quite another text.</p>"},
        "rating line": {"rating_line": "“Wet”"},
        "byline": {"bylines-0-author": make_author("Ben").pk},
        "second byline": {
            "bylines-TOTAL_FORMS": "2",
            "bylines-1-author": make_author("Cleo").pk,
            "bylines-1-position": "1",
        },
        "tags": {"tags": "sea, storms"},
        "rating": {"rating": "1"},
        "printed rating": {"rating_printed": "D minus"},
        "lead picture": {"lead_picture": make_picture(alt="Sand").pk},
        "no lead picture": {"lead_picture": ""},
        "film": {"film": make_film("Another").pk},
        "further film": {"also_about-0-film": make_film("Spring Tide").pk},
        "address": {"slug": "somewhere-else"},
        "date": {"published_at_0": "2001-01-01", "published_at_1": ""},
        "description": {"description": "For search engines"},
        "disclosure": {"disclosure": "The critic fell asleep"},
        "language": {"language": "fr"},
    }


WHAT = [
    *("headline", "body", "rating line", "byline", "second byline", "tags", "rating"),
    *("printed rating", "lead picture", "no lead picture", "film", "further film", "address"),
    *("date", "description", "disclosure", "language"),
]


@pytest.mark.parametrize("what", WHAT)
def test_public_bytes_stay_until_publish(desk, client, live, what):
    pages = ["/", "/reviews/", live.editions.get().get_absolute_url(), "/tags/", "/authors/"]
    before = [client.get(page).content for page in pages]
    typed = changes()[what]

    post(desk, live.desk_url, form_of(desk, live) | typed | {"_save": ""})
    after = [client.get(page).content for page in pages]
    live.refresh_from_db()
    unpublished = live.has_unpublished_changes
    post(desk, live.desk_url, form_of(desk, live) | {"_publish": ""})

    assert after == before
    assert unpublished
    assert [client.get(page).content for page in pages] != before


def test_a_changed_trailer_shows_at_once(desk, client, live):
    page = live.editions.get().get_absolute_url()
    trailer = Trailer.objects.get()
    film = f"/admin/reviews/film/{live.film_id}/change/"

    post(desk, film, form_of(desk, film) | {"trailers-0-title": "The real trailer", "_save": ""})

    trailer.refresh_from_db()
    assert trailer.title == "The real trailer"
    assert "The real trailer" in client.get(page).text


def test_the_boxes_that_show_at_once_say_so(desk, live):
    form = desk.get(live.desk_url).text
    film = desk.get(f"/admin/reviews/film/{live.film_id}/change/").text

    assert "Readers see these as soon as you save" in form.replace("readers see", "Readers see")
    assert "Readers see trailers as soon as you save" in film
