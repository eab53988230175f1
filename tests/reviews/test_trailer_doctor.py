"""The trailer doctor: when it asks, when it hides a trailer, and how one comes back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from reviews.models.trailer import Trailer
from reviews.models.trailer_check import Outcome, TrailerCheck
from reviews.trailers.doctor import KEPT_ANSWERS, check, check_due, due_trailers
from tests.factories import live_review, make_film, make_trailer

pytestmark = pytest.mark.django_db

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)
LONG_AGO = datetime(2013, 3, 1, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture
def trailer():
    return make_trailer(make_film(), title="Night Train", shown_from=LONG_AGO)


@pytest.fixture
def ask_at(provider, trailer):
    """Ask for the trailer at a moment, with an answer of that status; returns its own status."""

    def ask(moment, status=200):
        if status == 200:
            provider.tells()
        else:
            provider.answers(status, "no")
        with time_machine.travel(moment, tick=False):
            check(trailer.pk)
        trailer.refresh_from_db()
        return trailer.status

    return ask


def test_a_trailer_is_hidden_after_three_bad_answers_over_two_days(ask_at):
    statuses = [ask_at(NOON + DAY * day, 404) for day in range(3)]

    assert statuses == ["ok", "ok", "broken"]


def test_many_bad_answers_within_a_day_hide_nothing(ask_at):
    statuses = {ask_at(NOON + timedelta(hours=hour), 404) for hour in range(24)}

    assert statuses == {"ok"}


def test_two_bad_answers_far_apart_hide_nothing(ask_at):
    assert {ask_at(NOON, 404), ask_at(NOON + DAY * 30, 404)} == {"ok"}


def test_one_good_answer_between_begins_the_count_anew(ask_at):
    days = [404, 404, 200, 404, 404, 404]

    statuses = [ask_at(NOON + DAY * day, status) for day, status in enumerate(days)]

    assert statuses == ["ok"] * 5 + ["broken"]


def test_what_nobody_could_answer_neither_hides_nor_acquits(ask_at):
    days = [404, 500, 404, 429, 500, 404]

    statuses = [ask_at(NOON + DAY * day, status) for day, status in enumerate(days)]

    assert statuses == ["ok"] * 5 + ["broken"]


@pytest.mark.parametrize("status", [500, 302, 429])
def test_a_provider_in_trouble_for_weeks_hides_nothing(ask_at, status):
    assert {ask_at(NOON + DAY * day, status) for day in range(20)} == {"ok"}


def test_one_good_answer_brings_a_trailer_back(ask_at):
    for day in range(3):
        ask_at(NOON + DAY * day, 404)

    assert ask_at(NOON + DAY * 9, 200) == "ok"


@pytest.mark.parametrize("status", [404, 200])
def test_what_people_hid_the_doctor_leaves_hidden(ask_at, trailer, status):
    trailer.status = Trailer.Status.HIDDEN
    trailer.save()

    assert {ask_at(NOON + DAY * day, status) for day in range(4)} == {"hidden"}


def test_the_next_in_order_takes_over_and_steps_back(client, ask_at, trailer):
    make_trailer(trailer.film, title="Second", position=9, shown_from=LONG_AGO)
    address = live_review(film=trailer.film).editions.get().get_absolute_url()
    shown = []

    for day, status in enumerate([200, 404, 404, 404, 200]):
        ask_at(NOON + DAY * day, status)
        page = client.get(address).text
        shown.append(page.partition('aria-label="Play trailer: ')[2].partition('"')[0])

    assert shown == ["Night Train", "Night Train", "Night Train", "Second", "Night Train"]


@pytest.mark.parametrize(
    ("answers", "wait"),
    [
        ([200], WEEK),
        ([404], DAY),
        ([500], timedelta(minutes=10)),
        ([500, 500], timedelta(minutes=40)),
        ([500] * 9, DAY),
        ([404] * 14, DAY),
        ([404] * 15, WEEK),
        ([404, 200], WEEK),
    ],
)
def test_it_is_asked_again_after(ask_at, trailer, answers, wait):
    for status in answers:
        ask_at(NOON, status)

    before, after = NOON + wait - timedelta(seconds=1), NOON + wait
    assert trailer not in due_trailers(before)
    assert trailer in due_trailers(after)


def test_those_never_asked_for_come_first_then_the_longest_waiting(ask_at, trailer):
    other = make_trailer(make_film())
    ask_at(NOON)
    with time_machine.travel(NOON - DAY, tick=False):
        check(other.pk)
    new = make_trailer(make_film())
    hidden = make_trailer(make_film(), status="hidden")

    due = list(due_trailers(NOON + WEEK))

    assert due == [new, other, trailer]
    assert hidden not in due


def test_the_history_keeps_the_last_answers(ask_at):
    for hour in range(KEPT_ANSWERS + 5):
        ask_at(NOON + timedelta(hours=hour), 404)

    rows = TrailerCheck.objects.all()
    assert len(rows) == KEPT_ANSWERS
    assert rows[0].failures == KEPT_ANSWERS + 5
    assert rows[0].broken_since == NOON


def test_good_weeks_make_one_line_of_history(ask_at):
    for week, status in enumerate([200, 200, 404, 200, 200, 200]):
        ask_at(NOON + WEEK * week, status)

    rows = [(row.outcome, row.at) for row in TrailerCheck.objects.all()]
    assert rows == [("ok", NOON + WEEK * 5), ("needs_hash", NOON + WEEK * 2), ("ok", NOON + WEEK)]


def test_the_queue_holds_what_somebody_should_look_at(ask_at, trailer, provider):
    ask_at(NOON, 404)
    fine = make_trailer(make_film())
    provider.tells()
    check(fine.pk)

    assert [row.trailer for row in TrailerCheck.objects.in_trouble()] == [trailer]

    ask_at(NOON + DAY, 200)

    assert not TrailerCheck.objects.in_trouble().exists()


def test_a_worker_may_stop_after_some(provider):
    for _ in range(3):
        make_trailer(make_film())

    assert len(list(check_due(at_most=2))) == 2
    assert len(list(check_due())) == 1
    assert list(check_due()) == []


def run(capsys, **options):
    try:
        call_command("check_trailers", **options)
        code = 0
    except SystemExit as ended:
        code = ended.code
    return code, capsys.readouterr().out


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (200, 0, "Trailers asked for: 1. Plays 1."),
        (403, 1, "Vimeo may not play it on other sites."),
        (500, 2, "Trailers asked for: 1. Unsure 1."),
    ],
)
def test_the_command_says_what_it_found(provider, trailer, capsys, status, code, words):
    if status != 200:
        provider.answers(status, "no")

    ended, told = run(capsys)

    assert ended == code
    assert words in told


def test_the_command_has_nothing_to_do_a_second_time(provider, trailer, capsys):
    run(capsys)

    assert run(capsys) == (0, "Trailers asked for: 0. None was due.\n")
    assert TrailerCheck.objects.get().outcome == Outcome.OK
