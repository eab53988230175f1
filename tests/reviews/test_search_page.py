"""The page of results and the suggestions, as readers and their browsers ask for them."""

import re
from datetime import timedelta
from html import unescape

import html5lib
import pytest
from django.utils import timezone

from reviews.models.people import Credit, Person
from reviews.publish import withdraw
from tests.factories import draft_review, live_review, make_author, make_film, scheduled_review
from tests.reviews.test_drafts_stay_hidden import STATES, plant, told
from tests.reviews.test_query_counts import queries_of

pytestmark = pytest.mark.django_db


def page(client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"/search/{query}")
    assert answer.status_code == status
    html5lib.HTMLParser(strict=False).parse(answer.text)
    return answer.text


def text_of(html: str) -> str:
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", main)).split())


def test_the_page_keeps_the_query_and_marks_what_it_found(client):
    live_review(headline="The Defector", body="<p>A smuggler & a defector walk.</p>")

    html = page(client, "?q=defectors")

    assert 'value="defectors"' in html
    assert "The <mark>Defector</mark>" in html
    assert "A smuggler &amp; a <mark>defector</mark> walk." in html
    assert "1 piece matches “defectors”" in text_of(html)
    assert '<meta name="robots" content="noindex">' in html


def test_before_anything_is_asked_there_is_a_box_and_the_latest(client):
    live_review(headline="The newest")

    text = text_of(page(client))

    assert "match" not in text
    assert "Latest reviews The newest" in text


def test_when_nothing_is_found_the_page_says_so_and_leads_on(client):
    live_review(headline="The newest", film=make_film("Jurassic Park"))

    html = page(client, "?q=jurrasicpark&kind=review")

    assert "Nothing matches “jurrasicpark”." in text_of(html)
    assert '<a href="/search/?q=Jurassic+Park&amp;kind=review">Jurassic Park</a>' in html
    assert '<a href="/search/?q=jurrasicpark">' in html
    assert "The newest" in html


def test_filters_are_offered_with_counts_and_can_be_taken_off(client):
    live_review(headline="Sea one", tags=["boats"], authors=[make_author("Ann")])
    live_review(headline="Sea two", kind="article", film=None, authors=[make_author("Bea")])

    html = page(client, "?q=sea&author=ann")

    assert re.search(r'<option value="ann" selected>\s*Ann \(1\)', html)
    assert re.search(r'<option value="bea">\s*Bea \(1\)', html)
    assert '<a href="/search/?q=sea"><span class="visually-hidden">Remove filter: </span>' in html
    assert "Sea one" in text_of(html).replace("<mark>", "")
    assert "two" not in text_of(html)


def test_pages_of_results_keep_query_and_filters(client):
    for number in range(11):
        live_review(headline=f"Sea {number}", tags=["water"])

    first, second = page(client, "?q=sea&tag=water"), page(client, "?q=sea&tag=water&page=2")

    assert 'href="/search/?q=sea&amp;tag=water&amp;page=2" rel="next"' in first
    assert "page 2 of 2" in text_of(second)
    assert "(page 2 of 2)" in second.partition("</title>")[0]
    page(client, "?q=sea&page=3", status=404)


@pytest.mark.parametrize("number", ["0", "-1", "01", "1.0", "x", "", "999999999999", "%D9%A1"])
def test_a_page_that_is_no_page_is_not_found(client, number):
    live_review(headline="Sea")

    page(client, f"?q=sea&page={number}", status=404)


HOSTILE = [
    *('foo" OR (bar* NEAR', '"', '""', '"""', "' OR 1=1 --", "a AND b OR NOT c", "NEAR(a b, 5)"),
    *("film:x", "^x", "x*", "*", "**", "-x", "+x", "(((", ")))", "{a b} : c", "a:b:c", "&|!<->"),
    *("don't", "20.04", "multi-agent", "\\", "%", "_", "a_b", "100%", "$1", "{{ 7|add:7 }}"),
    *("<script>alert(1)</script>", "&amp;", "\x00", "a\x00b", "\x1f", "\u202eabc\u202c", "\u200f"),
    *("\ufeff", "😀", "👩‍👩‍👧", "e\u0301" * 50, "ﷺ" * 200, "\u0345" * 100, "ß" * 200, "İ" * 100),
    *("ㄱ", "ㅏㅏ", "각" * 200, "漢" * 200, "\U00020000", "\ufffd", "½" * 100, "⁄", "١٢٣", "ไทย"),
    *("a " * 5000, "word " * 10_000, "x" * 10_000, '"a b" ' * 3000, "'" * 10_000, "가 나 " * 3000),
    *("  ", "\u00a0", "\t\n", "the of and", "́", "'s", "’s s’ '"),
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_answered(client, typed):
    live_review(headline="Sea", body="<p>Don't. 20.04, multi-agent.</p>", film=make_film("Sea"))

    answers = [
        client.get(path, {"q": typed, name: value})
        for path in ("/search/", "/search/suggest/")
        for name, value in (("x", "1"), ("tag", typed), ("author", typed), ("year", typed))
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert "<script>alert" not in answers[0].text


@pytest.mark.parametrize(
    "query",
    ["q=%FF%FE", "q=%ED%A0%80", "q=%C0%AF", "q=%00", "q[]=x", "q=a&q=b", "%00=1", "q", "=", "&&&"],
)
def test_broken_queries_are_answered(client, query):
    assert client.get(f"/search/?{query}").status_code == 200
    assert client.get(f"/search/suggest/?{query}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        *("year=0", "year=abc", "year=99999", "year=-1", "rating=9", "rating=x", "kind=draft"),
        *("tag=none", "author=none", "tag=%00", "sort=random", "tag=../../etc", "year=2024'"),
    ],
)
def test_filters_that_say_nothing_are_answered(client, query):
    live_review(headline="Sea")

    page(client, f"?q=sea&{query}")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_search_is_for_reading(client, method):
    assert getattr(client, method)("/search/?q=sea").status_code == 405
    assert getattr(client, method)("/search/suggest/?q=sea").status_code == 405


@pytest.mark.parametrize("state", STATES)
def test_no_word_of_what_is_not_live_finds_or_suggests_anything(client, state):
    plant(state)
    live_review(headline="Something else")
    places = (
        *("film", "original", "person", "originalname", "tag", "author", "alsoabout"),
        *("headline", "slug", "ratingline", "body", "description", "disclosure", "synopsis"),
    )

    typed = [f"zq{state}", *(f"zq{state}{place}" for place in places)]
    answers = [
        client.get(path, {"q": words})
        for path in ("/search/", "/search/suggest/")
        for words in (*typed, f"zq{state}fil", f"xq{state}film")
    ]
    filtered = [
        client.get("/search/", {name: f"zq{state}{name}", "q": "else"})
        for name in ("tag", "author")
    ]

    for answer in answers:
        said = told(answer).replace(answer.wsgi_request.GET["q"], "")
        assert f"zq{state}" not in said
    assert [answer.context["count"] for answer in filtered] == [0, 0]
    assert all(answer.context["count"] == 0 for answer in answers[: len(answers) // 2])
    assert all(answer.json() == {"suggestions": []} for answer in answers[len(answers) // 2 :])


# -- suggestions ----------------------------------------------------------------------------


def suggested(client, typed: str) -> list[str]:
    answer = client.get("/search/suggest/", {"q": typed}).json()
    return [f"{one['kind']}: {one['text']}" for one in answer["suggestions"]]


def test_films_people_and_reviews_are_suggested_by_their_beginnings(client):
    film = make_film("Jurassic Park", year=1993)
    Credit.objects.create(film=film, person=Person.objects.create(name="Jude Law"))
    live_review(headline="Juries and fences", film=film)
    live_review(headline="Other", film=make_film("Other"))

    assert suggested(client, "ju") == [
        "Film: Jurassic Park (1993)",
        "Person: Jude Law",
        "Review: Juries and fences",
    ]
    assert suggested(client, "park jur") == ["Film: Jurassic Park (1993)"]
    assert suggested(client, "law") == ["Person: Jude Law"]


def test_an_original_title_suggests_the_film_once_by_both_names(client):
    live_review(film=make_film("Parasite", original_title="기생충"), headline="x")

    assert suggested(client, "기생") == ["Film: 기생충 · Parasite"]
    assert suggested(client, "생충") == ["Film: 기생충 · Parasite"]
    assert suggested(client, "para") == ["Film: Parasite"]


def test_a_suggestion_leads_to_its_page(client):
    live_review(film=make_film("Jaws"), headline="The beach")

    (film,) = client.get("/search/suggest/?q=jaw").json()["suggestions"]

    assert client.get(film["url"]).status_code == 200


def test_suggestions_come_and_go_at_their_moment(client):
    review = live_review(film=make_film("Jaws"), headline="Jawbone")
    scheduled_review(at=timezone.now() + timedelta(days=1), film=make_film("Jawohl"))
    draft_review(film=make_film("Jawless"))
    before = suggested(client, "jaw")

    withdraw(review, by=None)

    assert before == ["Film: Jaws", "Review: Jawbone"]
    assert suggested(client, "jaw") == []


# -- around ---------------------------------------------------------------------------------


def test_every_page_has_a_box_and_so_has_the_page_that_was_not_found(client):
    for path in ("/", "/films/", "/nothing-here/"):
        html = client.get(path).text
        assert html.count('type="search"') == 1
        assert 'action="/search/"' in html


def test_results_cost_no_more_queries_the_more_there_are(client):
    for number in range(3):
        live_review(headline=f"Sea {number}", tags=["a"], authors=[make_author()])
    few = len(queries_of(client, "/search/?q=sea"))
    for number in range(9):
        live_review(headline=f"Sea {number}", tags=[f"t{number}"], authors=[make_author()])

    many = len(queries_of(client, "/search/?q=sea"))

    assert many == few
    assert many <= 9


def test_search_reads_no_table_of_the_desk(client, django_assert_max_num_queries):
    """The wall stands around every test: this asks for all that search can read."""
    live_review(headline="Sea", tags=["a"], authors=[make_author("Ann")])

    page(client, "?q=sea&tag=a&author=ann&kind=review&sort=date")
    page(client, "?q=sae")
    page(client, "?tag=a")
