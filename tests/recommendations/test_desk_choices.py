"""What an editor says of the automatic list on a piece's form."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from recommendations.models.exclusion import Exclusion
from recommendations.models.recommendation import Recommendation
from recommendations.public import recommended_cards
from recommendations.writing import rebuild
from reviews.publish import publish
from tests.desk import form_of
from tests.factories import draft_review, live_review, make_editor, make_film, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db):
    client = Client()
    client.force_login(make_editor())
    return client


@pytest.fixture
def pair(db):
    film = make_film("The Defector")
    review = live_review(film=film, headline="Here")
    other = live_review(film=film, headline="The near one")
    rebuild(timezone.now())
    return review, other


def save(client, review, **typed):
    return client.post(
        review.desk_url, {**form_of(client, review), "_save": "", **typed}, follow=True
    )


def panel_of(review):
    return [card.headline for card in recommended_cards(review.pk, timezone.now())]


def test_the_form_lists_what_is_near_with_the_reason(client, pair):
    text = client.get(pair[0].desk_url).text

    assert "The near one" in text
    assert "Also about The Defector" in text


def test_a_pinned_piece_stands_among_the_editors_own_after_the_last(client, pair):
    review, other = pair
    Recommendation.objects.create(review=review, url="https://example.org/", title="Essay")

    save(client, review, neighbour_pin=other.pk)

    rows = Recommendation.objects.filter(review=review)
    assert [(row.title, row.target) for row in rows] == [("Essay", None), ("", other)]
    assert 'name="neighbour_pin"' not in client.get(review.desk_url).text


def test_never_holds_both_ways_and_can_be_taken_back(client, pair):
    review, other = pair

    save(client, review, neighbour_never=other.pk)
    hidden = panel_of(review), panel_of(other)
    save(client, other, neighbour_again=review.pk)

    assert hidden == ([], [])
    assert (panel_of(review), panel_of(other)) == (["The near one"], ["Here"])


def test_pinning_what_must_never_stand_there_takes_the_never_back(client, pair):
    review, other = pair
    Exclusion.objects.create(review=other, target=review)

    save(client, review, neighbour_pin=other.pk)

    assert not Exclusion.objects.exists()
    assert panel_of(review) == ["The near one"]


def test_both_boxes_ticked_mean_pin(client, pair):
    review, other = pair

    save(client, review, neighbour_pin=other.pk, neighbour_never=other.pk)

    assert Recommendation.objects.filter(target=other).exists()
    assert not Exclusion.objects.exists()


def test_ticking_twice_pins_once_and_makes_no_new_version(client, pair):
    review, other = pair
    before = review.version
    save(client, review, neighbour_pin=other.pk)

    save(client, review, neighbour_pin=other.pk)

    review.refresh_from_db()
    assert Recommendation.objects.count() == 1
    assert review.version == before


NO_PIECES = ("", "x", "-1", "0", "99999999", "9" * 40, "1; DROP", "\x00", "1.5", "<b>")


@pytest.mark.parametrize("value", NO_PIECES)
@pytest.mark.parametrize("name", ["neighbour_pin", "neighbour_never", "neighbour_again"])
def test_what_is_no_piece_is_nothing(client, name, value):
    review = live_review()

    response = save(client, review, **{name: value})

    assert response.status_code == 200
    assert not Recommendation.objects.exists()
    assert not Exclusion.objects.exists()


def test_a_writer_may_not_choose_beside_what_is_public(pair):
    review, other = pair
    writer = make_user()
    writer.groups.add(Group.objects.get(name="Writer"))
    review.created_by = writer
    review.save()
    hers = Client()
    hers.force_login(writer)

    text = hers.get(review.desk_url).text
    save(hers, review, neighbour_pin=other.pk, neighbour_never=other.pk)

    assert "Also about The Defector" in text
    assert "neighbour_pin" not in text
    assert not Recommendation.objects.exists()
    assert not Exclusion.objects.exists()


def paste(client, review, url, **fields):
    row = {"url": url, **fields}
    typed = {f"desk_recommendations-0-{name}": value for name, value in row.items()}
    return save(client, review, **{"desk_recommendations-TOTAL_FORMS": "1", **typed})


OWN = {
    "whole": lambda piece: f"{settings.SITE_URL}/reviews/low-tide/",
    "path": lambda piece: "/reviews/low-tide/",
    "with query": lambda piece: f"{settings.SITE_URL}/reviews/low-tide/?utm_source=x#top",
    "spaces around": lambda piece: f"  {settings.SITE_URL}/reviews/low-tide/ ",
    "desk": lambda piece: f"{settings.SITE_URL}{piece.desk_url}",
}


@pytest.mark.parametrize("address", OWN.values(), ids=OWN)
def test_an_address_of_ours_becomes_a_link_to_the_piece(client, address):
    review, piece = live_review(), live_review(slug="low-tide")

    paste(client, review, address(piece))

    row = Recommendation.objects.get()
    assert (row.target, row.url) == (piece, "")


def test_an_address_that_the_piece_had_once_leads_to_it_too(client):
    review, piece = live_review(), live_review(slug="low-tide")
    piece.slug = "high-tide"
    piece.save()
    publish(piece, by=None)

    paste(client, review, f"{settings.SITE_URL}/reviews/low-tide/")

    assert Recommendation.objects.get().target == piece


def test_our_own_address_here_cannot_recommend_itself(client):
    review = live_review(slug="here")

    response = paste(client, review, f"{settings.SITE_URL}/reviews/here/")

    assert "A piece cannot recommend itself." in response.text
    assert not Recommendation.objects.exists()


ELSEWHERE = ("https://example.org/reviews/low-tide/", "https://example.org/")


@pytest.mark.parametrize("url", [*ELSEWHERE, f"{settings.SITE_URL}/films/"])
def test_any_other_address_stays_an_address(client, url):
    live_review(slug="low-tide")
    review = live_review()

    paste(client, review, url, title="Words")

    assert Recommendation.objects.get().url == url


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://[", "//", "/\x00", "https://", "/reviews/none/\\"]
)
def test_what_is_no_address_is_an_answer_and_no_error(client, url):
    review = draft_review()

    response = paste(client, review, url, title="Words")

    assert response.status_code == 200


@pytest.mark.parametrize("name", ["neighbour_pin", "neighbour_never", "neighbour_again"])
def test_a_piece_is_never_pinned_to_itself(client, name):
    review = live_review()

    save(client, review, **{name: review.pk})

    assert not Recommendation.objects.exists()
    assert not Exclusion.objects.exists()
