"""What holds for every page a reader can get: its headers, its markup, its calm."""

import json
import re
from datetime import UTC, datetime, timedelta

import html5lib
import pytest
from django.test import Client
from django.utils import timezone

from publishing.models.site_settings import SiteSettings
from publishing.models.text_page import TextPage
from recommendations.models.recommendation import Recommendation
from reviews.models.content import Kind
from reviews.models.people import Credit, Person
from reviews.models.tag import Tag
from reviews.publish import correct, withdraw
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_trailer,
)

pytestmark = pytest.mark.django_db

EVIL = "\"'><script>alert(1)</script><b onclick=x style=y>{{ 7 }}{% now %}&amp;"

# One address of each kind of page, and its status.
PAGES = {
    "/": 200,
    "/reviews/": 200,
    "/reviews/?page=2": 200,
    "/reviews/full/": 200,
    "/reviews/bare/": 200,
    "/articles/": 200,
    "/articles/feature/": 200,
    "/films/": 200,
    "/films/full-film/": 200,
    "/people/full-person/": 200,
    "/authors/": 200,
    "/authors/full-author/": 200,
    "/tags/": 200,
    "/tags/full-tag/": 200,
    "/archive/2024/": 200,
    "/archive/2024/5/": 200,
    "/corrections/": 200,
    "/full-page/": 200,
    "/reviews/draft/": 404,
    "/nowhere/": 404,
    "/reviews/gone/": 410,
}


def fill_site(words: str = "") -> None:
    """Everything that pages can show, with `words` behind every text of it."""
    picture = {
        "alt": f"Alt {words}"[:300],
        "caption": f"Caption {words}",
        "credit": f"Credit {words}",
    }
    film = make_film(
        f"Film {words}",
        slug="full-film",
        original_title=f"Original {words}",
        original_language="ko",
        year=2013,
        runtime_minutes=100,
        countries=[f"Korea {words}"],
        languages=[f"Korean {words}"],
        genres=[f"Drama {words}"],
        studio=f"Studio {words}",
        distributor=f"Distributor {words}",
        synopsis=f"Synopsis {words}",
        poster=make_picture(**picture),
    )
    person = Person.objects.create(
        name=f"Person {words}", slug="full-person", original_name=f"Own name {words}"
    )
    for role in Credit.Role.values:
        Credit.objects.create(film=film, person=person, role=role, character=f"Part {words}")
    for title in ("", f"Trailer {words}", "Another"):
        make_trailer(
            film,
            title=title,
            uploader=f"Uploader {words}" if title else "",
            uploader_url="https://vimeo.com/somebody" if words else "",
            uploaded_on=timezone.localdate(),
            poster=make_picture() if title else None,
        )
    Tag.objects.create(name=f"Tag {words}"[:100], slug="full-tag", description=f"About {words}")
    author = make_author(
        f"Author {words}",
        slug="full-author",
        bio="<p>A bio with <em>stress</em>.</p>",
        bio_as_of=timezone.localdate(),
        photo=make_picture(),
        website="https://example.org/",
        links=[{"label": f"Link {words}", "url": "https://example.org/me"}],
    )
    TextPage.objects.create(title=f"Page {words}", slug="full-page", body="<p>About us.</p>")
    bare = live_review(slug="bare", headline=f"Bare {words}", authors=[make_author(f"B {words}")])
    full = live_review(
        slug="full",
        film=film,
        authors=[author, make_author(f"Second {words}"), make_author(), make_author()],
        also_about=[make_film(f"Also {words}")],
        tags=[f"Tag {words}"[:100], "second"],
        headline=f"Full {words}",
        language="ar",
        rating_line=f"Rating line {words}",
        rating="3.5",
        rating_out_of=5,
        rating_printed=f"B+ {words}"[:40],
        body="<p>A <strong>body</strong>.</p><h2>Heading</h2><blockquote><p>Quote</p></blockquote>",
        description=f"Description {words}",
        disclosure=f"Disclosure {words}",
        lead_picture=make_picture(**picture),
    )
    Recommendation.objects.create(review=full, target=bare, title=f"Title {words}")
    Recommendation.objects.create(
        review=full,
        url="https://example.org/a?b=c&d=e",
        title=f"Elsewhere {words}",
        excerpt=f"Excerpt {words}",
        dated_on=timezone.localdate(),
        picture=make_picture(),
    )
    correct(full, {"rating_printed": "B"}, by=None, correction=f"Correction {words}")
    live_review(kind=Kind.ARTICLE, slug="feature", headline=f"Feature {words}", language="ko")
    may = datetime(2024, 5, 5, tzinfo=UTC)
    for number in range(21):
        live_review(at=may + timedelta(days=number), headline=f"No. {number} {words}")
    draft_review(slug="draft")
    withdraw(live_review(slug="gone"), by=None)
    SiteSettings.objects.update(name=f"Site {words}"[:80], tagline=f"Tagline {words}"[:160])


def elements(html: str):
    """Every element of a page, parsed as strictly as the standard is; raises for any error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return list(parser.parse(html).iter())


@pytest.mark.parametrize("words", ["", EVIL], ids=["plain", "evil"])
def test_every_page_is_flawless_html_that_loads_and_runs_nothing_foreign(client, words):
    fill_site(words)

    answers = {path: client.get(path) for path in PAGES}

    assert {path: answer.status_code for path, answer in answers.items()} == PAGES
    for path, answer in answers.items():
        for element in elements(answer.text):
            told = f"{path}: <{element.tag} {element.attrib}>"
            if element.tag == "script" and element.get("type") == "application/ld+json":
                assert json.loads(element.text)["@graph"], told
            elif element.tag == "script":
                assert element.attrib.keys() == {"type", "src"}, told
                assert element.get("src").startswith("/static/reader/"), told
                assert (element.get("type"), element.text) == ("module", None), told
            assert element.tag not in {"style", "iframe", "object", "embed", "base"}, told
            assert not [name for name in element.attrib if name.startswith("on")], told
            assert "style" not in element.attrib, told
            assert loaded_from(element).startswith(OURS), told
            assert not element.get("href", "").lower().startswith(("javascript:", "data:")), told


OURS = ("/static/", "/media/", "/site.webmanifest", "/palette.css")


def loaded_from(element) -> str:
    """What a browser fetches by itself for an element; one of our own files when it is nothing."""
    nothing = "/static/"
    if element.tag == "link":
        by_itself = element.get("rel") not in {"alternate", "canonical", "prev", "next"}
        return element.get("href") if by_itself else nothing
    sources = (element.get(name) for name in ("src", "srcset", "poster", "data", "background"))
    return next((source for source in sources if source), nothing)


@pytest.mark.parametrize("words", ["", EVIL], ids=["plain", "evil"])
def test_ids_are_unique_and_what_is_named_exists(client, words):
    fill_site(words)

    for path in PAGES:
        found = elements(client.get(path).text)
        ids = [element.get("id") for element in found if element.get("id")]
        named = [element.get("aria-labelledby") for element in found]

        assert len(ids) == len(set(ids)), path
        assert {name for name in named if name} <= set(ids), path


def test_the_page_of_a_fault_is_flawless_and_needs_no_database(settings, monkeypatch):
    def fail(request):
        raise RuntimeError("a surprise")

    monkeypatch.setattr("publishing.error_views.offers", [fail])
    client = Client(raise_request_exception=False)

    answer = client.get("/nowhere/")

    assert answer.status_code == 500
    assert elements(answer.text)
    assert "surprise" not in answer.text


POLICY = ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
FILES = ("/media/nothing.png",)


@pytest.mark.parametrize("signed_in", [False, True])
def test_every_page_says_what_browsers_and_caches_may_do(client, editor, signed_in):
    fill_site()
    if signed_in:
        client.force_login(editor)
        client.get("/admin/")

    for path in (*PAGES, *FILES, "/reviews"):
        client.cookies["csrftoken"] = "a" * 32
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]

        assert all(directive in policy for directive in POLICY), path
        assert "unsafe" not in policy, path
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin", path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert headers["Permissions-Policy"], path
        assert headers["Cache-Control"].startswith("public, max-age=0"), path
        assert "Set-Cookie" not in headers, path
        assert "cookie" not in headers.get("Vary", "").lower(), path


@pytest.mark.parametrize("method", ["get", "head"])
def test_pages_set_no_cookie_on_anybody(client, method):
    fill_site()

    for path in PAGES:
        getattr(client, method)(path)

    assert not client.cookies


def test_a_visitor_with_a_session_gets_the_very_same_bytes(client, editor):
    fill_site()
    signed_in = Client()
    signed_in.force_login(editor)

    for path in PAGES:
        assert signed_in.get(path).content == client.get(path).content, path


# -- Whatever is sent --------------------------------------------------------------------------

BYTES = {
    "null": "%00",
    "overlong slash": "%C0%AF",
    "overlong null": "%C0%80",
    "overlong dots": "%E0%80%AE%E0%80%AE",
    "lone continuation": "%80",
    "no utf-8": "%FF%FE",
    "surrogate": "%ED%A0%80",
    "beyond unicode": "%F4%90%80%80",
    "cut short": "%E2%82",
    "broken escape": "%zz%",
    "line break": "%0d%0aSet-Cookie:%20a=b",
    "way up": "..%2f..%2f..%2fetc%2fpasswd",
    "backslash": "..%5c..%5cwindows",
    "right to left": "%E2%80%AE",
    "byte order mark": "%EF%BB%BF",
    "emoji": "%F0%9F%8E%AC",
    "combining": "e" + "%CC%81" * 50,
    "template": "{{7*7}}%7B%25%20now%20%25%7D",
    "sql": "'%20OR%201=1--",
    "long": "a" * 300,
    "very long": "a" * 5_000,
    "long and wide": "%EA%B0%80" * 2_000,
    "deep": "a/" * 500,
    "slashes": "//////",
}
PLACES = (
    *("/{}", "/{}/", "/reviews/{}/", "/articles/{}", "/films/{}/", "/people/{}/", "/authors/{}/"),
    *("/tags/{}/", "/archive/{}/", "/archive/2024/{}/", "/media/{}", "/static/{}"),
    *("/?{}", "/reviews/?page={}", "/reviews/?{}=1", "/nowhere/?{}", "/reviews/full/?a={}"),
)


@pytest.mark.parametrize("sent", BYTES.values(), ids=BYTES)
def test_no_address_is_a_fault_of_ours(client, sent):
    live_review(slug="full")

    answers = {place: client.get(place.format(sent)).status_code for place in PLACES}

    assert set(answers.values()) <= {200, 301, 400, 404}, answers


QUERIES = {
    "huge": "a=" + "x" * 200_000,
    "many": "&".join(f"a{n}=1" for n in range(10_001)),
    "many alike": "a&" * 20_000,
    "no names": "&&&=&=&&",
    "semicolons": "a;b;c;page=1",
    "brackets": "page[]=1&page[$ne]=1",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
@pytest.mark.parametrize("path", ["/", "/reviews/", "/reviews/old/", "/nowhere/", "/admin/login/"])
def test_no_query_is_a_fault_of_ours(client, path, query):
    review = live_review(slug="old")
    correct(review, {"headline": "New"}, by=None)

    answer = client.get(f"{path}?{query}")

    assert answer.status_code in {200, 301, 400, 404}


HEADERS = {
    "range": {"Range": "bytes=0-10"},
    "range from the end": {"Range": "bytes=-1"},
    "range beyond the end": {"Range": "bytes=99999999999999999999-"},
    "ranges": {"Range": "bytes=" + ",".join(f"{n}-{n}" for n in range(2_000))},
    "no range": {"Range": "bytes=z-a", "If-Range": "z"},
    "date": {"If-Modified-Since": "yesterday", "If-Unmodified-Since": "99999"},
    "far date": {"If-Modified-Since": "Mon, 99 Foo 99999 99:99:99 GMT"},
    "tag": {"If-None-Match": '"', "If-Match": "*,W/\x7f"},
    "language": {"Accept-Language": "xx-" * 2_000},
    "encoding": {"Accept-Encoding": "gzip;q=nan, *;q=1e999"},
    "accept": {"Accept": "\x00/*;q=é"},
    "cookie": {"Cookie": "sessionid=\x00; csrftoken=<script>; =; ;;;"},
    "session": {"Cookie": "sessionid=" + "a" * 5_000},
    "messages": {"Cookie": "messages=.eJw:rubbish"},
    "length": {"Content-Length": "-1"},
    "type": {"Content-Type": "multipart/form-data; boundary="},
    "forwarded": {"X-Forwarded-For": "' OR 1=1", "X-Forwarded-Proto": "https,http"},
    "rewritten": {"X-Original-URL": "/admin/", "X-Rewrite-URL": "/admin/"},
    "script name": {"Script-Name": "/admin"},
}


@pytest.mark.parametrize("sent", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("path", ["/", "/reviews/full/", "/nowhere/"])
def test_no_header_changes_a_page(client, path, sent):
    live_review(slug="full")
    plain = client.get(path)

    answer = client.get(path, headers=sent)

    assert answer.status_code == plain.status_code
    assert answer.content == plain.content


HOSTS = (
    "evil.example",
    "evil.example:80",
    "localhost@evil.example",
    "localhost.evil.example",
    "",
    "[",
)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/", "/reviews/full/", "/reviews", "/nowhere/"])
def test_a_foreign_host_is_refused_and_never_repeated(client, path, host):
    live_review(slug="full")

    answer = client.get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in f"{answer.headers}{answer.text}"


FORWARDED = ("X-Forwarded-Host", "X-Host", "Forwarded", "X-Forwarded-Server", "X-Forwarded-Port")


@pytest.mark.parametrize("header", FORWARDED)
@pytest.mark.parametrize("path", ["/", "/reviews/full/", "/reviews", "/reviews/old/", "/nowhere/"])
def test_absolute_links_are_made_of_the_sites_own_address(client, settings, path, header):
    settings.SITE_URL = "https://films.example"
    live_review(slug="full", lead_picture=make_picture())

    answer = client.get(path, headers={header: "host=evil.example", "Host": "127.0.0.1"})

    ours = re.sub(r'<a [^>]*rel="external nofollow"', "", answer.text)
    absolute = re.findall(r'(?:href|content)="(https?://[^/"]*)', ours)
    assert set(absolute) <= {"https://films.example"}
    assert "evil" not in f"{answer.headers}{answer.text}"
