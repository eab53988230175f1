"""Embargoes: nothing of a film is out before its moment, and what waits follows the film."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from publishing.instant import FOREVER
from reviews.models.content import Kind
from reviews.models.edition import Edition, EditionFilm
from reviews.models.film import Film
from reviews.publish import (
    EMBARGO,
    EmbargoBroken,
    NotReady,
    cancel,
    correct,
    publish,
    restore,
    set_embargo,
    withdraw,
)
from tests.factories import draft_review, live_review, make_film, make_user, scheduled_review

pytestmark = pytest.mark.django_db

NOON = timezone.now().replace(minute=0, second=0, microsecond=0)
REASON = "The studio asked."


def hours(number):
    return NOON + timedelta(hours=number)


def start_of(review):
    return review.editions.get().live_from


def piece_about(film, place):
    """A draft about the film: reviewed, or named further down."""
    if place == "reviewed":
        return draft_review(film=film)
    if place == "further film":
        return draft_review(also_about=[make_film(), film])
    return draft_review(kind=Kind.ARTICLE, also_about=[film])


PLACES = ["reviewed", "further film", "article"]


@pytest.fixture
def reporter(db):
    return make_user("reviews.publish_review", "reviews.set_embargo")


# -- publish ----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("at", [None, hours(4), hours(9) - timedelta(microseconds=1)])
def test_no_first_release_begins_before_the_embargo_lifts(editor, place, at):
    review = piece_about(make_film(embargo_until=hours(9)), place)

    with pytest.raises(EmbargoBroken, match=r"under embargo until .* UTC"):
        publish(review, by=editor, at=at)

    assert not Edition.objects.exists()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("at", [hours(9), hours(10), EMBARGO])
def test_a_first_release_may_begin_at_the_embargos_moment_or_later(editor, place, at):
    review = piece_about(make_film(embargo_until=hours(9)), place)

    edition = publish(review, by=editor, at=at)

    assert edition.live_from == (hours(9) if at is EMBARGO else at)
    assert edition.waits_for_embargo is (at is EMBARGO)


def test_of_several_films_the_last_embargo_counts(editor):
    films = [make_film(embargo_until=moment) for moment in (hours(3), hours(9), None, hours(5))]
    review = draft_review(film=films[0], also_about=films[1:])

    edition = publish(review, by=editor, at=EMBARGO)

    assert edition.live_from == hours(9)


@pytest.mark.parametrize("embargo", [None, hours(-1)])
def test_waiting_for_an_embargo_that_does_not_hold_is_refused(editor, embargo):
    review = draft_review(film=make_film(embargo_until=embargo))

    with pytest.raises(NotReady, match="no embargo"):
        publish(review, by=editor, at=EMBARGO)


def test_an_embargo_set_later_holds_back_nothing_of_what_is_live(editor):
    review = live_review()
    set_embargo(review.film, hours(9), by=editor)

    correct(review, {"disclosure": "Seen at a festival."}, by=editor)
    publish(review, by=editor)
    withdraw(review, by=editor)
    restore(review, by=editor)

    assert review.editions.get(live_until=FOREVER).live_from < hours(9)


def test_an_import_may_bring_what_was_public_before_an_embargo_that_has_lifted():
    review = draft_review(film=make_film(embargo_until=hours(-100)))

    edition = publish(review, by=None, at=hours(-200), origin="import")

    assert edition.live_from == hours(-200)


@pytest.mark.parametrize("at", [hours(-200), hours(5)])
def test_an_import_breaks_no_embargo_that_holds(at):
    review = draft_review(film=make_film(embargo_until=hours(9)))

    with pytest.raises(EmbargoBroken):
        publish(review, by=None, at=at, origin="import")


# -- set_embargo: who may -----------------------------------------------------------------------


@pytest.mark.parametrize("until", [None, hours(-3), hours(5)], ids=["lift", "past", "shorten"])
def test_shortening_or_lifting_needs_a_permission_and_a_reason(editor, reporter, until):
    film = make_film(embargo_until=hours(9))

    with pytest.raises(PermissionDenied):
        set_embargo(film, until, by=reporter, reason=REASON)
    for empty in ("", "  "):
        with pytest.raises(NotReady, match="Say why"):
            set_embargo(film, until, by=editor, reason=empty)

    assert Film.objects.get().embargo_until == hours(9)
    set_embargo(film, until, by=editor, reason=REASON)
    assert Film.objects.get().embargo_until == until


def test_the_permission_to_lift_is_enough(db):
    film = make_film(embargo_until=hours(9))
    administrator = make_user("reviews.lift_embargo")

    set_embargo(film, None, by=administrator, reason=REASON)

    assert Film.objects.get().embargo_until is None


@pytest.mark.parametrize(
    ("before", "until"),
    [(None, hours(9)), (hours(-2), hours(9)), (hours(-2), None), (hours(9), hours(9)),
     (hours(9), hours(11))],
    ids=["set", "set again", "forget", "same", "extend"],
)  # fmt: skip
def test_setting_and_extending_need_neither(reporter, before, until):
    film = make_film(embargo_until=before)

    set_embargo(film, until, by=reporter)

    stored = Film.objects.get()
    assert stored.embargo_until == film.embargo_until == until
    assert stored.version == film.version == 2


def test_a_stale_film_does_not_hide_the_embargo_that_holds(reporter):
    stale = make_film()
    Film.objects.update(embargo_until=hours(9))

    with pytest.raises(PermissionDenied):
        set_embargo(stale, hours(5), by=reporter, reason=REASON)


# -- set_embargo: what moves --------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("begins", [hours(2), hours(9), hours(12)])
def test_a_first_release_that_waits_for_an_earlier_moment_moves_to_the_new_one(
    editor, place, begins
):
    film = make_film()
    review = piece_about(film, place)
    publish(review, by=editor, at=begins)

    moved = set_embargo(film, hours(9), by=editor)

    expected = max(begins, hours(9))
    assert start_of(review) == expected
    assert [(m.review_id, m.was_to_begin, m.begins, m.headline) for m in moved] == (
        [(review.pk, begins, expected, review.headline)] if begins < hours(9) else []
    )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("until", [hours(3), hours(15)], ids=["shortened", "extended"])
def test_what_waits_for_the_embargo_follows_it_both_ways(editor, place, until):
    film = make_film(embargo_until=hours(9))
    review = piece_about(film, place)
    publish(review, by=editor, at=EMBARGO)

    moved = set_embargo(film, until, by=editor, reason=REASON)

    edition = review.editions.get()
    assert edition.live_from == edition.published_at == until
    assert len(moved) == 1
    for part in (*edition.bylines.all(), *edition.films.all()):
        assert (part.live_from, part.live_until, part.published_at) == (until, FOREVER, until)


@pytest.mark.parametrize("until", [None, hours(-3)], ids=["lifted", "moved into the past"])
def test_what_waits_for_the_embargo_is_out_when_it_is_lifted(editor, until):
    film = make_film(embargo_until=hours(9))
    review = draft_review(film=film)
    publish(review, by=editor, at=EMBARGO)

    moved = set_embargo(film, until, by=editor, reason=REASON)

    assert start_of(review) == moved[0].begins
    assert list(Edition.objects.live(moved[0].begins)) == [review.editions.get()]


def test_a_moment_that_was_chosen_does_not_come_earlier_with_the_embargo(editor):
    film = make_film(embargo_until=hours(9))
    review = draft_review(film=film)
    publish(review, by=editor, at=hours(12))

    moved = set_embargo(film, None, by=editor, reason=REASON)

    assert moved == []
    assert start_of(review) == hours(12)


def test_another_films_embargo_still_holds_when_this_one_is_lifted(editor):
    film, other = make_film(embargo_until=hours(9)), make_film(embargo_until=hours(6))
    review = draft_review(film=film, also_about=[other])
    publish(review, by=editor, at=EMBARGO)

    set_embargo(film, None, by=editor, reason=REASON)

    assert start_of(review) == hours(6)


def test_pieces_about_other_films_stay_where_they_are(editor):
    review = scheduled_review(at=hours(2))

    assert set_embargo(make_film(), hours(9), by=editor) == []

    assert start_of(review) == hours(2)


def test_several_pieces_move_together_or_not_at_all(editor):
    film = make_film()
    reviews = [scheduled_review(at=hours(number), film=film) for number in (1, 2, 3)]
    ends_soon = draft_review(film=film)
    publish(ends_soon, by=editor, at=hours(1), until=hours(8))

    with pytest.raises(EmbargoBroken, match="Change its end first"):
        set_embargo(film, hours(9), by=editor)
    assert [start_of(review) for review in reviews] == [hours(1), hours(2), hours(3)]
    assert Film.objects.get(pk=film.pk).embargo_until is None

    cancel(ends_soon, by=editor)
    moved = set_embargo(film, hours(9), by=editor)

    assert [move.review_id for move in moved] == [review.pk for review in reviews]
    assert {start_of(review) for review in reviews} == {hours(9)}


def test_a_scheduled_change_and_a_planned_withdrawal_of_a_live_piece_pass(editor):
    review = live_review()
    publish(review, by=editor, at=hours(2))
    withdraw(review, by=editor, at=hours(4))

    assert set_embargo(review.film, hours(9), by=editor) == []

    waiting = review.editions.get(number=2)
    assert (waiting.live_from, waiting.live_until) == (hours(2), hours(4))


@pytest.mark.parametrize("until", [hours(3), hours(15), None])
def test_a_change_that_waits_for_the_embargo_follows_without_a_gap(editor, until):
    review = live_review()
    set_embargo(review.film, hours(9), by=editor)
    change = publish(review, by=editor, at=EMBARGO)

    (move,) = set_embargo(review.film, until, by=editor, reason=REASON)

    first, second = review.editions.order_by("live_from")
    assert second.pk == change.pk
    assert first.live_until == second.live_from == move.begins
    assert until in (None, move.begins)
    assert set(EditionFilm.objects.filter(edition=first).values_list("live_until", flat=True)) == {
        move.begins
    }
    assert second.published_at == first.published_at


def test_a_change_that_followed_gives_its_end_back_when_it_is_cancelled(editor):
    review = live_review()
    set_embargo(review.film, hours(9), by=editor)
    publish(review, by=editor, at=EMBARGO)
    set_embargo(review.film, hours(15), by=editor)

    cancel(review, by=editor)

    assert review.editions.get().live_until == FOREVER


def test_a_change_that_follows_does_not_undo_a_planned_withdrawal(editor):
    review = live_review()
    set_embargo(review.film, hours(9), by=editor)
    withdraw(review, by=editor, at=hours(4))
    publish(review, by=editor, at=EMBARGO)

    set_embargo(review.film, hours(2), by=editor, reason=REASON)

    first, second = review.editions.order_by("live_from")
    assert first.live_until == second.live_from == hours(4)


def test_a_date_that_was_typed_stays_and_one_from_the_schedule_moves(editor):
    film = make_film(embargo_until=hours(9))
    typed = draft_review(film=film, published_at=hours(-5))
    from_schedule = draft_review(film=film)
    for review in (typed, from_schedule):
        publish(review, by=editor, at=EMBARGO)

    set_embargo(film, hours(12), by=editor)

    assert typed.editions.get().published_at == hours(-5)
    assert from_schedule.editions.get().published_at == hours(12)


@pytest.mark.parametrize("zone_hours", [-11, 0, 9, 14])
def test_an_embargo_given_in_another_zone_is_the_same_moment(editor, zone_hours):
    film = make_film()
    zone = timezone.get_fixed_timezone(zone_hours * 60)

    set_embargo(film, hours(9).astimezone(zone), by=editor)

    assert publish(draft_review(film=film), by=editor, at=EMBARGO).live_from == hours(9)


def test_an_embargo_without_an_end_in_sight_can_still_be_waited_for(editor):
    film = make_film()
    set_embargo(film, datetime(2199, 1, 1, tzinfo=UTC), by=editor)

    edition = publish(draft_review(film=film), by=editor, at=EMBARGO)

    assert edition.live_from.year == 2199
