"""The graph that a piece's page gives to search engines, read from the page itself."""

import json
import re
from datetime import date

import pytest

from reviews.models.content import Kind
from reviews.models.people import Credit, Person
from reviews.publish import correct
from tests.factories import live_review, make_author, make_film, make_picture, make_trailer
from tests.reviews.graph_rules import faults, missing

pytestmark = pytest.mark.django_db

HOME = "http://localhost:8000"
SCRIPT = re.compile(r'<script type="application/ld\+json">([^<>&]*)</script>')


def graph_of(client, path: str) -> dict:
    [told] = SCRIPT.findall(client.get(path).text)
    return json.loads(told)


def node(graph: dict, kind: str) -> dict:
    [found] = [node for node in graph["@graph"] if node["@type"] == kind]
    return found


def full_review(**fields):
    film = make_film(
        "Zone",
        slug="zone-film",
        original_title="Сталкер",
        year=1979,
        released_on=date(1979, 5, 25),
        runtime_minutes=162,
        imdb_id="tt0079944",
        poster=make_picture(),
    )
    Credit.objects.create(film=film, person=Person.objects.create(name="Andrei", slug="andrei"))
    cast = Person.objects.create(name="Alisa", slug="alisa")
    Credit.objects.create(film=film, person=cast, role=Credit.Role.CAST)
    make_trailer(
        film,
        title="Trailer",
        poster=make_picture(),
        uploaded_on=date(2013, 3, 29),
        duration_seconds=95,
    )
    made_up = {
        "slug": "zone",
        "headline": "The Zone",
        "film": film,
        "authors": [make_author("Ann Shin", slug="ann", website="https://ann.example/")],
        "rating": "3.5",
        "rating_out_of": 5,
        "rating_line": "A must.",
        "lead_picture": make_picture(),
        "tags": ["Korea"],
    }
    return live_review(**{**made_up, **fields})


def test_a_full_review_lacks_nothing_that_is_asked_or_recommended(client):
    full_review()

    graph = graph_of(client, "/reviews/zone/")

    assert faults(graph) == []
    assert missing(graph) == []


def test_a_bare_review_makes_nothing_up(client):
    live_review(slug="bare")

    graph = graph_of(client, "/reviews/bare/")

    assert faults(graph) == []
    assert {node["@type"] for node in graph["@graph"]} == {
        *("NewsArticle", "Person", "Organization", "BreadcrumbList", "Movie"),
    }
    assert "reviewRating" not in node(graph, "Movie")["review"]
    assert "image" not in node(graph, "NewsArticle")


def test_the_review_is_of_the_film_and_by_the_critic(client):
    full_review()

    movie = node(graph_of(client, "/reviews/zone/"), "Movie")

    assert movie["@id"] == movie["review"]["itemReviewed"]["@id"]
    assert movie["name"] == movie["review"]["itemReviewed"]["name"] == "Zone"
    assert movie["review"]["author"] == [
        {"@type": "Person", "@id": f"{HOME}/authors/ann/#person", "name": "Ann Shin"}
    ]
    assert movie["review"]["description"] == "A must."
    assert [person["name"] for person in movie["director"]] == ["Andrei"]
    assert [person["name"] for person in movie["actor"]] == ["Alisa"]
    assert movie["duration"] == "PT162M"
    assert movie["sameAs"] == ["https://www.imdb.com/title/tt0079944/"]


@pytest.mark.parametrize(
    ("value", "out_of", "told"), [("3.5", 5, 3.5), ("4.0", 4, 4), ("0", 10, 0), ("87", 100, 87)]
)
def test_a_rating_is_a_number_on_the_critics_own_scale(client, value, out_of, told):
    full_review(rating=value, rating_out_of=out_of)

    graph = graph_of(client, "/reviews/zone/")

    assert faults(graph) == []
    assert node(graph, "Movie")["review"]["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": told,
        "bestRating": out_of,
        "worstRating": 0,
    }


@pytest.mark.parametrize("printed", ["B+", "4 stars", "", "Unmissable"])
def test_letters_and_words_are_never_made_a_number(client, printed):
    full_review(rating=None, rating_printed=printed)

    assert "reviewRating" not in node(graph_of(client, "/reviews/zone/"), "Movie")["review"]


@pytest.mark.parametrize("lacking", ["title", "poster", "uploaded_on"])
def test_a_video_of_which_too_little_is_known_is_not_told(client, lacking):
    known = {"title": "Teaser", "poster": make_picture(), "uploaded_on": date(2013, 3, 29)}
    del known[lacking]
    film = make_film()
    make_trailer(film, **known)
    live_review(film=film, slug="zone")

    assert "VideoObject" not in client.get("/reviews/zone/").text


@pytest.mark.parametrize(
    ("provider", "video_id"), [("imdb", "vi2959588889"), ("dailymotion", "x8abc12")]
)
def test_what_cannot_be_played_here_is_no_video_of_ours(client, provider, video_id):
    known = {"title": "Teaser", "poster": make_picture(), "uploaded_on": date(2013, 3, 29)}
    film = make_film(synopsis="A room grants wishes.")
    make_trailer(film, provider=provider, video_id=video_id, **known)
    live_review(film=film, slug="zone")

    assert "VideoObject" not in client.get("/reviews/zone/").text
    assert b"video:video" not in client.get("/sitemap-films-1.xml").getvalue()


def test_an_article_is_one_and_reviews_nothing(client):
    live_review(kind=Kind.ARTICLE, slug="feature", film=make_film(), headline="A feature")

    graph = graph_of(client, "/articles/feature/")

    assert faults(graph) == []
    assert node(graph, "Article")["headline"] == "A feature"
    assert "review" not in node(graph, "Movie")
    crumbs = node(graph, "BreadcrumbList")["itemListElement"]
    assert [crumb["item"] for crumb in crumbs] == [
        *(f"{HOME}/", f"{HOME}/articles/", f"{HOME}/articles/feature/"),
    ]


def test_only_a_change_that_readers_are_told_of_is_a_modification(client):
    def modified():
        return node(graph_of(client, "/reviews/zone/"), "NewsArticle")["dateModified"]

    review = full_review()
    first = modified()

    correct(review, {"headline": "A typo mended"}, by=None)
    after_typo = modified()
    fixed = correct(review, {"headline": "Put right"}, by=None, correction="It was wrong.")

    assert first == after_typo == review.editions.get(number=1).published_at.isoformat()
    assert modified() == fixed.edition.live_from.isoformat()


HOSTILE = (
    *("</script><script>alert(1)</script>", "<!--<script>", "]]>", "&lt;/script&gt;", "\"'\\"),
    *("\u2028\u2029", "\x0b\x1f\x7f\x85", "\ufffe", "기생충", "{{ 7 }}", "\U0001f3ac"),
)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_out_of_the_graph(client, words):
    review = full_review(
        headline=f"Headline {words}",
        rating_line=f"Line {words}",
        authors=[make_author(f"Author {words}", slug="critic")],
        tags=[f"tag {words}"],
    )

    graph = graph_of(client, "/reviews/zone/")

    assert faults(graph) == []
    assert node(graph, "NewsArticle")["headline"] == review.headline


@pytest.mark.django_db(transaction=True)
def test_a_browser_under_our_policy_keeps_quiet_about_the_graph(chromium, live_server):
    full_review(headline="</script><script>document.title = 'broken'</script>")
    context = chromium.new_context(base_url=live_server.url)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto("/reviews/zone/")
    told = page.locator("script[type='application/ld+json']").text_content()
    title = page.title()
    context.close()

    assert faults(json.loads(told)) == []
    assert title.startswith("</script>")
    assert complaints == []
