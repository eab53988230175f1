"""How the panel beside a piece is filled up to four."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recommendations.models.exclusion import Exclusion
from recommendations.models.neighbour import Neighbour
from recommendations.models.recommendation import Recommendation
from recommendations.public import filled_up, recommended_cards
from reviews.models.content import Kind
from reviews.models.people import Credit, Person
from reviews.public.cards import Card
from reviews.publish import withdraw
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    scheduled_review,
)

pytestmark = pytest.mark.django_db


def near(review, *targets):
    for rank, target in enumerate(targets):
        Neighbour.objects.create(review=review, target=target, rank=rank, score=1, reason="text")


def recommend(review, target, position=0):
    Recommendation.objects.create(review=review, target=target, position=position)


def panel(review, at=None):
    return [card.headline for card in recommended_cards(review.pk, at or timezone.now())]


def test_editors_links_come_first_and_neighbours_by_rank_after_them():
    review, newest = live_review(), live_review(headline="Curated")
    others = [live_review(headline=f"Near {number}") for number in range(5)]
    near(review, *reversed(others))
    recommend(review, newest)

    assert panel(review) == ["Curated", "Near 4", "Near 3", "Near 2"]


def test_a_curated_neighbour_stands_once_in_the_editors_place():
    review, both = live_review(), live_review(headline="Both")
    near(review, live_review(headline="First"), both)
    recommend(review, both)

    assert panel(review) == ["Both", "First"]


def test_more_than_four_links_of_an_editor_are_all_shown_and_nothing_else():
    review = live_review()
    for number in range(6):
        recommend(review, live_review(headline=f"Curated {number}"), number)
    near(review, live_review(headline="Near"))

    assert panel(review) == [f"Curated {number}" for number in range(6)]


def withdrawn_review(**fields):
    review = live_review(**fields)
    withdraw(review, by=None)
    return review


HIDDEN = {
    "draft": draft_review,
    "scheduled": lambda **fields: scheduled_review(timezone.now() + timedelta(days=1), **fields),
    "withdrawn": withdrawn_review,
}


@pytest.mark.parametrize("make", HIDDEN.values(), ids=HIDDEN)
def test_a_neighbour_that_is_not_live_is_left_out(make):
    review = live_review()
    near(review, make(headline="Hidden"), live_review(headline="Live"))

    assert panel(review) == ["Live"]


def test_a_neighbour_comes_at_its_moment_by_itself(client):
    moment = timezone.now() + timedelta(hours=1)
    review = live_review(slug="here")
    near(review, scheduled_review(moment, headline="For tomorrow"))

    shown = []
    for at in (moment - timedelta(microseconds=1), moment):
        with time_machine.travel(at, tick=False):
            shown.append("For tomorrow" in client.get("/reviews/here/").text)

    assert shown == [False, True]


@pytest.mark.parametrize("said_of_the_other", [False, True])
def test_two_that_never_meet_do_not_whichever_it_was_said_of(said_of_the_other):
    film = make_film()
    review, other = live_review(film=film), live_review(film=film, headline="Never")
    near(review, other)
    pair = (other, review) if said_of_the_other else (review, other)
    Exclusion.objects.create(review=pair[0], target=pair[1])

    assert panel(review) == []


def test_no_two_cards_in_a_row_are_about_one_film():
    review, film = live_review(), make_film("Twice")
    first, second = (live_review(film=film, headline=f"Twice {number}") for number in (1, 2))
    near(review, first, second, live_review(headline="Between"))

    assert panel(review) == ["Twice 1", "Between", "Twice 2"]


def test_a_neighbour_does_not_follow_an_editors_link_about_the_same_film():
    review, film = live_review(), make_film("Twice")
    recommend(review, live_review(film=film, headline="Curated"))
    near(review, live_review(film=film, headline="Near"))

    assert panel(review) == ["Curated"]


def card(name, film):
    return Card(url=f"/{name}/", headline=name, film={"url": film} if film else None)


ROWS = {
    "none": ([], [], ""),
    "one film only": ([], [("a", "f"), ("b", "f"), ("c", "f")], "a"),
    "articles have no film": ([], [("a", ""), ("b", ""), ("c", "")], "abc"),
    "one waits until it fits": ([], [("a", "f"), ("b", "f"), ("c", "g"), ("d", "g")], "acbd"),
    "an editor's order stands": ([("a", "f"), ("b", "f")], [("c", "f"), ("d", "g")], "abdc"),
    "full already": ([(n, "") for n in "abcde"], [("f", "")], "abcde"),
}


@pytest.mark.parametrize(("cards", "rest", "expected"), ROWS.values(), ids=ROWS)
def test_places_are_filled_in_order(cards, rest, expected):
    shown = filled_up([card(*row) for row in cards], [card(*row) for row in rest])

    assert "".join(one.headline for one in shown) == expected


def test_without_neighbours_the_nearest_come_by_film_people_tag_and_author_before_the_newest():
    ana, film = make_author("Ana"), make_film()
    director = Person.objects.create(name="Ann Shin")
    Credit.objects.create(film=film, person=director)
    by_her = make_film()
    Credit.objects.create(film=by_her, person=director)
    review = live_review(film=film, authors=[ana], tags=["Korea"])
    live_review(headline="Author", authors=[ana])
    live_review(headline="Tag", tags=["Korea"])
    live_review(headline="People", film=by_her)
    live_review(headline="Film", also_about=[film])
    live_review(headline="Newest")

    assert panel(review) == ["Film", "People", "Tag", "Author"]


@pytest.mark.parametrize("kind", [Kind.REVIEW, Kind.ARTICLE])
def test_a_panel_is_never_empty_while_anything_else_is_live(client, kind):
    review = live_review(kind=kind, slug="here")
    live_review(headline="The only other")

    text = client.get(f"/{kind}s/here/").text

    assert "The only other" in text[text.index('class="band recommendations"') :]
    assert panel(review) == ["The only other"]


def test_the_only_piece_recommends_nothing(client):
    review = live_review(slug="here")

    assert panel(review) == []
    assert "Recommended for You" not in client.get("/reviews/here/").text


def test_the_reason_stands_on_the_card_of_what_nobody_chose(client):
    review, chosen = live_review(slug="here"), live_review(headline="Chosen")
    near(review, chosen, live_review(headline="Near"))
    recommend(review, chosen)

    cards = recommended_cards(review.pk, timezone.now())
    text = client.get("/reviews/here/").text

    assert [(one.headline, one.reason) for one in cards] == [
        ("Chosen", ""),
        ("Near", "A text much like this"),
    ]
    assert text.count("A text much like this") == 1


@pytest.mark.parametrize("count", [0, 3, 12])
def test_it_costs_two_queries_whatever_there_is(count):
    review = live_review(authors=[make_author("Ana")], tags=["Korea"])
    others = [live_review(tags=["Korea"], lead_picture=make_picture()) for _ in range(count)]
    near(review, *others)

    with CaptureQueriesContext(connection) as captured:
        cards = recommended_cards(review.pk, timezone.now())
        assert all(one.picture.url for one in cards)

    assert len(captured) == 2
    assert len(cards) == min(count, 4)
