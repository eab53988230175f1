"""The page cache, called as a web server calls it: never stale, early or late, never too big."""

import gzip
from datetime import UTC, datetime, timedelta
from io import BytesIO
from threading import Barrier, Thread
from types import SimpleNamespace

import brotli
import pytest
import time_machine
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse

from publishing.models.site_settings import SiteSettings
from publishing.pagecache.application import PageCache
from publishing.pagecache.page_store import PageStore
from publishing.pagecache.stored_page import StoredPage, accepted
from reviews.publish import publish, withdraw
from tests.factories import draft_review, live_review, make_trailer, scheduled_review

# A generation comes at the commit: only tests that commit can see it.
pytestmark = pytest.mark.django_db(transaction=True)
MEGABYTE = 1024 * 1024
SECOND = datetime(2030, 5, 1, 12, 0, 10, 400_000, tzinfo=UTC)


class Server:
    """A page cache on Django; `renders` are the queries of the requests that reached Django."""

    def __init__(self, limit_bytes: int = MEGABYTE) -> None:
        self.renders, self.before_render = [], lambda: None
        self.django = get_wsgi_application()
        self.cache = PageCache(self.application, limit_bytes)

    def application(self, environ, start_response):
        self.renders.append(environ["QUERY_STRING"])
        self.before_render()
        return self.django(environ, start_response)

    def get(self, path="/", method="GET", **headers):
        path, _, query = path.partition("?")
        said = []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        body = self.cache(environ, lambda *words: said.extend(words))
        content = b"".join(body)
        if close := getattr(body, "close", None):
            close()
        headers = {name.lower(): value for name, value in said[1]}
        return SimpleNamespace(status=int(said[0][:3]), body=content, headers=headers)


@pytest.fixture
def server():
    return Server()


def elsewhere(*acts):
    """Do acts at the same time in threads with connections of their own; raise what they raised."""
    start, errors = Barrier(len(acts)), []

    def run(act):
        try:
            start.wait(30)
            act()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    if errors:
        raise errors[0]


def test_a_page_asked_for_again_is_not_rendered_again(server):
    live_review(headline="The Zone")

    with time_machine.travel(SECOND, tick=False):
        pages = [server.get(), server.get(), server.get(method="HEAD")]

    assert len(server.renders) == 1
    assert b"The Zone" in pages[0].body
    assert pages[1] == pages[0]
    assert (pages[2].body, pages[2].headers) == (b"", pages[0].headers)
    assert pages[0].headers["content-length"] == str(len(pages[0].body))
    assert pages[0].headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert pages[0].headers["vary"] == "Accept-Encoding"


def test_after_a_commit_of_another_connection_no_page_is_stale(server):
    for number in range(20):
        review = draft_review(headline=f"Piece {number} is out")
        server.get()
        elsewhere(lambda review=review: publish(review, by=None))

        assert f"Piece {number} is out".encode() in server.get().body

        elsewhere(lambda review=review: withdraw(review, by=None))

        assert f"Piece {number} is out".encode() not in server.get().body


def test_work_at_the_desk_leaves_the_kept_pages_alone(server):
    review = live_review()
    server.get()

    review.headline = "Half done"
    review.save()
    server.get()

    assert len(server.renders) == 1


def test_scheduled_moments_are_crossed_exactly_one_after_the_other(server):
    first = (datetime.now(UTC) + timedelta(days=400)).replace(hour=12)
    second = first + timedelta(hours=1)
    scheduled_review(first, headline="The first one")
    scheduled_review(second, headline="The second one")
    moment, told = timedelta(milliseconds=1), []

    for at in (first - moment, first, second - moment, second):
        with time_machine.travel(at, tick=False):
            bodies = [server.get().body for _ in range(2)]
        assert bodies[0] == bodies[1]
        told.append((b"The first one" in bodies[0], b"The second one" in bodies[0]))

    assert told == [(False, False), (True, False), (True, False), (True, True)]
    assert len(server.renders) == 3


def test_an_end_a_trailer_and_midnight_are_crossed_exactly(server):
    SiteSettings.objects.update(time_zone="Asia/Seoul")
    now = datetime.now(UTC)
    noon = (now + timedelta(days=3)).replace(hour=3, minute=0, second=0, microsecond=0)
    midnight = noon + timedelta(hours=12)
    review = scheduled_review(noon, slug="zone", headline="The Zone")
    make_trailer(review.film, title="Trailer no. 7", shown_from=noon + timedelta(hours=1))
    withdraw(review, by=None, at=midnight + timedelta(hours=5))
    moments = {
        noon: (200, True, False),
        noon + timedelta(minutes=59): (200, True, False),
        noon + timedelta(hours=1): (200, True, True),
        midnight - timedelta(milliseconds=1): (200, True, True),
        midnight: (200, False, True),
        midnight + timedelta(hours=5): (410, False, False),
    }

    for at, told in moments.items():
        with time_machine.travel(at, tick=False):
            page = server.get("/reviews/zone/")
        shows = b", 12:00" in page.body, b"Trailer no. 7" in page.body
        assert (page.status, *shows) == told, at


def test_more_boundaries_than_are_read_at_once_need_no_restart(server, monkeypatch):
    monkeypatch.setattr("publishing.pagecache.epochs.BOUNDARIES_READ", 2)
    start = datetime.now(UTC) + timedelta(days=2)
    for number in range(6):
        scheduled_review(start + timedelta(hours=number), headline=f"Number {number} is out")

    for number in range(6):
        with time_machine.travel(start + timedelta(hours=number), tick=False):
            body = server.get().body
        assert f"Number {number} is out".encode() in body
        assert f"Number {number + 1} is out".encode() not in body


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {"cookie": "a=b; sessionid=xyz"}),
        ("/", {"host": "evil.example"}),
        ("/admin/login/", {}),
        ("/nothing-here/", {}),
        ("/robots-of-nobody.txt?x=1", {}),
    ],
)
def test_what_is_not_for_everybody_is_neither_kept_nor_answered_from_memory(server, path, headers):
    server.get("/")
    before = len(server.renders)

    for _ in range(2):
        server.get(path, **headers)

    assert len(server.renders) == before + 2
    assert len(server.cache.pages) == 1


def test_unknown_parameters_share_one_entry_and_django_never_sees_them(server):
    live_review(slug="zone")

    for number in range(30):
        for path in ("/", "/reviews/", "/reviews/zone/", "/films/"):
            assert server.get(f"{path}?x{number}={number}&utm_source=a").status == 200
        server.get(f"/reviews/zone/?page={number}")

    assert server.renders == [""] * 4
    assert len(server.cache.pages) == 4


def test_a_query_that_django_answers_otherwise_reaches_it_whole(server):
    review = live_review(slug="old")
    review.slug = "new"
    review.save()
    publish(review, by=None)

    moved = server.get("/reviews/old/?utm_source=a")

    assert (moved.status, moved.headers["location"]) == (301, "/reviews/new/?utm_source=a")
    assert server.get("/?p=12").status == 200
    assert server.renders[-1] == "p=12"


def test_the_store_stays_below_its_limit_and_lets_the_oldest_go():
    page = StoredPage(b"x" * 1000, [])
    store = PageStore(limit_bytes=3 * page.size)
    for name in "abc":
        store.put(name, page)

    store.get("a")
    store.put("d", page)
    store.put("big", StoredPage(bytes(range(256)) * 400, []))

    assert [name for name in "abcd" if store.get(name)] == ["a", "c", "d"]
    assert store.size == 3 * page.size


@pytest.mark.parametrize(
    ("asked", "best"),
    [
        ("", "identity"), ("br", "br"), ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"),
        ("gzip;q=1, br;q=0.5", "gzip"), ("br;q=0, gzip", "gzip"), ("x-gzip", "gzip"),
        ("*", "br"), ("*;q=0.5, br;q=0", "gzip"), ("identity, gzip;q=0.5", "identity"),
        ("BR ; Q=0.8", "br"), ("br;q=none", "identity"), ("deflate", "identity"),
        ("gzip;q=0.5", "gzip"),
    ],
)  # fmt: skip
def test_the_encoding_is_the_one_the_reader_likes_best(asked, best):
    assert accepted(asked)[0] == best


def test_every_encoding_is_the_same_page_under_a_tag_of_its_own(server):
    live_review()

    plain, zipped, squeezed = (server.get(accept_encoding=name) for name in ("", "gzip", "br"))

    assert gzip.decompress(zipped.body) == brotli.decompress(squeezed.body) == plain.body
    assert len({page.headers["etag"] for page in (plain, zipped, squeezed)}) == 3
    assert all(int(p.headers["content-length"]) == len(p.body) for p in (zipped, squeezed))


@pytest.mark.parametrize("form", ["{0}", "W/{0}", '"a", {0}, "b"', "*"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_has_the_page_is_told_so(server, form, method):
    etag = server.get(accept_encoding="br").headers["etag"]

    again = server.get(method=method, accept_encoding="br", if_none_match=form.format(etag))
    other = server.get(accept_encoding="br", if_none_match='"a", W/"b"')

    assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
    assert "content-length" not in again.headers
    assert other.status == 200


def test_fifty_threads_at_a_cold_page_render_it_once(server):
    live_review()
    pages = []

    elsewhere(*[lambda: pages.append(server.get())] * 50)

    assert len(server.renders) == 1
    assert [page.body for page in pages] == [pages[0].body] * 50


def test_a_failing_render_leaves_nobody_waiting(server):
    def fail():
        raise ZeroDivisionError

    server.before_render = fail

    def ask():
        with pytest.raises(ZeroDivisionError):
            server.get()

    elsewhere(*[ask] * 8)
    server.before_render = lambda: None

    assert server.get().status == 200


@pytest.mark.parametrize("times", [1, 2])
def test_a_change_during_the_render_is_shown_and_the_older_page_not_kept(server, times):
    changes = [draft_review(headline=f"Change {number}") for number in range(times)]

    def change():
        if changes:
            review = changes.pop()
            elsewhere(lambda: publish(review, by=None))

    server.before_render = change

    server.get()
    page = server.get()

    assert all(f"Change {number}".encode() in page.body for number in range(times))


@pytest.mark.parametrize(
    "headers",
    [
        {"Set-Cookie": "a=b"}, {"Cache-Control": "private"}, {"Vary": "Cookie"},
        {"Cache-Control": "max-age=0, no-store"}, {"Content-Encoding": "br"},
    ],
)  # fmt: skip
def test_answers_with_cookies_or_for_some_only_are_never_kept(server, headers):
    def application(environ, start_response):
        answer = HttpResponse("for one", headers=headers)
        start_response("200 OK", list(answer.items()))
        return answer

    server.cache.application = application

    server.get()

    assert len(server.cache.pages) == 0


def database_goes_away(monkeypatch):
    """Where a new connection would look for the database, there is none."""
    name = "NAME" if connection.vendor == "sqlite" else "HOST"
    monkeypatch.setitem(connection.settings_dict, name, "/nowhere/at-all")
    connection.close()


def test_with_the_database_away_kept_pages_are_served_until_the_next_boundary(server, monkeypatch):
    moment = datetime.now(UTC) + timedelta(hours=2)
    scheduled_review(moment, headline="The first one")
    server.get()
    renders = len(server.renders)
    with monkeypatch.context() as patch:
        database_goes_away(patch)

        assert [server.get().status for _ in range(3)] == [200] * 3
        assert len(server.renders) == renders

        server.before_render = lambda: pytest.fail("asked")
        with time_machine.travel(moment, tick=False), pytest.raises(BaseException, match="asked"):
            server.get()
        connection.close()

    server.before_render = lambda: None
    live_review(headline="It is back")
    assert b"It is back" in server.get().body


def test_switched_off_it_keeps_nothing():
    server = Server(limit_bytes=0)

    server.get()
    server.get()

    assert len(server.renders) == 2


def test_a_page_is_dated_by_the_second_after_it_was_made_and_known_by_that_date(server):
    with time_machine.travel(SECOND, tick=False) as clock:
        early = server.get()
        clock.shift(1)
        dated = server.get()
        date = dated.headers["last-modified"]
        again = server.get(if_modified_since=date)

    assert "last-modified" not in early.headers
    assert date == "Wed, 01 May 2030 12:00:11 GMT"
    assert (again.status, again.body, again.headers["last-modified"]) == (304, b"", date)


@pytest.mark.parametrize(
    ("since", "etag"),
    [
        ("Wed, 01 May 2030 12:00:12 GMT", None),
        ("Wed, 01 May 2030 12:00:10 GMT", None),
        ("Thu, 01 Jan 2099 00:00:00 GMT", None),
        ("nonsense", None),
        ("", None),
        ("Wed, 01 May 2030 12:00:11 GMT", '"another"'),
    ],
)
def test_other_dates_and_an_etag_that_is_not_ours_get_the_page(server, since, etag):
    with time_machine.travel(SECOND, tick=False) as clock:
        server.get()
        clock.shift(1)
        headers = {"if_none_match": etag} if etag else {}

        answer = server.get(if_modified_since=since, **headers)

    assert answer.status == 200


def test_two_texts_of_one_second_are_never_taken_for_one(server):
    with time_machine.travel(SECOND, tick=False) as clock:
        review = live_review(headline="First text")
        server.get()
        review.headline = "Second text"
        review.save()
        publish(review, by=None)
        before = server.get()
        clock.shift(1)
        date = server.get().headers["last-modified"]
        answer = server.get(if_modified_since=date)

    assert b"Second text" in before.body
    assert "last-modified" not in before.headers
    assert answer.status == 304
