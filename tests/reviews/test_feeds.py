"""Feeds: RSS, Atom and JSON Feed of the site, an author, a tag and a film."""

import json
from datetime import UTC, datetime, timedelta

import feedparser
import html5lib
import pytest
from django.utils import timezone

from publishing.addresses import remember
from reviews.models.edition import Edition
from reviews.publish import correct, publish, withdraw
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_trailer,
    scheduled_review,
)

pytestmark = pytest.mark.django_db

FORMS = {"rss": "feed/", "atom": "feed/atom/", "json": "feed/json/"}
CONTENT_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
# Properties of JSON Feed 1.1 and their types; https://www.jsonfeed.org/version/1.1/.
JSON_FEED = {
    **dict.fromkeys(("version", "title", "description", "home_page_url", "feed_url"), str),
    "language": str,
    "authors": list,
    "items": list,
}
JSON_ITEM = {
    **dict.fromkeys(("id", "url", "title", "summary", "content_html", "image", "language"), str),
    **dict.fromkeys(("date_published", "date_modified"), str),
    "authors": list,
    "tags": list,
}


def entries(client, page: str = "/", form: str = "rss") -> list[dict]:
    """What a reader understands, in one shape: id, title, url, html, authors, tags, dates."""
    answer = client.get(f"{page}{FORMS[form]}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == CONTENT_TYPES[form]
    if form == "json":
        return [_from_json(item) for item in json.loads(answer.content)["items"]]
    parsed = feedparser.parse(answer.content, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [_from_xml(entry) for entry in parsed.entries]


def _from_json(item: dict) -> dict:
    return {
        "id": item["id"],
        "title": item["title"],
        "url": item["url"],
        "html": item["content_html"],
        "summary": item["summary"],
        "authors": [author["name"] for author in item["authors"]],
        "tags": item.get("tags", []),
        "published": datetime.fromisoformat(item["date_published"]).replace(microsecond=0),
    }


def _from_xml(entry) -> dict:
    return {
        "id": entry.id,
        "title": entry.title,
        "url": entry.link,
        "html": entry.content[0].value,
        "summary": entry.summary,
        "authors": [author["name"] for author in entry.authors],
        "tags": [tag["term"] for tag in entry.get("tags", [])],
        "published": datetime(*entry.published_parsed[:6], tzinfo=UTC),
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_tells_a_piece_in_full(client, form):
    review = live_review(
        headline="“파수꾼” & the Zone’s edge",
        slug="zone",
        authors=[make_author("Ann Shin"), make_author("봉준호")],
        tags=["Korea", "science fiction"],
        rating_line="It’s a “must”.",
        rating="3.5",
        rating_out_of=5,
        body="<p>He said: “안녕” – <em>twice</em>.</p>",
        disclosure="The critic knows the director.",
    )

    [entry] = entries(client, form=form)

    assert entry["id"] == f"urn:uuid:{review.uid}"
    assert entry["title"] == "“파수꾼” & the Zone’s edge"
    assert entry["url"] == "http://localhost:8000/reviews/zone/"
    assert entry["summary"] == "It’s a “must”."
    assert entry["tags"] == ["Korea", "science fiction"]
    assert "<p>He said: “안녕” – <em>twice</em>.</p>" in entry["html"]
    assert "3.5 out of 5" in entry["html"]
    assert "The critic knows the director." in entry["html"]
    assert entry["published"] == review.editions.get().published_at.replace(microsecond=0)
    assert entry["authors"][0] == "Ann Shin"


@pytest.mark.parametrize("form", ["atom", "json"])
def test_every_author_is_named(client, form):
    live_review(authors=[make_author("Ann Shin"), make_author("봉준호")])

    assert entries(client, form=form)[0]["authors"] == ["Ann Shin", "봉준호"]


@pytest.mark.parametrize("form", FORMS)
def test_addresses_in_a_text_are_whole_and_figures_are_what_readers_can_show(client, form):
    picture = make_picture(alt="A clock", caption="The tower", credit="Studio")
    film = make_film()
    make_trailer(film, video_id="111", title="The trailer")
    live_review(
        film=film,
        slug="zone",
        lead_picture=make_picture(alt="The lead"),
        body=(
            '<p><a href="/films/stalker/">own</a> <a href="https://example.org/x">other</a>'
            '<sup id="noteref-1"><a href="#note-1">1</a></sup></p>'
            f'<figure data-picture="{picture.pk}"></figure>'
            f'<figure data-picture="{picture.pk}">'
            '<figcaption>See <a href="/tags/">tags</a></figcaption></figure>'
            '<figure data-picture="999"></figure>'
            '<figure data-video="vimeo:222:"><figcaption>A scene</figcaption></figure>'
            '<figure data-video="nobody:333:"></figure>'
            '<ol><li id="note-1">Note</li></ol>'
        ),
    )

    html = entries(client, form=form)[0]["html"]

    home = "http://localhost:8000"
    assert f'<a href="{home}/films/stalker/">own</a>' in html
    assert f'<a href="{home}/reviews/zone/#note-1">1</a>' in html
    assert f'<img src="{home}{picture.url}" width="60" height="40" alt="A clock">' in html
    assert "<figcaption>The tower Studio</figcaption>" in html
    assert f'<figcaption>See <a href="{home}/tags/">tags</a> Studio</figcaption>' in html
    assert '<a href="https://vimeo.com/222">Watch the video on Vimeo</a><br>A scene' in html
    assert '<a href="https://vimeo.com/111">The trailer on Vimeo</a>' in html
    assert 'alt="The lead"' in html
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        assert element.get("href", "https:").startswith(("http:", "https:"))
        assert element.get("src", "https:").startswith(("http:", "https:"))
        assert not {"id", "data-picture", "data-video"} & set(element.attrib)
    assert html.count("<figure>") == 3


SPOILERS = {
    "plain": '<details class="spoiler"><summary>End</summary><p>SECRET</p></details>',
    "in a quote": (
        '<blockquote><details class="spoiler"><p>SECRET</p></details><p>open</p></blockquote>'
    ),
    "in a spoiler": (
        '<details class="spoiler"><p>SECRET</p><details class="spoiler"><p>SECRET</p></details>'
        "<p>SECRET</p></details>"
    ),
    "with a video": (
        '<details class="spoiler"><figure data-video="vimeo:1:">'
        "<figcaption>SECRET</figcaption></figure><p>SECRET</p></details>"
    ),
    "at the end of a list": '<ul><li>a<details class="spoiler"><p>SECRET</p></details></li></ul>',
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("spoiler", SPOILERS.values(), ids=SPOILERS)
def test_a_spoiler_stays_on_the_site(client, form, spoiler):
    live_review(slug="zone", body=f"<p>Before.</p>{spoiler}<p>After.</p>")

    answer = client.get(f"/{FORMS[form]}").text
    html = entries(client, form=form)[0]["html"]

    link = '<a href="http://localhost:8000/reviews/zone/">Spoiler: read it on the site</a>'
    assert "SECRET" not in answer
    assert html.count(link) == 1
    assert "<p>Before.</p>" in html
    assert "<p>After.</p>" in html


HOSTILE = {
    "section": "]]>",
    "script": "</script><script>alert(1)</script>",
    "entities": "&amp;lt; &nbsp; &#0;",
    "quotes": "\"'“”‘’",
    "controls": "\x01\x08\x0b\x0c\x0e\x1f\x7f\x85",
    "noncharacters": "\ufffe\uffff",
    "right to left": "\u202eabc\u202c",
    "emoji": "\U0001f469\u200d\U0001f680",
    "Korean": "기생충",
    "template": "{{ 7 }}{% now %}",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_words_break_a_feed(client, form, words):
    film = make_film(f"Film {words}", slug="film")
    make_trailer(film, title=f"Trailer {words}")
    picture = make_picture(alt=f"Alt {words}", caption=f"Caption {words}", credit=words)
    live_review(
        film=film,
        slug="zone",
        headline=f"Headline {words}",
        rating_line=f"Line {words}",
        disclosure=words,
        authors=[make_author(f"Author {words}", slug="author")],
        tags=[f"tag {words}"],
        lead_picture=picture,
        body=f'<p>Body {words}</p><figure data-picture="{picture.pk}"></figure>',
    )

    shown = [entries(client, page, form) for page in ("/", "/authors/author/", "/films/film/")]

    assert [len(found) for found in shown] == [1, 1, 1]
    tree = html5lib.parseFragment(shown[0][0]["html"], namespaceHTMLElements=False)
    assert not [element for element in tree.iter() if element.tag == "script"]


def test_a_json_feed_has_only_what_its_specification_knows(client):
    live_review(lead_picture=make_picture(), tags=["one"], authors=[make_author()])
    corrected = live_review()
    correct(corrected, {"rating_line": "New"}, by=None, correction="It was wrong.")

    feed = json.loads(client.get("/feed/json/").content)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {key: type(value) for key, value in feed.items()} == JSON_FEED
    for item in feed["items"]:
        assert {"id", "content_html", "url", "date_published"} <= set(item)
        assert {key: type(value) for key, value in item.items()}.items() <= JSON_ITEM.items()
        assert all(set(author) <= {"name", "url", "avatar"} for author in item.get("authors", []))
        assert datetime.fromisoformat(item["date_published"]).tzinfo


@pytest.mark.parametrize("form", FORMS)
def test_the_id_of_a_piece_outlives_its_address(client, form):
    review = live_review(slug="old")
    [before] = entries(client, form=form)

    review.slug, review.headline = "new", "Another headline"
    review.save()
    publish(review, by=None)
    [after] = entries(client, form=form)

    assert before["url"] != after["url"]
    assert before["id"] == after["id"] == f"urn:uuid:{review.uid}"


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_shows_only_what_is_live(client, form):
    live_review(headline="Live")
    draft_review(headline="Draft")
    scheduled_review(at=timezone.now() + timedelta(days=1), headline="Ahead")
    withdraw(live_review(headline="Withdrawn"), by=None)

    assert [entry["title"] for entry in entries(client, form=form)] == ["Live"]


@pytest.mark.parametrize("form", FORMS)
def test_old_pieces_newly_imported_come_behind_the_new(client, form):
    for number in range(30):
        live_review(headline=f"New {number}")
    live_review(at=datetime(2013, 3, 29, tzinfo=UTC), headline="Imported")

    titles = [entry["title"] for entry in entries(client, form=form)]

    assert titles == [f"New {number}" for number in reversed(range(30))]


def test_only_a_change_that_readers_are_told_of_updates_an_entry(client):
    def updated():
        return feedparser.parse(client.get("/feed/atom/").content).entries[0].updated

    review = live_review()
    first = updated()

    correct(review, {"rating_line": "A typo mended"}, by=None)
    after_typo = updated()
    correct(review, {"rating_line": "Put right"}, by=None, correction="It was wrong.")
    after_correction = updated()

    assert first == after_typo == Edition.objects.get(number=1).published_at.isoformat()
    assert after_correction == Edition.objects.get(number=3).live_from.isoformat()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("page", ["/authors/ann/", "/tags/korea/", "/films/zone/"])
def test_authors_tags_and_films_have_feeds_of_their_own(client, form, page):
    live_review(
        headline="Of it",
        film=make_film("Zone", slug="zone"),
        authors=[make_author("Ann", slug="ann"), make_author()],
        tags=["Korea", "other"],
    )
    live_review(headline="Not of it")

    found = entries(client, page, form)

    assert [entry["title"] for entry in found] == ["Of it"]
    assert f'href="{page}{FORMS[form]}"' in client.get(page).text


@pytest.mark.parametrize("form", FORMS.values())
@pytest.mark.parametrize("page", ["/authors/ann/", "/tags/korea/", "/films/zone/"])
def test_what_has_nothing_live_has_no_feed(client, form, page):
    film = make_film("Zone", slug="zone")
    draft_review(film=film, authors=[make_author("Ann", slug="ann")], tags=["Korea"])

    assert client.get(f"{page}{form}").status_code == 404


@pytest.mark.parametrize("form", FORMS.values())
def test_the_subscribers_of_a_renamed_author_are_led_on(client, form):
    author = make_author("Ann", slug="ann")
    live_review(authors=[author])
    remember("/authors/ann/", author)
    author.slug = "ann-shin"
    author.save()

    answer = client.get(f"/authors/ann/{form}")

    assert (answer.status_code, answer.url) == (301, f"/authors/ann-shin/{form}")


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_site_has_an_empty_feed(client, form):
    assert entries(client, form=form) == []


@pytest.mark.parametrize("form", FORMS.values())
def test_a_reader_that_has_the_feed_is_not_sent_it_again(client, form):
    review = live_review()
    etag = client.get(f"/{form}").headers["ETag"]

    again = client.get(f"/{form}", headers={"If-None-Match": etag})
    correct(review, {"rating_line": "Changed"}, by=None)
    changed = client.get(f"/{form}", headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


@pytest.mark.parametrize("form", FORMS.values())
def test_feeds_name_the_site_by_its_own_address(client, settings, form):
    settings.SITE_URL = "https://films.example"
    live_review(lead_picture=make_picture(), film=make_film("기생충", slug="기생충"))

    text = client.get(f"/films/기생충/{form}", headers={"X-Forwarded-Host": "evil.example"}).text

    assert "https://films.example/films/%EA%B8%B0%EC%83%9D%EC%B6%A9/feed/" in text
    assert "localhost" not in text
    assert "evil" not in text
