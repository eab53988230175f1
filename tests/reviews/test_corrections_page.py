"""The page of corrections: what was wrong, where, and when it was put right."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from reviews.models.edition import Edition
from reviews.publish import correct, publish, withdraw
from tests.factories import live_review

pytestmark = pytest.mark.django_db


def corrected_review(correction: str, **fields):
    review = live_review(**fields)
    correct(review, {"rating_line": "Better"}, by=None, correction=correction)
    return review


def test_corrections_are_told_newest_first_with_a_link_to_the_piece(client):
    corrected_review("It opened in May.", headline="First")
    corrected_review("The director is Ann Shin.", headline="Second", slug="second")

    page = client.get("/corrections/").text

    assert page.index("The director is Ann Shin.") < page.index("It opened in May.")
    assert '<a href="/reviews/second/"><bdi>Second</bdi></a>' in page


def test_a_typo_put_right_silently_is_not_told(client):
    review = live_review(headline="Quiet")

    correct(review, {"rating_line": "Better"}, by=None)

    assert "Quiet" not in client.get("/corrections/").text


def test_an_earlier_correction_stays_told_under_the_headline_of_today(client, editor):
    review = corrected_review("It opened in May.", headline="Old")
    review.headline = "New"
    review.save()

    publish(review, by=editor)

    page = client.get("/corrections/").text
    assert "It opened in May." in page
    assert "New" in page
    assert "Old" not in page


def test_nothing_is_told_of_a_piece_that_is_gone(client, editor):
    review = corrected_review("It opened in May.", headline="Gone")

    withdraw(review, by=editor, reason="wrong film")

    assert "Gone" not in client.get("/corrections/").text
    assert "It opened in May." not in client.get("/corrections/").text


def test_a_correction_that_waits_says_nothing_before_its_moment(client, editor):
    review = live_review(headline="Waits")

    publish(review, by=editor, at=timezone.now() + timedelta(days=1), correction="Not yet")

    assert "Not yet" not in client.get("/corrections/").text
    assert Edition.objects.corrected_by(timezone.now() + timedelta(days=2)).count() == 1


def test_an_empty_page_says_so(client):
    assert "Nothing had to be corrected yet." in client.get("/corrections/").text


def test_the_list_is_read_from_its_own_small_index():
    corrected = Edition.objects.corrected_by(timezone.now())

    plan = corrected.explain()

    if connection.vendor == "sqlite":  # PostgreSQL scans a table of no rows, rightly
        assert "edition_corrections" in plan
