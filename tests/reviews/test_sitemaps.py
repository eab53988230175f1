"""Sitemaps, news and robots.txt."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone

from publishing.models.site_settings import SiteSettings
from reviews.models.content import Kind
from reviews.models.people import Credit, Person
from reviews.public import sitemaps
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
from tests.reviews.walk import text_of

pytestmark = pytest.mark.django_db

HOME = "http://localhost:8000"
NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "video": "http://www.google.com/schemas/sitemap-video/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
SECTIONS = ("pieces", "films", "people", "authors", "tags")
DAY = timedelta(days=1)


def tree_of(client, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(text_of(answer).encode())


def locations(client, path: str) -> list[str]:
    """The addresses that a sitemap names, without the site's own."""
    found = tree_of(client, path).findall("map:*/map:loc", NAMES)
    return [location.text.removeprefix(HOME) for location in found]


def value(tree: ElementTree.Element, path: str) -> str | None:
    return tree.findtext(path, namespaces=NAMES)


def test_the_index_names_files_in_which_every_public_page_stands_once(client):
    film = make_film("Zone", slug="zone")
    Credit.objects.create(film=film, person=Person.objects.create(name="Maker", slug="maker"))
    live_review(slug="live", film=film, authors=[make_author("Ann", slug="ann")], tags=["Korea"])
    live_review(slug="feature", kind=Kind.ARTICLE, authors=[make_author("Bo", slug="bo")])

    files = locations(client, "/sitemap.xml")

    assert files == [f"/sitemap-{section}-1.xml" for section in SECTIONS]
    assert [path for file in files for path in locations(client, file)] == [
        *("/reviews/live/", "/articles/feature/", "/films/zone/", "/people/maker/"),
        *("/authors/ann/", "/authors/bo/", "/tags/korea/"),
    ]


def test_nothing_that_is_not_live_is_named(client):
    for slug, act in {
        "draft": draft_review,
        "ahead": lambda **fields: scheduled_review(timezone.now() + DAY, **fields),
        "gone": lambda **fields: withdraw(live_review(**fields), by=None),
    }.items():
        film = make_film(slug=f"{slug}-film")
        Credit.objects.create(film=film, person=Person.objects.create(name=f"{slug} maker"))
        act(slug=slug, film=film, tags=[slug])

    assert locations(client, "/sitemap.xml") == []
    assert locations(client, "/sitemap-news.xml") == []
    assert {client.get(f"/sitemap-{name}-1.xml").status_code for name in SECTIONS} == {404}


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_files_are_split_and_lose_nothing(client, monkeypatch, size):
    monkeypatch.setattr("reviews.public.sitemaps.URLS_A_FILE", size)
    monkeypatch.setattr("reviews.public.views.sitemaps.URLS_A_FILE", size)
    monkeypatch.setattr("reviews.public.views.sitemaps.ENTRIES_A_PART", 2)
    for number in range(5):
        live_review(slug=f"no-{number}")

    files = [path for path in locations(client, "/sitemap.xml") if "pieces" in path]
    parts = [locations(client, path) for path in files]

    assert max(map(len, parts)) <= size
    assert [path for part in parts for path in part] == [
        f"/reviews/no-{number}/" for number in range(5)
    ]
    beyond = f"/sitemap-pieces-{len(files) + 1}.xml"
    assert client.get(beyond).status_code == 404


@pytest.mark.parametrize("path", ["pieces-0", "pieces-01", "pieces", "nothing-1", "pieces-1234567"])
def test_there_are_no_other_files(client, path):
    live_review()

    assert client.get(f"/sitemap-{path}.xml").status_code == 404


def test_a_file_is_split_where_the_protocol_says():
    assert sitemaps.URLS_A_FILE == 50_000


def test_a_page_was_changed_when_readers_were_last_told_something(client):
    def changed_at():
        return value(tree_of(client, "/sitemap-pieces-1.xml"), "map:url/map:lastmod")

    review = live_review(at=datetime(2024, 5, 5, 12, tzinfo=UTC))
    first = changed_at()

    correct(review, {"rating_line": "A typo mended"}, by=None)
    after_typo = changed_at()
    fixed = correct(review, {"rating_line": "Right"}, by=None, correction="It was wrong.")
    correct(review, {"rating_line": "Another typo"}, by=None)

    assert first == after_typo == "2024-05-05T12:00:00+00:00"
    assert changed_at() == fixed.edition.live_from.isoformat(timespec="seconds")


def test_a_change_ahead_does_not_show(client):
    review = live_review(at=datetime(2024, 5, 5, 12, tzinfo=UTC))
    publish(review, by=None, at=timezone.now() + DAY, correction="To come")

    tree = tree_of(client, "/sitemap-pieces-1.xml")

    assert value(tree, "map:url/map:lastmod") == "2024-05-05T12:00:00+00:00"


def test_pictures_are_named_by_their_whole_address(client):
    lead, poster = make_picture(), make_picture()
    live_review(lead_picture=lead, film=make_film(poster=poster))

    trees = [tree_of(client, f"/sitemap-{name}-1.xml") for name in ("pieces", "films")]

    found = [value(tree, "map:url/image:image/image:loc") for tree in trees]
    assert found == [f"{HOME}{lead.url}", f"{HOME}{poster.url}"]


def test_a_trailer_is_told_with_all_that_is_known(client):
    film = make_film("Zone", synopsis="A room grants wishes.")
    made = {"uploaded_on": datetime(2013, 3, 29, tzinfo=UTC).date(), "duration_seconds": 95}
    make_trailer(film, title="Trailer", poster=make_picture(), uploader="Mosfilm", **made)
    live_review(film=film)

    [video] = tree_of(client, "/sitemap-films-1.xml").iterfind("map:url/video:video", NAMES)

    told = {child.tag.partition("}")[2]: child.text for child in video}
    assert told.pop("thumbnail_loc").startswith(f"{HOME}/media/")
    assert told.pop("player_loc").startswith("https://player.vimeo.com/video/")
    assert told == {
        "title": "Trailer",
        "description": "A room grants wishes.",
        "duration": "95",
        "publication_date": "2013-03-29T12:00:00+00:00",
        "uploader": "Mosfilm",
    }


@pytest.mark.parametrize("lacking", ["title", "poster", "synopsis"])
def test_a_trailer_of_which_too_little_is_known_is_not_told(client, lacking):
    known = {"title": "Trailer", "poster": make_picture(), "synopsis": "A room."}
    del known[lacking]
    film = make_film(synopsis=known.pop("synopsis", ""))
    make_trailer(film, **known)
    live_review(film=film)

    assert tree_of(client, "/sitemap-films-1.xml").find(".//video:video", NAMES) is None


HOSTILE = (
    "]]>",
    "</script><x>",
    "&amp;&lt;",
    "\"'“’",
    "\x0b\x1f\x85\ufffe",
    "기생충",
    "\U0001f3ac",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_a_sitemap(client, words):
    film = make_film(f"Film {words}", synopsis=f"Synopsis {words}", poster=make_picture())
    make_trailer(film, title=f"Trailer {words}", poster=make_picture(), uploader=words)
    live_review(film=film, headline=f"Headline {words}", tags=[f"tag {words}"])
    SiteSettings.objects.update(name=f"Site {words}")

    files = [*locations(client, "/sitemap.xml"), "/sitemap-news.xml"]

    assert len(files) == 5
    assert all(locations(client, file) for file in files)


# -- News --------------------------------------------------------------------------------------


def test_news_tell_what_is_asked_of_them(client):
    review = live_review(slug="zone", headline="“Zone” & I", language="ko-KR")

    [url] = tree_of(client, "/sitemap-news.xml").iterfind("map:url", NAMES)

    assert value(url, "map:loc") == f"{HOME}/reviews/zone/"
    assert value(url, "news:news/news:publication/news:name") == "Intertitle"
    assert value(url, "news:news/news:publication/news:language") == "ko"
    published_at = review.editions.get().published_at
    assert value(url, "news:news/news:publication_date") == published_at.isoformat()
    assert value(url, "news:news/news:title") == "“Zone” & I"


@pytest.mark.parametrize(
    ("code", "told"),
    [("en", "en"), ("en-GB", "en"), ("pt_BR", "pt"), ("zh-Hans", "zh-cn"), ("zh-hant", "zh-tw")],
)
def test_news_name_languages_as_search_engines_do(client, code, told):
    live_review(language=code)

    tree = tree_of(client, "/sitemap-news.xml")

    assert value(tree, ".//news:language") == told


def test_news_are_two_days_old_at_most_even_when_changed_since(client):
    old, fresh = live_review(slug="old"), live_review(slug="fresh")
    later = timezone.now() + 2 * DAY
    with time_machine.travel(later - timedelta(hours=1), tick=False):
        before = locations(client, "/sitemap-news.xml")
    with time_machine.travel(later + timedelta(hours=1), tick=False):
        correct(old, {"rating_line": "New"}, by=None, correction="It was wrong.")
        withdraw(fresh, by=None)
        after = locations(client, "/sitemap-news.xml")

    assert before == ["/reviews/fresh/", "/reviews/old/"]
    assert after == []


@pytest.mark.parametrize("days", [3, 400])
def test_old_pieces_newly_imported_are_no_news(client, days):
    long_ago = timezone.now() - days * DAY
    live_review(at=long_ago)
    live_review(published_at=long_ago, slug="typed-in-today")

    assert locations(client, "/sitemap-news.xml") == []


def test_an_old_piece_dated_anew_is_no_news(client):
    review = live_review(at=timezone.now() - 30 * DAY)
    review.published_at = timezone.now() - DAY
    review.save()
    publish(review, by=None)

    assert locations(client, "/sitemap-news.xml") == []


def test_news_are_a_thousand_at_most(client, monkeypatch):
    most = sitemaps.NEWS_AT_MOST
    monkeypatch.setattr("reviews.public.sitemaps.NEWS_AT_MOST", 2)
    for number in range(4):
        live_review(slug=f"no-{number}")

    assert locations(client, "/sitemap-news.xml") == ["/reviews/no-3/", "/reviews/no-2/"]
    assert most == 1_000


# -- Asking again, and robots ------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-pieces-1.xml", "/sitemap-news.xml"])
def test_who_has_a_sitemap_is_not_sent_it_again(client, path):
    live_review(tags=[])
    etag = client.get(path).headers["ETag"]

    again = client.get(path, headers={"If-None-Match": etag})
    live_review(tags=["new"])
    changed = client.get(path, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_robots_may_read_everything_but_the_desk(client):
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /as-of/",
        "# Each of its filters leads to others: a crawler would never be done.",
        "Disallow: /search/",
        "",
        "Sitemap: http://localhost:8000/sitemap.xml",
        "Sitemap: http://localhost:8000/sitemap-news.xml",
    ]
