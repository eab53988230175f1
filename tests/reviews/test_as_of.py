"""The site as of an instant: staff walk through it, and nobody else knows that it is there."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import override_settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import timezone

from publishing.as_of import as_of_address, read_instant, spelled, tomorrow_at_nine
from publishing.models.site_settings import SiteSettings
from publishing.moments import told_everywhere
from publishing.wall import DraftRead
from reviews.models.edition import Edition
from reviews.publish import publish, withdraw
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_trailer,
    make_user,
    scheduled_review,
)
from tests.reviews.test_drafts_stay_hidden import plant
from tests.reviews.walk import guessable_addresses, linked_from, text_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TOMORROW = "/as-of/2026-11-26T09:00:00Z/"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("moment", "spelling"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=UTC), "2026-11-23T09:00:00Z"),
        (datetime(2026, 11, 23, 9, 0, 0, 5, tzinfo=UTC), "2026-11-23T09:00:00.000005Z"),
    ],
)
def test_an_instant_has_one_spelling_which_reads_back(moment, spelling):
    assert spelled(moment) == spelling
    assert read_instant(spelling) == moment


SCHEDULED_PAGES = (
    "",
    "reviews/",
    "reviews/to-come/",
    "films/",
    "feed/",
    "sitemap.xml",
    "robots.txt",
)


def test_tomorrows_pages_show_what_is_scheduled_and_todays_do_not(desk):
    scheduled_review(NOW + timedelta(hours=20), headline="To come", tags=["soon"])

    ahead = [
        desk.get(f"{TOMORROW}{page}") for page in ("", "reviews/", "reviews/to-come/", "feed/")
    ]
    today = [desk.get(f"/{page}") for page in ("", "reviews/", "reviews/to-come/", "feed/")]

    assert all("To come" in answer.text for answer in ahead)
    assert not any("To come" in answer.text for answer in today)
    assert [answer.status_code for answer in today] == [200, 200, 404, 200]


def test_a_page_of_the_past_has_the_texts_of_then(desk):
    review = live_review(at=NOW - timedelta(days=9), headline="Before", slug="piece")
    review.headline = "After"
    review.save()
    publish(review, by=None)

    then = desk.get("/as-of/2026-11-20T00:00:00Z/reviews/piece/").text
    now = desk.get("/as-of/2026-11-25T12:00:01Z/reviews/piece/").text

    assert ">Before</h1>" in then
    assert ">After</h1>" in now


@pytest.mark.parametrize("page", ["", "reviews/", "reviews/to-come/", "no-such-page/"])
@pytest.mark.parametrize("who", ["anonymous", "reader", "staff without pieces", "gone"])
def test_nobody_else_finds_anything_there(client, who, page):
    scheduled_review(NOW + timedelta(hours=20), headline="To come")
    user = {
        "anonymous": None,
        "reader": lambda: make_user("reviews.view_review"),
        "staff without pieces": lambda: make_user("pictures.view_picture"),
        "gone": lambda: make_user("reviews.view_review"),
    }[who]
    if user:
        person = user()
        client.force_login(person)
        type(person).objects.filter(pk=person.pk).update(
            is_staff=who != "reader", is_active=who != "gone"
        )

    answer = client.get(f"{TOMORROW}{page}")

    assert answer.status_code == 404
    assert "To come" not in answer.text
    assert "as-of" not in answer.text


def without_banner(answer):
    """The answer's text, but for the banner, which tells the address and leads elsewhere."""
    before, _aside, after = text_of(answer).partition('<aside class="as-of"')
    return before + after.partition("</aside>")[2]


def test_every_link_stays_at_the_instant(desk):
    film = make_film("Shared", year=2020)
    shared = {"film": film, "tags": ["a"], "authors": [make_author("Ana")]}
    live_review(at=NOW - timedelta(days=400), lead_picture=make_picture(), **shared)
    for number in range(21):
        scheduled_review(NOW + timedelta(hours=1), headline=f"Piece {number}", **shared)

    ahead, links = [TOMORROW], {TOMORROW: 200}
    while ahead:
        page = HttpResponse(without_banner(desk.get(ahead.pop())))
        for link in linked_from(TOMORROW, page):
            if link not in links and link.startswith("/"):
                links[link] = desk.get(link).status_code
                ahead.append(link)

    assert all(link.startswith(TOMORROW) for link in links)
    assert set(links.values()) == {200}
    assert f"{TOMORROW}reviews/?page=2" in links
    assert f"{TOMORROW}authors/ana/feed/atom/" in links


def test_every_kind_of_page_can_be_seen_as_of_an_instant(desk):
    live_review(tags=["a"], authors=[make_author()])

    answers = {
        address: desk.get(f"{TOMORROW}{address.lstrip('/')}") for address in guessable_addresses()
    }

    assert {answer.status_code for answer in answers.values()} <= {200, 301, 404}
    assert {answer["Cache-Control"] for answer in answers.values()} == {"private, no-store"}
    assert {answer["X-Robots-Tag"] for answer in answers.values()} == {"noindex, nofollow"}


@pytest.mark.parametrize(
    "spelling",
    [
        "2026-11-26T10:00:00+01:00",
        "2026-11-26T09:00Z",
        "2026-11-26 09:00:00+00:00",
        "20261126T090000Z",
        "2026-11-26T09:00:00.000000Z",
        "2026-11-26T18:00:00+09:00",
    ],
)
def test_other_spellings_lead_to_the_one(desk, spelling):
    answer = desk.get(f"/as-of/{spelling}/reviews/", {"page": "2"})

    assert (answer.status_code, answer["Location"]) == (302, f"{TOMORROW}reviews/?page=2")


@pytest.mark.parametrize("page", ["reviews", "reviews/a-piece", "tags"])
def test_a_forgotten_slash_is_added_with_the_query_kept(desk, page):
    answer = desk.get(f"{TOMORROW}{page}?page=1")

    assert (answer.status_code, answer["Location"]) == (302, f"{TOMORROW}{page}/?page=1")


def test_an_instant_without_anything_behind_it_is_the_front_page(desk):
    assert desk.get(TOMORROW.rstrip("/"))["Location"] == TOMORROW


ABSURD = [
    *(
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-11-26T25:00:00Z",
        "2026-11-26",
        "2026-11-26T09:00",
    ),
    *(
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "%00",
        "..",
        "-1",
    ),
    *("9999-12-31T23:59:59-14:00", "2026-11-26T09:00:00Z%0A", "²026-11-26T09:00:00Z", "1e9", "%FF"),
    *("2026-11-26T09:00:00" + "0" * 5000 + "Z", "٢٠٢٦-11-26T09:00:00Z", "9998-01-01T00:00:00Z"),
]


@pytest.mark.parametrize("instant", ABSURD)
def test_an_absurd_instant_is_not_found(desk, instant):
    for page in ("", "reviews/", "archive/2026/"):
        assert desk.get(f"/as-of/{instant}/{page}").status_code == 404


@pytest.mark.parametrize("instant", ["1000-01-01T00:00:00Z", "9997-12-31T23:59:59Z"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_at_the_ends_of_time_the_pages_are_there(desk, instant, zone):
    SiteSettings.objects.update(time_zone=zone)
    live_review()

    answers = [
        desk.get(f"/as-of/{instant}/{page}") for page in ("", "reviews/", "sitemap-news.xml")
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


DESK = ("admin/", "admin/reviews/review/", "media/x.png", "static/x.css", "as-of/", "preview/x/")


@pytest.mark.parametrize("page", [*DESK, "as-of/2026-11-26T09:00:00Z/", "favicon.ico"])
def test_only_readers_addresses_are_found_inside(desk, page):
    assert desk.get(f"{TOMORROW}{page}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_there_is_nothing_to_send(desk, method):
    assert getattr(desk, method)(f"{TOMORROW}reviews/").status_code == 405


def test_an_old_address_leads_on_inside_and_a_withdrawn_piece_is_gone(desk):
    film = make_film("Old Name", slug="old-name")
    review = live_review(at=NOW - timedelta(days=2), film=film, slug="first")
    desk.post(
        reverse("admin:reviews_film_change", args=[film.pk]),
        {"title": "New Name", "slug": "new-name", "version": 1,
         **{f"{prefix}-{kind}_FORMS": 0 for prefix in ("credits", "trailers")
            for kind in ("TOTAL", "INITIAL")}},
    )  # fmt: skip
    review.slug = "second"
    review.save()
    publish(review, by=None)
    withdraw(review, by=None, at=NOW + timedelta(days=3))

    moved = desk.get(f"{TOMORROW}reviews/first/?x=1")
    renamed = desk.get(f"{TOMORROW}films/old-name/")
    gone = desk.get("/as-of/2026-12-24T00:00:00Z/reviews/second/")

    assert moved["Location"] == f"{TOMORROW}reviews/second/?x=1"
    assert renamed["Location"] == f"{TOMORROW}films/new-name/"
    assert gone.status_code == 410


def test_whatever_happens_inside_the_next_request_is_as_always(desk, client):
    live_review(headline="Now")
    desk.get(TOMORROW)
    desk.get(f"{TOMORROW}no-such-page/")

    page = desk.get("/")

    assert 'href="/reviews/now/"' in page.text
    assert "as-of" not in page.text
    assert get_script_prefix() == "/"
    assert get_urlconf() in (None, "config.urls")


def test_inside_the_wall_stands(desk, monkeypatch):
    def careless(self):
        return Edition.objects.select_related("review").count() and self.review.headline

    live_review(headline="Live")
    monkeypatch.setattr(Edition, "get_absolute_url", careless)

    with pytest.raises(DraftRead):
        desk.get(f"{TOMORROW}reviews/")


@pytest.mark.parametrize("instant", ["2026-11-20T00:00:00Z", "2030-01-01T00:00:00Z"])
@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_no_draft_is_seen_at_any_instant(desk, state, instant):
    review = plant(state)
    things = [review, review.film, review.bylines.get().author, review.tags.get()]
    pages = ["", "reviews/", "films/", "authors/", "tags/", "feed/", "sitemap.xml"]
    pages += [f"reviews/{review.slug}/"]
    pages += [thing.get_absolute_url().lstrip("/") for thing in things[1:]]

    answers = [desk.get(f"/as-of/{instant}/{page}") for page in pages]

    assert {answer.status_code for answer in answers} == {200, 404}
    assert not any(f"zq{state}" in without_banner(answer) for answer in answers)


def test_the_banner_says_the_instant_and_what_is_not_of_then(desk):
    SiteSettings.objects.update(time_zone="Asia/Seoul")

    text = desk.get(TOMORROW).text

    assert "The site as of 26 November 2026, 18:00 KST (09:00 UTC)" in text
    assert "film facts, trailers, pictures, biographies and recommendations are today’s" in text
    assert "The site as of" not in desk.get("/").text


def test_now_tomorrow_and_the_first_moment_are_one_click_away(desk):
    review = live_review(at=NOW - timedelta(days=9), headline="Piece", slug="first")
    first = review.editions.get()
    review.slug = "second"
    review.save()
    publish(review, by=None)

    text = desk.get("/as-of/2026-12-24T00:00:00Z/reviews/second/?page=1").text

    assert '<a href="/reviews/second/?page=1">Now</a>' in text
    assert 'href="/as-of/2026-11-26T09:00:00Z/reviews/second/?page=1"' in text
    assert f'href="{as_of_address(first.live_from, "/reviews/first/")}"' in text
    assert desk.get(as_of_address(first.live_from, "/reviews/first/")).status_code == 200


def test_search_engines_are_told_the_readers_own_address(desk):
    live_review(headline="Piece")

    text = desk.get(f"{TOMORROW}reviews/piece/").text

    assert '<link rel="canonical" href="http://localhost:8000/reviews/piece/">' in text


def test_tomorrow_is_the_sites_own(desk):
    with (
        timezone.override("Asia/Seoul"),
        time_machine.travel(datetime(2026, 11, 25, 20, tzinfo=UTC)),
    ):
        assert tomorrow_at_nine() == datetime(2026, 11, 27, tzinfo=UTC)


def test_any_moment_can_be_chosen(desk):
    chosen = {
        "at_0": "2026-11-26",
        "at_1": "18:00",
        "at_zone": "Asia/Seoul",
        "page": "reviews/?page=2",
    }

    answer = desk.get("/as-of/", chosen)

    assert (answer.status_code, answer["Location"]) == (302, f"{TOMORROW}reviews/?page=2")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"at_0": "2026-11-26", "at_1": ""}, "Give the time too"),
        ({"at_0": "", "at_1": ""}, "Give a day and a time."),
        ({"at_0": "9999-11-26", "at_1": "09:00"}, "Choose a day nearer to today."),
        ({"at_0": "2026-03-29", "at_1": "01:30", "at_zone": "Europe/London"}, "skip this time"),
        ({"at_0": "2026-11-26", "at_1": "09:00", "at_zone": "Moon/Tycho"}, "no time zone we know"),
        (
            {"at_0": "0001-01-01", "at_1": "00:00", "at_zone": "Asia/Seoul"},
            "Choose a day nearer",
        ),
    ],
)
def test_a_moment_that_makes_no_sense_is_told(desk, typed, sentence):
    answer = desk.get("/as-of/", typed)

    assert answer.status_code == 400
    assert sentence in answer.text


def test_the_page_where_a_moment_is_chosen_is_for_staff(client):
    assert client.get("/as-of/").status_code == 404


@pytest.mark.parametrize(
    "page",
    ["//example.org/", "https://example.org/", "\\example.org", "/../../x", "a\r\nSet-Cookie: x"],
)
def test_a_chosen_page_is_always_one_of_ours(desk, page):
    answer = desk.get("/as-of/", {"at_0": "2026-11-26", "at_1": "09:00", "page": page})

    assert answer["Location"].startswith(TOMORROW)
    assert "Set-Cookie: x" not in str(answer.headers)


@pytest.mark.parametrize(
    ("zone", "moment", "words"),
    [
        ("UTC", datetime(2026, 11, 26, 9, tzinfo=UTC), "26 November 2026, 09:00 UTC"),
        ("Europe/Paris", datetime(2026, 11, 26, 9, tzinfo=UTC),
         "26 November 2026, 10:00 CET (09:00 UTC)"),
        ("Europe/Paris", "Asia/Seoul",
         "26 November 2026, 09:00 KST (01:00 CET, 00:00 UTC)"),
        ("Europe/Paris", "America/Los_Angeles",
         "26 November 2026, 20:00 PST (27 November, 05:00 CET, 27 November, 04:00 UTC)"),
    ],
)  # fmt: skip
def test_a_moment_is_told_as_typed_in_the_sites_zone_and_in_utc(zone, moment, words):
    if isinstance(moment, str):
        from zoneinfo import ZoneInfo

        hour = 9 if moment == "Asia/Seoul" else 20
        moment = datetime(2026, 11, 26, hour, tzinfo=ZoneInfo(moment))

    with timezone.override(zone):
        assert told_everywhere(moment) == words


def test_a_trailer_shown_later_shows_in_the_page_of_later(desk):
    review = live_review(headline="Piece")
    make_trailer(review.film, title="Ahead of time", shown_from=NOW + timedelta(hours=10))

    assert "Ahead of time" in text_of(desk.get(f"{TOMORROW}reviews/piece/"))
    assert "Ahead of time" not in text_of(desk.get("/reviews/piece/"))


@override_settings(DRAFT_WALL=False)
def test_in_production_it_is_the_same(desk):
    draft_review(headline="Hidden")
    scheduled_review(NOW + timedelta(hours=1), headline="To come")

    text = desk.get(TOMORROW).text

    assert "To come" in text
    assert "Hidden" not in text
