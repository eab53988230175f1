"""What editors put at the head of the front page."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing.boundaries import next_boundaries
from recommendations.models.front_page_pick import FrontPagePick
from recommendations.models.neighbour import Neighbour
from recommendations.models.recommendation import Recommendation
from reviews.publish import withdraw
from tests.factories import draft_review, live_review, make_editor, make_picture, scheduled_review

pytestmark = pytest.mark.django_db


def pick(review, position=0, **fields):
    return FrontPagePick.objects.create(
        **{"review": review, "position": position, "shown_from": timezone.now(), **fields}
    )


def headlines(client):
    """The headlines of the front page in their order."""
    text = client.get("/").text
    return re.findall(r'<h\d class="(?:lead|card)-title[^>]*><a [^>]*>([^<]*)</a>', text)


def test_picks_come_first_in_their_order_then_the_newest_and_nothing_twice(client):
    old, older = (live_review(headline=name) for name in ("Old", "Older"))
    for number in range(3):
        live_review(headline=f"New {number}")
    pick(old, 2)
    pick(older, 1)

    assert headlines(client) == ["Older", "Old", "New 2", "New 1", "New 0"]


def test_without_picks_the_newest_leads(client):
    for number in range(3):
        live_review(headline=f"New {number}")

    assert headlines(client) == ["New 2", "New 1", "New 0"]


def test_a_pick_comes_and_goes_at_its_moments_by_itself(client):
    comes, goes = (timezone.now() + timedelta(hours=hours) for hours in (1, 2))
    picked = live_review(headline="Picked")
    live_review(headline="Newer")
    pick(picked, shown_from=comes, shown_until=goes)
    just = timedelta(microseconds=1)

    leads = []
    for moment in (comes - just, comes, goes - just, goes):
        with time_machine.travel(moment, tick=False):
            leads.append(headlines(client)[0])

    assert leads == ["Newer", "Picked", "Picked", "Newer"]


def test_the_page_cache_knows_when_picks_come_and_go():
    comes, goes = (timezone.now() + timedelta(hours=hours) for hours in (1, 2))
    pick(live_review(), shown_from=comes, shown_until=goes)

    found = next_boundaries(timezone.now(), 9)

    assert {comes, goes} <= set(found)


def withdrawn():
    review = live_review(headline="Hidden")
    withdraw(review, by=None)
    return review


HIDDEN = {
    "draft": lambda: draft_review(headline="Hidden"),
    "scheduled": lambda: scheduled_review(timezone.now() + timedelta(days=1), headline="Hidden"),
    "withdrawn": withdrawn,
}


@pytest.mark.parametrize("make", HIDDEN.values(), ids=HIDDEN)
def test_a_pick_that_is_not_live_is_left_out(client, make):
    live_review(headline="Live")
    pick(make())

    assert headlines(client) == ["Live"]


@pytest.mark.parametrize("count", [0, 1, 9])
def test_the_front_page_costs_four_queries_at_most(client, count):
    for position in range(count):
        pick(live_review(lead_picture=make_picture()), position)
    live_review(lead_picture=make_picture())

    with CaptureQueriesContext(connection) as captured:
        client.get("/")

    assert len(captured) <= 4


def test_one_piece_that_is_picked_twice_stands_once(client):
    review = live_review(headline="Twice")
    pick(review, 1)
    pick(review, 2)

    assert headlines(client) == ["Twice"]


def test_a_pick_that_ends_before_it_begins_is_refused_in_words():
    now = timezone.now()
    wrong = FrontPagePick(review=live_review(), shown_from=now, shown_until=now)

    with pytest.raises(ValidationError, match="It would end before it begins"):
        wrong.full_clean()


@pytest.fixture
def desk(db):
    client = Client()
    client.force_login(make_editor())
    return client


def test_the_desk_says_of_each_pick_whether_readers_see_it(desk):
    ahead = timezone.now() + timedelta(days=1)
    pick(live_review(headline="Seen"))
    pick(live_review(), shown_from=ahead)
    pick(draft_review())

    text = desk.get("/admin/recommendations/frontpagepick/").text

    assert all(words in text for words in ("Yes.", "Not yet.", "No, its piece is not live."))


def test_pieces_that_nothing_recommends_are_listed_at_the_desk(desk):
    review = live_review(headline="Recommends")
    Recommendation.objects.create(review=review, target=live_review(headline="By hand"))
    near = live_review(headline="By itself")
    Neighbour.objects.create(review=review, target=near, rank=0, score=1, reason="text")
    far = live_review(headline="Too far down")
    Neighbour.objects.create(review=review, target=far, rank=9, score=1, reason="text")
    draft_review(headline="A draft")

    text = desk.get("/admin/recommendations/frontpagepick/orphans/").text

    found = {
        name
        for name in ("Recommends", "By hand", "By itself", "Too far down", "A draft")
        if f">{name}</a>" in text
    }
    assert found == {"Recommends", "Too far down"}
    assert "Nothing recommends these" in desk.get("/admin/").text


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "99", "9" * 30, "1; DROP"])
def test_any_page_of_that_list_is_an_answer(desk, page):
    live_review()

    answer = desk.get("/admin/recommendations/frontpagepick/orphans/", {"page": page})

    assert answer.status_code == 200
