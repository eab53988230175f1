"""What opening and saving a piece costs in queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations.models.recommendation import Recommendation
from tests.desk import form_of
from tests.factories import draft_review, live_review, make_author, make_film, make_picture

pytestmark = pytest.mark.django_db


def cost(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def piece_with(count):
    review = draft_review(
        authors=[make_author() for _ in range(count)],
        also_about=[make_film() for _ in range(count)],
        tags=[f"tag {number}" for number in range(count)],
        lead_picture=make_picture(),
    )
    for position in range(count):
        Recommendation.objects.create(review=review, target=live_review(), position=position)
    return review


def test_opening_a_piece_costs_the_same_however_much_is_on_it(desk):
    few, many = piece_with(1), piece_with(6)
    for review in (few, many):
        desk.get(review.desk_url)  # the first time somebody comes is noted

    assert cost(lambda: desk.get(many.desk_url)) == cost(lambda: desk.get(few.desk_url))


@pytest.mark.parametrize("button", ["_save", "_publish"])
def test_saving_a_piece_costs_the_same_in_an_archive_of_any_size(desk, button):
    def saving():
        review = piece_with(2)
        form = form_of(desk, review) | {"headline": "Changed", button: ""}
        return cost(lambda: desk.post(review.desk_url, form))

    first = saving()
    for _ in range(10):
        live_review()

    assert saving() == first


def test_the_check_while_typing_costs_the_same_however_long_the_text(desk):
    review = draft_review()
    at = f"{review.desk_url.removesuffix('change/')}check/"
    form = form_of(desk, review)
    link = '<p><a href="/reviews/x/">x</a></p>'

    few = cost(lambda: desk.post(at, form | {"body": link}))

    assert cost(lambda: desk.post(at, form | {"body": link * 40})) == few
    assert few <= 25
