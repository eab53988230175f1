"""Which trailers readers see, and from when: order, health, moments, embargoes."""

from datetime import UTC, datetime, timedelta

import pytest

from publishing.boundaries import next_boundaries
from reviews.models.trailer import Trailer
from reviews.publish import set_embargo
from tests.factories import live_review, make_editor, make_film, make_trailer

pytestmark = pytest.mark.django_db

NOW = datetime(2030, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def shown(film, at=NOW):
    return [trailer.title for trailer in Trailer.objects.filter(film=film).shown(at)]


def trailer_of(film, title, **fields):
    return make_trailer(film, title=title, **{"shown_from": NOW - HOUR, **fields})


def test_they_stand_in_their_order_and_the_first_healthy_one_is_shown(client):
    film = make_film()
    trailer_of(film, "Third", position=7, shown_from=datetime(2013, 1, 1, tzinfo=UTC))
    trailer_of(film, "First", position=1, status="broken")
    trailer_of(film, "Second", position=3, shown_from=datetime(2013, 1, 1, tzinfo=UTC))

    page = client.get(live_review(film=film).editions.get().get_absolute_url()).text

    assert shown(film) == ["Second", "Third"]
    assert 'aria-label="Play trailer: Second"' in page
    assert "First" not in page


@pytest.mark.parametrize("status", ["hidden", "broken"])
def test_what_is_hidden_or_broken_is_not_shown(status):
    film = make_film()
    trailer_of(film, "Night Train", status=status)

    assert shown(film) == []


def test_a_trailer_begins_at_its_moment():
    film = make_film()
    trailer_of(film, "Night Train", shown_from=NOW)

    assert shown(film, NOW - timedelta(microseconds=1)) == []
    assert shown(film, NOW) == ["Night Train"]


def test_an_embargo_holds_a_trailer_back_to_its_exact_end():
    film = make_film(embargo_until=NOW)
    trailer_of(film, "Night Train")

    assert shown(film, NOW - timedelta(microseconds=1)) == []
    assert shown(film, NOW) == ["Night Train"]


def test_a_trailer_follows_its_films_embargo_wherever_it_is_moved():
    film = make_film()
    trailer_of(film, "Night Train")
    editor = make_editor()
    was = shown(film)

    set_embargo(film, NOW + HOUR, editor)
    held = shown(film)
    set_embargo(film, None, editor, reason="The studio agreed")

    assert (was, held, shown(film)) == (["Night Train"], [], ["Night Train"])


def test_a_trailer_may_be_shown_despite_the_embargo():
    film = make_film(embargo_until=NOW + HOUR)
    trailer_of(film, "Teaser", despite_embargo=True)
    trailer_of(film, "Later", despite_embargo=True, shown_from=NOW + HOUR)

    assert shown(film) == ["Teaser"]


@pytest.mark.parametrize("moment", ["shown_from", "embargo_until"])
def test_the_page_cache_knows_when_a_trailer_begins(moment):
    begins = NOW + timedelta(minutes=7)
    film = make_film(embargo_until=begins if moment == "embargo_until" else None)
    trailer_of(film, "Night Train", shown_from=begins if moment == "shown_from" else NOW - HOUR)

    assert begins in next_boundaries(NOW, 10)


def test_a_trailer_of_a_site_that_is_taken_no_more_breaks_no_page(client, settings):
    settings.PEERTUBE_HOSTS = []
    film = make_film()
    trailer = trailer_of(film, "Night Train", provider="ptvideoexampinbaqtzx")

    page = client.get(live_review(film=film).editions.get().get_absolute_url())

    assert page.status_code == 200
    assert "Night Train" not in page.text
    assert (trailer.provider_name, trailer.watch_url) == ("ptvideoexampinbaqtzx", "")
