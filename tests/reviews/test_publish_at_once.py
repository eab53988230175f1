"""Two people press at once: threads with connections of their own, on both databases.

Whoever comes second waits, then acts on what the first left or is told why not. Nobody waits in
a circle, no database is "locked", and the chain of editions stays whole. On SQLite a transaction
shuts everybody else out from its start, so there the two meet before it and not within.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from reviews.models.address import Address
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.models.tag import Tag
from reviews.publish import (
    EMBARGO,
    EmbargoBroken,
    NotReady,
    Refused,
    ScheduleStands,
    cancel,
    correct,
    publish,
    restore,
    set_embargo,
    withdraw,
)
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    scheduled_review,
)

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_SECONDS = 30


def hours(number):
    return timezone.now() + timedelta(hours=number)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do the acts in threads that start together; what each returned, or how it was refused.

    Anything but a refusal is raised here.
    """
    start, outcomes = Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(PATIENCE_SECONDS)
            outcomes[number] = act()
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    for outcome in outcomes:
        if isinstance(outcome, Exception) and not isinstance(outcome, Refused):
            raise outcome
    return outcomes


def in_one_transaction(meeting: Barrier, *steps: Callable[[], Any]) -> Callable[[], Any]:
    """An act that does its steps in one transaction and meets the other act after each."""

    def act() -> Any:
        with transaction.atomic():
            for step in steps:
                done = step()
                if connection.vendor == "postgresql" and step is steps[0]:
                    meeting.wait(PATIENCE_SECONDS)
        return done

    return act


def saved(row: Any) -> Callable[[], Any]:
    """What a form does first: save the row under its version."""
    return lambda: type(row).objects.filter(pk=row.pk).update(version=F("version") + 1)


def fresh(review: Review) -> Review:
    return Review.objects.get(pk=review.pk)


def assert_whole(*reviews: Review) -> None:
    now = timezone.now()
    for review in reviews:
        editions = list(review.editions.order_by("live_from"))
        assert [edition.number for edition in editions] == sorted({e.number for e in editions})
        for one, following in pairwise(editions):
            assert one.live_until <= following.live_from
        assert sum(edition.live_from > now for edition in editions) <= 1
        for edition in editions:
            for part in (*edition.bylines.all(), *edition.films.all()):
                assert (part.live_from, part.live_until) == (edition.live_from, edition.live_until)
        assert set(review.addresses.values_list("slug", flat=True)) == {e.slug for e in editions}


def publish_now(review):
    return publish(review, by=None)


def schedule(review):
    return publish(review, by=None, at=hours(2))


def replace_schedule(review):
    return publish(review, by=None, at=hours(3), replace_waiting=True)


def fix(review):
    return correct(review, {"disclosure": "Seen at a festival."}, by=None)


def withdraw_now(review):
    return withdraw(review, by=None)


def withdraw_later(review):
    return withdraw(review, by=None, at=hours(4))


def call_off(review):
    return cancel(review, by=None)


def bring_back(review):
    return restore(review, by=None)


def embargo(review):
    return set_embargo(review.film, hours(9), by=None)


ACTS = (
    *(publish_now, schedule, replace_schedule, fix, withdraw_now, withdraw_later),
    *(call_off, bring_back, embargo),
)


@pytest.mark.parametrize("has_waiting", [False, True], ids=["live", "live and scheduled"])
@pytest.mark.parametrize("one", ACTS)
@pytest.mark.parametrize("other", [publish_now, schedule, fix, withdraw_now, call_off])
def test_any_two_acts_on_one_piece_come_one_after_the_other(one, other, has_waiting):
    review = live_review()
    if has_waiting:
        schedule(review)

    at_once(lambda: one(fresh(review)), lambda: other(fresh(review)))

    assert_whole(review)


@pytest.mark.parametrize("act", [schedule, publish_now])
def test_of_two_first_publications_both_come_or_the_second_is_told(act):
    review = draft_review()

    outcomes = at_once(*[lambda: act(fresh(review))] * 2)

    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert [type(refusal) for refusal in refused] == [ScheduleStands] * (act is schedule)
    assert review.editions.count() == 2 - len(refused)
    assert_whole(review)


def test_pieces_of_one_headline_published_at_once_get_addresses_of_their_own():
    reviews = [draft_review(headline="Nosferatu") for _ in range(4)]

    at_once(*[lambda review=review: publish_now(fresh(review)) for review in reviews])

    assert {edition.slug for edition in Edition.objects.all()} == {
        "nosferatu", "nosferatu-2", "nosferatu-3", "nosferatu-4",
    }  # fmt: skip
    assert_whole(*reviews)


def test_of_two_pieces_that_claim_one_typed_address_at_once_one_is_refused():
    reviews = [draft_review(slug="nosferatu") for _ in range(2)]

    outcomes = at_once(*[lambda review=review: publish_now(fresh(review)) for review in reviews])

    assert sum(isinstance(outcome, NotReady) for outcome in outcomes) == 1
    assert Address.objects.count() == Edition.objects.count() == 1


def test_no_first_release_slips_out_while_its_film_is_put_under_embargo():
    for _round in range(5):
        film, lifts = make_film(), hours(9)
        review = draft_review(kind="article", also_about=[film])

        at_once(
            lambda review=review: publish(fresh(review), by=None, at=hours(1)),
            lambda film=film, lifts=lifts: set_embargo(film, lifts, by=None),
        )

        assert not review.editions.filter(live_from__lt=lifts).exists()
        assert_whole(review)


def test_a_piece_that_waits_for_the_embargo_follows_one_moved_at_the_same_time():
    for _round in range(5):
        film = make_film(embargo_until=hours(5))
        review, lifts = draft_review(film=film), hours(3)

        at_once(
            lambda review=review: publish(fresh(review), by=None, at=EMBARGO),
            lambda film=film, lifts=lifts: set_embargo(film, lifts, by=None, reason="Asked."),
        )

        assert review.editions.get().live_from == lifts
        assert_whole(review)


def test_forms_that_save_two_pieces_of_one_film_and_publish_them_do_not_wait_in_a_circle():
    film = make_film()
    reviews = [draft_review(film=film, tags=["sea"], authors=[make_author()]) for _ in range(2)]
    meeting = Barrier(2)

    at_once(
        *[
            in_one_transaction(meeting, saved(review), lambda review=review: publish_now(review))
            for review in reviews
        ]
    )

    assert Edition.objects.live(hours(1)).count() == 2


def test_a_film_saved_and_put_under_embargo_while_its_review_is_saved_and_scheduled():
    film, meeting, lifts = make_film(), Barrier(2), hours(9)
    review = draft_review(film=film)

    at_once(
        in_one_transaction(meeting, saved(film), lambda: set_embargo(film, lifts, by=None)),
        in_one_transaction(meeting, saved(review), lambda: schedule(review)),
    )

    assert not review.editions.filter(live_from__lt=lifts).exists()


def renamed(row):
    """A new address is what takes a row away even from those who only point at it."""
    return lambda: type(row).objects.filter(pk=row.pk).update(slug=f"{row.slug}-renamed")


@pytest.mark.parametrize("act", [publish_now, fix, replace_schedule, bring_back])
@pytest.mark.parametrize("what", ["film", "further film", "author", "tag"])
def test_what_a_piece_points_at_is_renamed_while_the_piece_is_published(what, act):
    further, author = make_film(), make_author()
    review = live_review(authors=[author], also_about=[further], tags=["sea"])
    if act is bring_back:
        withdraw_now(review)
    row = {
        "film": review.film, "further film": further, "author": author, "tag": Tag.objects.get(),
    }[what]  # fmt: skip
    meeting = Barrier(2)

    at_once(
        in_one_transaction(meeting, renamed(row)),
        in_one_transaction(meeting, saved(review), lambda: act(review)),
    )

    assert review.editions.count() == 2
    assert type(row).objects.filter(slug=f"{row.slug}-renamed").exists()


def test_a_film_renamed_and_put_under_embargo_while_its_review_is_published():
    film, meeting = make_film(), Barrier(2)
    review = draft_review(film=film)

    at_once(
        in_one_transaction(meeting, renamed(film), lambda: set_embargo(film, hours(9), by=None)),
        in_one_transaction(meeting, saved(review), lambda: publish_now(review)),
    )

    film = Film.objects.get(pk=film.pk)
    assert film.slug.endswith("-renamed")
    assert_whole(review)


# -- what each lock is for, and its place in the order --------------------------------------------


def until_somebody_waits() -> None:
    """Return once another connection waits for a lock of this one."""
    deadline = timezone.now() + timedelta(seconds=PATIENCE_SECONDS)
    with connection.cursor() as cursor:
        while timezone.now() < deadline:
            cursor.execute(
                "SELECT 1 FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return
    raise AssertionError("Nobody came to wait.")


def while_first_is_under_way(
    first: Callable[[], Any], rest: Callable[[], Any], other: Callable[[], Any]
) -> list[Any]:
    """Do `first` and `rest` in one transaction, and begin `other` between the two."""
    began = Event()

    def patient() -> Any:
        with transaction.atomic():
            first()
            began.set()
            until_somebody_waits()
            return rest()

    def late() -> Any:
        assert began.wait(PATIENCE_SECONDS)
        return other()

    return at_once(patient, late)


@pytest.mark.postgres
def test_no_two_acts_on_the_site_share_an_instant_even_if_the_clock_stands_still(monkeypatch):
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    monkeypatch.setattr("reviews.publish.clock.wall_clock", lambda: noon)
    one, other = draft_review(), draft_review()

    while_first_is_under_way(
        lambda: publish_now(one), lambda: None, lambda: publish_now(fresh(other))
    )

    assert one.editions.get().live_from < other.editions.get().live_from


@pytest.mark.postgres
@pytest.mark.parametrize("form", [publish_now, fix, withdraw_now])
@pytest.mark.parametrize("other", [publish_now, schedule, fix, withdraw_later])
def test_a_form_that_saved_its_piece_first_and_an_act_without_a_form_do_not_circle(form, other):
    review = live_review()

    while_first_is_under_way(saved(review), lambda: form(review), lambda: other(fresh(review)))

    assert_whole(review)


@pytest.mark.postgres
def test_a_form_that_saved_its_film_first_and_an_embargo_without_a_form_do_not_circle():
    film = make_film()
    review = scheduled_review(at=hours(1), film=film)

    while_first_is_under_way(
        saved(film),
        lambda: set_embargo(film, hours(5), by=None),
        lambda: set_embargo(Film.objects.get(pk=film.pk), hours(9), by=None),
    )

    assert review.editions.get().live_from == Film.objects.get(pk=film.pk).embargo_until
    assert_whole(review)


@pytest.mark.postgres
def test_a_piece_scheduled_but_not_committed_is_found_by_an_embargo_set_meanwhile():
    film, lifts = make_film(), hours(9)
    review = draft_review(film=film)

    while_first_is_under_way(
        lambda: publish(review, by=None, at=hours(1)),
        lambda: None,
        lambda: set_embargo(film, lifts, by=None),
    )

    assert review.editions.get().live_from == lifts


@pytest.mark.postgres
def test_an_embargo_set_but_not_committed_is_seen_by_a_publication_meanwhile():
    film = make_film()
    review = draft_review(film=film)

    _moved, refusal = while_first_is_under_way(
        lambda: set_embargo(film, hours(9), by=None),
        lambda: None,
        lambda: publish_now(fresh(review)),
    )

    assert isinstance(refusal, EmbargoBroken)
    assert not review.editions.exists()
