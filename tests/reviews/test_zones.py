"""Moments typed in any zone are told as typed, in the site's zone and in UTC; an embargo that
moves pieces asks first."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import User
from django.urls import reverse

from publishing.models.site_settings import SiteSettings
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.publish import correct, moves_by, publish, set_embargo
from tests.desk import form_of
from tests.factories import draft_review, live_review, make_film, make_user, scheduled_review

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SEOUL = {"publish_at_0": "2026-11-27", "publish_at_1": "09:00", "publish_at_zone": "Asia/Seoul"}
IN_ALL_ZONES = "27 November 2026, 09:00 KST (01:00 CET, 00:00 UTC)"


@pytest.fixture(autouse=True)
def _in_paris(db):
    SiteSettings.objects.update(time_zone="Europe/Paris")
    with time_machine.travel(NOW, tick=False):
        yield


def press(desk, review, button, **words):
    form = form_of(desk, review) | words | {button: ""}
    return desk.post(review.desk_url, form, follow=True).text


def test_a_schedule_is_told_as_typed_in_message_status_line_and_form(desk):
    review = draft_review()

    text = press(desk, review, "_schedule", **SEOUL)

    edition = Edition.objects.get()
    assert edition.live_from == datetime(2026, 11, 27, tzinfo=UTC)
    assert f"Scheduled. It goes live {IN_ALL_ZONES}." in text
    assert f"Goes live {IN_ALL_ZONES} with the text of " in text
    assert f"So far: {IN_ALL_ZONES}" in text


def test_new_words_for_a_scheduled_text_keep_its_moment_and_its_zone(desk):
    review = draft_review()
    press(desk, review, "_schedule", **SEOUL)

    text = press(desk, review, "_update_scheduled", headline="Better")

    assert f"It goes live {IN_ALL_ZONES}." in text
    assert Edition.objects.get().moment_zone == "Asia/Seoul"


def test_a_fix_of_the_live_text_leaves_the_waiting_moment_as_typed(editor):
    review = live_review()
    review.headline = "Next"
    review.save()
    publish(review, by=None, at=datetime(2026, 11, 27, 9, tzinfo=ZoneInfo("Asia/Seoul")))

    correct(review, {"disclosure": "Fixed."}, editor)

    assert [e.moment_zone for e in review.editions.order_by("live_from")] == ["", "", "Asia/Seoul"]


def test_in_the_sites_own_zone_the_line_is_short_and_the_message_names_utc(desk):
    review = draft_review()

    text = press(desk, review, "_schedule", **SEOUL | {"publish_at_zone": "Europe/Paris"})

    assert "It goes live 27 November 2026, 09:00 CET (08:00 UTC)." in text
    assert "Goes live 27 November 2026, 09:00 CET with the text of" in text


def test_the_list_of_pieces_tells_it_too_without_a_query_more(desk, django_assert_max_num_queries):
    for _ in range(5):
        press(desk, draft_review(), "_schedule", **SEOUL)

    with django_assert_max_num_queries(10):
        text = desk.get("/admin/reviews/review/").text

    assert text.count(IN_ALL_ZONES) >= 5


def test_a_withdrawal_is_told_in_every_zone(desk):
    later = {name.replace("publish", "withdraw"): value for name, value in SEOUL.items()}

    text = press(desk, live_review(), "_withdraw", **later)

    assert f"It goes away {IN_ALL_ZONES}." in text


ZONES = ["Europe/Paris", "UTC", "America/Los_Angeles", "America/New_York", "Europe/London",
         "Asia/Seoul"]  # fmt: skip


def test_the_sites_zone_comes_first_among_those_of_a_film_desk(desk):
    text = desk.get(draft_review().desk_url).text
    select = text.partition('name="publish_at_zone"')[2].partition("</select>")[0]

    assert [part.partition('"')[0] for part in select.split('<option value="')[1:]] == ZONES
    assert 'value="Europe/Paris" selected' in select


def test_a_browsers_own_zone_is_taken_and_stays_chosen_when_the_form_comes_back(desk):
    review = draft_review()
    mine = SEOUL | {"publish_at_zone": "Asia/Kolkata", "rating": "99", "rating_out_of": "5"}

    text = press(desk, review, "_schedule", **mine)

    assert 'value="Asia/Kolkata" selected' in text
    assert "27 November 2026, 09:00 IST" in press(
        desk, review, "_schedule", **mine | {"rating": "", "rating_out_of": ""}
    )


@pytest.mark.parametrize(
    "zone",
    ["Moon/Tycho", "localtime", "posixrules", "../UTC", "/etc/passwd", "utc\x00", "a" * 9999],
)
def test_what_is_no_zone_is_refused_in_words(desk, zone):
    review = draft_review()

    text = press(desk, review, "_schedule", **SEOUL | {"publish_at_zone": zone})

    assert not Edition.objects.exists()
    assert "no time zone we know" in text or "Null characters" in text


# -- embargoes --------------------------------------------------------------------------------


@pytest.fixture
def film():
    return make_film("Embargoed", embargo_until=NOW + timedelta(days=1))


def film_page(film):
    return reverse("admin:reviews_film_change", args=[film.pk])


def set_at(desk, film, day="2026-12-01", hour="09:00", zone="Asia/Seoul", **words):
    typed = {"embargo_until_0": day, "embargo_until_1": hour, "embargo_until_zone": zone}
    return desk.post(film_page(film), form_of(desk, film_page(film)) | typed | words, follow=True)


def key_in(answer):
    return answer.text.partition('name="embargo_confirmed" value="')[2].partition('"')[0]


def test_an_embargo_that_moves_pieces_lists_them_and_saves_nothing_yet(desk, film):
    review = scheduled_review(NOW + timedelta(days=2), headline="To move", film=film)

    answer = set_at(desk, film, title="Renamed too")

    film.refresh_from_db()
    assert film.embargo_until == NOW + timedelta(days=1)
    assert film.title == "Embargoed"
    assert review.editions.get().live_from == NOW + timedelta(days=2)
    assert "This embargo moves 1 scheduled piece" in answer.text
    assert "To move" in answer.text
    assert "from 27 November 2026, 13:00 CET (12:00 UTC)" in answer.text
    assert "to 1 December 2026, 09:00 KST (01:00 CET, 00:00 UTC)" in answer.text
    assert 'value="Renamed too"' in answer.text


def test_confirmed_the_embargo_and_its_pieces_move_together(desk, film):
    review = scheduled_review(NOW + timedelta(days=2), film=film)
    key = key_in(set_at(desk, film))

    answer = set_at(desk, film, title="Renamed too", embargo_confirmed=key)

    film.refresh_from_db()
    assert (
        film.embargo_until == review.editions.get().live_from == datetime(2026, 12, 1, tzinfo=UTC)
    )
    assert film.title == "Renamed too"
    assert "under embargo until 1 December 2026, 09:00 KST (01:00 CET, 00:00 UTC)" in answer.text


def test_a_piece_scheduled_meanwhile_is_asked_for_again(desk, film):
    scheduled_review(NOW + timedelta(days=2), headline="First", film=film)
    key = key_in(set_at(desk, film))
    scheduled_review(NOW + timedelta(days=2), headline="Second", film=film)

    answer = set_at(desk, film, embargo_confirmed=key)

    film.refresh_from_db()
    assert film.embargo_until == NOW + timedelta(days=1)
    assert "This embargo moves 2 scheduled pieces" in answer.text
    assert key_in(answer) != key


def test_an_embargo_that_moves_nothing_asks_nothing(desk, film):
    scheduled_review(NOW + timedelta(days=30), film=film)

    set_at(desk, film)

    film.refresh_from_db()
    assert film.embargo_until == datetime(2026, 12, 1, tzinfo=UTC)
    assert film.embargo_zone == "Asia/Seoul"


def test_the_form_shows_the_embargo_as_it_was_typed_and_saving_is_no_change(desk, film):
    set_at(desk, film)
    form = form_of(desk, film_page(film))

    desk.post(film_page(film), form)

    shown = [form[f"embargo_until_{part}"] for part in ("0", "1", "zone")]
    assert shown == ["2026-12-01", "09:00:00", "Asia/Seoul"]
    assert desk.post(film_page(film), form_of(desk, film_page(film))).status_code == 302
    film.refresh_from_db()
    assert film.embargo_zone == "Asia/Seoul"


def test_shortening_without_a_reason_is_told_beside_the_field_before_anything_is_saved(desk, film):
    answer = set_at(desk, film, day="2026-11-26", hour="00:00", zone="UTC", title="Not saved")

    film.refresh_from_db()
    assert "Say why the embargo is shortened or lifted." in answer.text
    assert film.title == "Embargoed"


def test_who_may_not_lift_is_told_so_and_asked_nothing(client, film):
    client.force_login(make_user("reviews.view_film", "reviews.change_film", "reviews.set_embargo"))
    scheduled_review(NOW + timedelta(days=2), headline="zqsecret", film=film)

    answer = set_at(client, film, day="2026-11-26", hour="00:00", embargo_reason="because")

    assert "You may not shorten or lift an embargo" in answer.text
    assert "zqsecret" not in answer.text


def test_who_may_set_no_embargo_learns_no_headline_by_trying(client, film):
    client.force_login(make_user("reviews.view_film", "reviews.change_film"))
    scheduled_review(NOW + timedelta(days=2), headline="zqsecret", film=film)

    answer = set_at(client, film)

    film.refresh_from_db()
    assert film.embargo_until == NOW + timedelta(days=1)
    assert "zqsecret" not in answer.text


def test_asking_what_would_move_moves_nothing(film):
    review = scheduled_review(NOW + timedelta(days=2), film=film)
    until = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Asia/Seoul"))

    asked = moves_by(film, until, None, "")
    between = (Film.objects.get(pk=film.pk).version, review.editions.get().live_from)
    done = set_embargo(film, until, None)

    assert between == (film.version - 1, NOW + timedelta(days=2))
    assert asked == done
    assert not User.objects.exists()
