"""What providers tell of a trailer, well or badly, and what we make of it."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection

from pictures.models.picture import Picture
from reviews.models.trailer import Trailer
from reviews.models.trailer_check import Outcome, ProviderTurn, TrailerCheck
from reviews.trailers import doctor, turns
from reviews.trailers.doctor import check
from reviews.trailers.oembed import ask
from tests.factories import make_film, make_picture, make_trailer, picture_bytes
from tests.stub_provider import GOOD

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "oembed-answers.json"
VIDEO = "50000001"


@pytest.fixture
def trailer():
    return make_trailer(make_film(), video_id=VIDEO)


def asked_again(trailer):
    check(trailer.pk)
    trailer.refresh_from_db()
    return trailer


def test_a_good_answer_fills_in_title_uploader_date_length_and_still(provider, trailer):
    asked_again(trailer)

    assert (trailer.title, trailer.uploader) == ("Night Train", "Studio")
    assert trailer.uploader_url == "https://vimeo.com/studio"
    assert trailer.uploaded_on == date(2013, 3, 5)
    assert trailer.duration_seconds == 75
    assert (trailer.poster.width, trailer.poster.height) == (640, 360)
    assert trailer.poster.is_described
    assert TrailerCheck.objects.get().outcome == Outcome.OK


def test_the_provider_is_asked_with_the_address_as_we_write_it(provider, settings):
    settings.SITE_URL = "https://films.example.org"
    make = make_trailer(make_film(), video_id=VIDEO, video_hash="0f3a9c1d2e", start_seconds=9)

    check(make.pk)

    path, query, headers = provider.asked[0]
    assert path == "/vimeo"
    assert query["url"] == f"https://vimeo.com/{VIDEO}/0f3a9c1d2e"
    assert query["format"] == "json"
    assert headers["Referer"] == "https://films.example.org/"


def test_dailymotion_is_asked_with_our_player(provider, settings):
    settings.DAILYMOTION_PLAYER_ID = "xkdl1"

    answer = ask("dailymotion", "x8abc12")

    assert provider.asked[0][1]["player"] == "xkdl1"
    assert answer.outcome == Outcome.OK


def test_without_a_player_id_dailymotion_is_not_asked_at_all(provider):
    answer = ask("dailymotion", "x8abc12")

    assert provider.asked == []
    assert answer.outcome == Outcome.NEEDS_PLAYER_ID
    assert "DAILYMOTION_PLAYER_ID" in answer.why


@pytest.mark.parametrize(
    "typed",
    [
        {"title": "Typed"},
        {"uploader": "Typed"},
        {"uploaded_on": date(2001, 1, 1)},
        {"duration_seconds": 9},
        {"uploader": "Typed", "uploader_url": "https://vimeo.com/typed"},
    ],
)
def test_what_staff_typed_is_never_overwritten(provider, typed):
    trailer = asked_again(make_trailer(make_film(), video_id=VIDEO, **typed))

    assert {name: getattr(trailer, name) for name in typed} == typed


def test_under_a_typed_name_no_other_uploaders_address_is_put(provider):
    trailer = asked_again(make_trailer(make_film(), video_id=VIDEO, uploader="Fathom Film"))

    assert (trailer.uploader, trailer.uploader_url) == ("Fathom Film", "")


def test_a_chosen_still_stays_and_none_is_fetched(provider):
    chosen = make_picture()

    trailer = asked_again(make_trailer(make_film(), video_id=VIDEO, poster=chosen))

    assert trailer.poster == chosen
    assert [path for path, *_ in provider.asked] == ["/vimeo"]


def test_a_bare_answer_plays_and_fills_in_nothing(provider, trailer):
    provider.answers(body={"type": "video", "version": "1.0", "html": "", "title": None})

    asked_again(trailer)

    assert (trailer.title, trailer.uploader, trailer.poster) == ("", "", None)
    assert TrailerCheck.objects.get().outcome == Outcome.OK


WRONG_VALUES = [None, 0, -1, 1.5, True, "", [], {}, ["x"], {"a": 1}, 10**400, "\x00", "x" * 5000]


@pytest.mark.parametrize("value", WRONG_VALUES, ids=lambda value: repr(value)[:12])
@pytest.mark.parametrize("key", [*GOOD, "thumbnail_url", "video_id", "domain_status_code"])
def test_no_value_of_any_key_breaks_anything(provider, trailer, key, value):
    provider.tells(**{key: value})

    asked_again(trailer)

    assert TrailerCheck.objects.get().outcome in {Outcome.OK, Outcome.UNSURE}
    assert len(trailer.title) <= 300
    assert trailer.duration_seconds is None or 0 < trailer.duration_seconds <= 86_400
    trailer.full_clean(exclude=["film"])


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Night\n Train ", "Night Train"),
        ("<b>Night</b> & Train", "<b>Night</b> & Train"),
        ("\u202eniarT", "niarT"),
        ("a" * 400, "a" * 300),
    ],
)
def test_words_become_one_line_of_plain_text(provider, trailer, told, kept):
    provider.tells(title=told, author_name=told)

    asked_again(trailer)

    assert (trailer.title, trailer.uploader) == (kept, kept)


@pytest.mark.parametrize(
    "address",
    [
        *("http://vimeo.com/studio", "https://evil.org/studio", "https://vimeo.com.evil.org/a"),
        *("javascript:alert(1)", "https://vimeo.com@evil.org/a", "//vimeo.com/studio", "studio"),
    ],
)
def test_an_uploaders_address_elsewhere_is_not_kept(provider, trailer, address):
    provider.tells(author_url=address)

    assert asked_again(trailer).uploader_url == ""


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2013-03-05 17:33:52", date(2013, 3, 5)),
        ("2013-03-05T17:33:52Z", date(2013, 3, 5)),
        ("2013-02-30", None),
        ("5 March 2013", None),
        ("0000-00-00", None),
        (1362504832, None),
    ],
)
def test_a_day_is_kept_when_it_is_one(provider, trailer, told, day):
    provider.tells(upload_date=told)

    assert asked_again(trailer).uploaded_on == day


UNSURE = {
    "no JSON": "<!doctype html><title>Night Train</title>",
    "no JSON, cut": '{"type": "video", "title": "Night',
    "no JSON, deep": "[" * 100_000,
    "JSON of another kind": ["video"],
    "not call this a video": {"version": "1.0", "title": "Night Train"},
    "not call this a video, photo": {"type": "photo", "url": "https://evil.org/x.png"},
    "another video": {"type": "video", "video_id": 666},
    "another video, in its player": {
        "type": "video",
        "html": '<iframe src="https://player.vimeo.com/video/666"></iframe>',
    },
}


@pytest.mark.parametrize(("words", "body"), UNSURE.items(), ids=UNSURE)
def test_an_answer_that_is_none_is_told_and_changes_nothing(provider, trailer, words, body):
    provider.answers(body=body)

    asked_again(trailer)

    answer = TrailerCheck.objects.get()
    assert answer.outcome == Outcome.UNSURE
    assert words.partition(",")[0] in answer.why
    assert (trailer.title, trailer.status) == ("", Trailer.Status.OK)


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        ({"status": 302, "Location": "https://evil.org/"}, "another host"),
        ({"status": 200, "body": b" " * 300_000}, "more than we take"),
        ({"status": 500, "body": b"oops"}, "error 500"),
        ({"status": 501}, "error 501"),
        ({"status": 429}, "error 429"),
        ({"status": 400}, "error 400"),
        ({"status": 403, "body": b"<html>Prove that you are no robot"}, "error 403"),
    ],
)
def test_trouble_on_the_way_is_told_in_words(provider, trailer, mood, words):
    provider.answers(**mood)

    asked_again(trailer)

    answer = TrailerCheck.objects.get()
    assert answer.outcome == Outcome.UNSURE
    assert words in answer.why
    assert answer.why.endswith(".")


def test_a_provider_that_cannot_be_reached_is_told_in_words(trailer):
    asked_again(trailer)

    assert TrailerCheck.objects.get().why == "127.0.0.1 could not be reached."


def test_a_slow_provider_is_given_up(provider, trailer, monkeypatch):
    monkeypatch.setattr("reviews.trailers.oembed.SECONDS", 0.2)
    provider.mood = {"drip": b" "}

    asked_again(trailer)

    assert "did not answer within" in TrailerCheck.objects.get().why


@pytest.mark.parametrize(
    ("site", "video_hash", "status", "outcome"),
    [
        ("vimeo", "0f3a9c1d2e", 404, Outcome.GONE),
        ("vimeo", "", 404, Outcome.NEEDS_HASH),
        ("vimeo", "", 403, Outcome.EMBEDDING_OFF),
        ("vimeo", "", 401, Outcome.PRIVATE),
        ("youtube", "", 404, Outcome.GONE),
        ("youtube", "", 403, Outcome.PRIVATE),
        ("youtube", "", 401, Outcome.EMBEDDING_OFF),
        ("streamable", "", 410, Outcome.GONE),
        ("dailymotion", "", 404, Outcome.GONE),
        ("dailymotion", "", 403, Outcome.NEEDS_PLAYER_ID),
    ],
)
def test_a_refusal_says_what_is_the_matter(provider, settings, site, video_hash, status, outcome):
    settings.DAILYMOTION_PLAYER_ID = "xkdl1"
    provider.answers(status, "Unauthorized")

    answer = ask(site, VIDEO, video_hash)

    assert answer.outcome == outcome
    assert answer.why


def test_a_video_for_other_domains_only_is_not_embedded(provider):
    provider.tells(domain_status_code=403)

    assert ask("vimeo", VIDEO).outcome == Outcome.EMBEDDING_OFF


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg onload=alert(1)>", "no JPEG"),
        (b"", "empty"),
        (picture_bytes((120, 90)), "too small"),
    ],
)
def test_a_still_that_is_none_leaves_the_trailer_without_one(provider, trailer, content, words):
    provider.answers(body=content)
    good = GOOD | {"thumbnail_url": f"{provider.url}/other.png"}
    told = json.dumps(good).encode()
    provider.paths = {"/vimeo": told}

    asked_again(trailer)

    answer = TrailerCheck.objects.get()
    assert answer.outcome == Outcome.OK
    assert words in answer.why
    assert trailer.title == "Night Train"
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://i.vimeocdn.com/a.jpg",
            "https://evil.org/a.jpg",
            "https://i.vimeocdn.com.evil.org/",
        ),
        *("https://i.vimeocdn.com:8443/a", "https://user@i.vimeocdn.com/a", "https://127.0.0.1/a"),
        *("https://[::1]/a", "https://[broken", "file:///etc/passwd", "//i.vimeocdn.com/a.jpg"),
    ],
)
def test_stills_come_from_the_providers_own_hosts_alone(provider, settings, monkeypatch, address):
    provider.tells(thumbnail_url=address)
    monkeypatch.setattr("reviews.trailers.oembed.fetch", _through_loopback())
    settings.OEMBED_ALLOW_LOOPBACK = False

    assert ask("vimeo", VIDEO).facts.poster_urls == ()


def _through_loopback():
    from publishing.fetching import fetch

    return lambda address, **how: fetch(address, **{**how, "allow_loopback": True})


def test_youtubes_large_still_is_tried_before_the_one_it_names(provider, settings, monkeypatch):
    provider.tells(thumbnail_url="https://i.ytimg.com/vi/Zz-9_aB3xYq/hqdefault.jpg")
    monkeypatch.setattr("reviews.trailers.oembed.fetch", _through_loopback())
    settings.OEMBED_ALLOW_LOOPBACK = False

    assert ask("youtube", "Zz-9_aB3xYq").facts.poster_urls == (
        "https://i.ytimg.com/vi/Zz-9_aB3xYq/maxresdefault.jpg",
        "https://i.ytimg.com/vi/Zz-9_aB3xYq/hqdefault.jpg",
    )


@pytest.mark.skipif(not SAMPLES.exists(), reason="this machine has no sample page")
def test_recorded_answers_are_understood(provider, settings):
    settings.DAILYMOTION_PLAYER_ID = "xkdl1"
    videos = {
        "235352744": ("vimeo", "235352744"),
        "xy0wd": ("dailymotion", "xy0wd"),
        "eiHXASgRTcA": ("youtube", "eiHXASgRTcA"),
    }
    told = []
    for recorded in json.loads(SAMPLES.read_text())["answers"]:
        video = next(found for key, found in videos.items() if key in recorded["request_url"])
        provider.answers(recorded["status"], recorded["json"])
        answer = ask(*video)
        facts = answer.facts
        told.append((answer.outcome, facts.title, facts.uploader, facts.duration_seconds))

    assert told == [
        (Outcome.OK, "Vimeo Live is here", "Vimeo", 75),
        (Outcome.OK, "", "", None),
        (Outcome.OK, "Chats paresseux", "jeanbamin", None),
        (Outcome.OK, "Noisy kittens waiting for dinner!", "smshdchrb", None),
    ]


def test_nothing_is_asked_inside_a_transaction(provider, trailer, monkeypatch):
    depths = []
    was = len(connection.savepoint_ids)
    real = doctor.ask

    def ask_and_look(*video):
        depths.append(len(connection.savepoint_ids) - was)
        return real(*video)

    monkeypatch.setattr(doctor, "ask", ask_and_look)

    check(trailer.pk)

    assert depths == [0]


def test_a_provider_is_asked_once_a_second_at_most(provider, monkeypatch):
    naps = []
    monkeypatch.undo()
    monkeypatch.setattr(turns, "sleep", naps.append)

    for _ in range(4):
        turns.wait_for_turn("vimeo")
    turns.wait_for_turn("youtube")

    booked = ProviderTurn.objects.get(provider="vimeo")
    assert naps[0] == naps[4] == 0
    assert naps[1] > 0
    assert naps[3] > naps[1] + 1
    assert booked.free_at > ProviderTurn.objects.get(provider="youtube").free_at


def test_asking_for_a_trailer_that_is_gone_does_nothing(provider, trailer):
    number = trailer.pk
    trailer.delete()

    assert check(number) is None
    assert provider.asked == []


@pytest.mark.parametrize("site", ["navertv", "imdb", "facebook"])
def test_a_card_with_a_link_is_never_asked_for(provider, site):
    trailer = make_trailer(make_film(), provider=site, video_id="vi12345678")

    assert check(trailer.pk) is None
    assert trailer.pk not in doctor.due_trailers(trailer.shown_from).values_list("pk", flat=True)


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("PEERTUBE_HOSTS", ["https://video.example.org"], "reviews.E001"),
        ("PEERTUBE_HOSTS", ["localhost"], "reviews.E001"),
        ("PEERTUBE_HOSTS", ["video.example.org/w"], "reviews.E001"),
        ("PEERTUBE_HOSTS", ["video.example.org;"], "reviews.E001"),
        ("DAILYMOTION_PLAYER_ID", "../x", "reviews.E002"),
        ("OEMBED_ALLOW_LOOPBACK", True, "reviews.E003"),
    ],
)
def test_settings_that_are_wrong_or_unsafe_are_refused(settings, name, value, error):
    settings.OEMBED_ALLOW_LOOPBACK = False
    good = {message.id for message in run_checks(include_deployment_checks=True)}
    setattr(settings, name, value)

    found = {message.id for message in run_checks(include_deployment_checks=True)}

    assert found - good == {error}
