"""Who has a piece open: told to the others, forgotten soon, and nobody is locked out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.models.presence import Presence
from tests.desk import form_of
from tests.factories import draft_review, make_user
from tests.reviews.test_stale_saves import TEXT, save, signed_in

pytestmark = pytest.mark.django_db

HERE = "/admin/reviews/review/here/"
ADD = "/admin/reviews/review/add/"


@pytest.fixture
def ana(db):
    return signed_in("ana", first_name="Ana")


@pytest.fixture
def ben(db):
    return signed_in("ben", first_name="Ben")


def ping(client, review, version=1):
    answer = client.post(HERE, {"_review": review.pk, "version": version})
    return " ".join(answer.json().get("sentences", []))


def seen(seconds_ago):
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=seconds_ago))


def test_who_opens_the_form_is_told_to_the_next_without_any_script(ana, ben):
    review = draft_review()
    ana.get(review.desk_url)

    page = ben.get(review.desk_url)

    assert "Ana has this open." in page.text
    assert "Ben has this open." not in page.text


def test_a_save_is_told_with_who_and_when(ana, ben):
    review = draft_review(body=TEXT)
    ben.get(review.desk_url)
    save(ben, review, form_of(ben, review), headline="His")

    said = ping(ana, review, version=1)

    assert "Ben has this open; saved version 2 at" in said
    assert "UTC" in said
    assert "Your next save is put together with it." in said


def test_a_save_by_who_has_left_is_told_too(ana, ben):
    review = draft_review(body=TEXT)
    save(ben, review, form_of(ben, review), headline="His")
    seen(60)

    said = ping(ana, review, version=1)

    assert "Ben saved version 2 at" in said
    assert "has this open" not in said


@pytest.mark.parametrize(("seconds", "is_told"), [(40, True), (50, False)])
def test_somebody_is_forgotten_after_forty_five_seconds(ana, ben, seconds, is_told):
    review = draft_review()
    ping(ana, review)
    seen(seconds)

    assert ("Ana has this open." in ping(ben, review)) == is_told


def test_an_open_window_stays_known(ana, ben):
    review = draft_review()
    ping(ana, review)
    seen(30)
    ping(ana, review)
    Presence.objects.filter(user__username="ben").delete()

    assert Presence.objects.get().seen_at > timezone.now() - timedelta(seconds=10)
    assert "Ana has this open." in ping(ben, review)


def test_two_windows_of_one_person_are_one_person(ana, ben):
    review = draft_review()
    for _ in range(3):
        ping(ana, review)

    assert ping(ben, review) == "Ana has this open."
    assert Presence.objects.count() == 2


def test_an_add_page_is_nobodys_piece_and_still_answered(ana):
    page = ana.get(ADD)
    answer = ana.post(HERE, {"_review": ""})

    assert page.status_code == 200
    assert answer.status_code == 200
    assert "sentences" not in answer.json()
    assert not Presence.objects.exists()


def test_who_may_not_see_the_piece_is_told_nothing_of_it(ana, client):
    review = draft_review()
    ping(ana, review)
    client.force_login(make_user("pictures.view_picture"))

    assert ping(client, review) == ""
    assert not Presence.objects.filter(user__username__startswith="person").exists()


def test_a_ping_costs_the_same_with_one_person_and_with_ten(ana):
    review = draft_review()

    def cost():
        ping(ana, review)
        with CaptureQueriesContext(connection) as captured:
            ping(ana, review)
        return len(captured)

    alone = cost()
    for number in range(10):
        ping(signed_in(f"colleague {number}"), review)

    assert cost() == alone
    assert alone <= 5


def test_opening_a_form_costs_the_same_with_one_person_and_with_ten(ana):
    review = draft_review()

    def cost():
        ana.get(review.desk_url)
        with CaptureQueriesContext(connection) as captured:
            ana.get(review.desk_url)
        return len(captured)

    alone = cost()
    for number in range(10):
        ping(signed_in(f"colleague {number}"), review)

    assert cost() == alone
