"""What readers' pages cost in queries, and that it does not grow with what they show."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from authors.models.author import Author
from recommendations.models.recommendation import Recommendation
from reviews.models.content import CONTENT_FIELDS
from reviews.models.edition import Edition, EditionByline, EditionFilm, EditionTag
from reviews.models.film import Film
from reviews.models.people import Credit, Person
from reviews.models.review import Review
from reviews.publish import correct, publish, withdraw
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_trailer,
)

pytestmark = pytest.mark.django_db


def queries_of(client, path, status=200):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(path)
    assert answer.status_code == status
    return [query["sql"] for query in captured]


def rich_review(count: int) -> Review:
    """A live piece with `count` of everything that a page can show several of, and corrected."""
    film = make_film("Rich", poster=make_picture())
    for number in range(count):
        for role in (Credit.Role.DIRECTOR, Credit.Role.CAST):
            person = Person.objects.create(name=f"{role} {number}")
            Credit.objects.create(film=film, person=person, role=role, character=str(number))
        make_trailer(film, title=f"Trailer {number}", poster=make_picture())
        make_film("Rich", year=1990 + number)
    review = live_review(
        film=film,
        slug="rich",
        headline="Rich",
        authors=[make_author(bio="<p>Bio</p>", photo=make_picture()) for _ in range(count)],
        also_about=[make_film() for _ in range(count)],
        tags=[f"tag {number}" for number in range(count)],
        lead_picture=make_picture(),
        rating=3,
        rating_out_of=5,
    )
    for number in range(count):
        target = live_review(
            film=Film.objects.filter(title="Rich").last(), headline=f"Target {number}"
        )
        Recommendation.objects.create(review=review, target=target, picture=make_picture())
        link = f"https://example.org/{number}"
        Recommendation.objects.create(
            review=review, url=link, title=f"Link {number}", picture=make_picture()
        )
        correct(review, {"rating_line": str(number)}, by=None, correction=f"Correction {number}")
    return review


SHOWN = ("Target", "Link", "Trailer", "Correction", "tag", "director", "cast")


@pytest.mark.parametrize("count", [2, 5])
def test_a_piece_with_everything_on_it_costs_eight_queries_at_most(client, count):
    rich_review(count)

    queries = queries_of(client, "/reviews/rich/")

    text = client.get("/reviews/rich/").text
    last = str(count - 1)
    assert all(f"{thing} {last}" in text for thing in SHOWN)
    assert len(queries) <= 8


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize("page", ["film", "person"])
def test_film_and_person_pages_cost_eight_queries_at_most(client, page, count):
    review = rich_review(count)
    person = Person.objects.get(name="director 0")
    for _ in range(count):
        another = live_review(authors=[make_author(), make_author()], lead_picture=make_picture())
        Credit.objects.create(film=another.film, person=person)

    queries = queries_of(client, (review.film if page == "film" else person).get_absolute_url())

    assert len(queries) <= 8


def fill(count: int, like: Edition) -> None:
    """Make `count` live pieces of one month, author and tag, each about a film of its own.

    Not through the door, which would take minutes for thousands.
    """
    content = {name: getattr(like, name) for name in CONTENT_FIELDS if name not in ("slug", "film")}
    start = Edition.objects.count()
    films = Film.objects.bulk_create(
        Film(title=f"Film no. {start + n}", slug=f"film-no-{start + n}") for n in range(count)
    )
    reviews = Review.objects.bulk_create(Review(film=film, **content) for film in films)
    lives = {"live_until": like.live_until}
    editions = Edition.objects.bulk_create(
        Edition(
            **content,
            **lives,
            review=review,
            uid=review.uid,
            film=review.film,
            slug=f"piece-no-{start + n}",
            number=1,
            card=like.card,
            published_at=like.published_at + timedelta(milliseconds=start + n),
            live_from=like.live_from + timedelta(milliseconds=start + n),
        )
        for n, review in enumerate(reviews)
    )
    tag, author = like.edition_tags.get().tag, like.bylines.get().author
    for model, name, found_by in (
        (EditionByline, "edition", lambda edition: {"author": author}),
        (EditionFilm, "edition", lambda edition: {"film_id": edition.film_id}),
        (EditionTag, "content_object", lambda edition: {"tag": tag}),
    ):
        model.objects.bulk_create(
            model(
                **{name: edition},
                **found_by(edition),
                **lives,
                published_at=edition.published_at,
                live_from=edition.live_from,
            )
            for edition in editions
        )


@pytest.fixture
def first(db) -> Edition:
    """A live edition with a picture, an author, a tag, from May 2026."""
    review = live_review(
        at=datetime(2026, 5, 5, tzinfo=UTC),
        authors=[make_author("Prolific", photo=make_picture())],
        tags=["everything"],
        lead_picture=make_picture(),
        body="<p>A body that no list may load.</p>",
    )
    return review.editions.get()


SITEMAPS = ("pieces", "films", "authors", "tags")
LISTS = (
    *("/", "/reviews/", "/articles/", "/tags/everything/", "/authors/prolific/"),
    *("/archive/2026/", "/archive/2026/5/", "/films/", "/tags/", "/authors/", "/corrections/"),
)


def test_lists_cost_four_queries_at_most_and_no_more_with_two_thousand_pieces(client, first):
    fill(19, like=first)
    few = {path: len(queries_of(client, path)) for path in LISTS}

    fill(1980, like=first)
    many = {path: len(queries_of(client, path)) for path in LISTS}

    assert "2000 pieces" in client.get("/tags/everything/?page=100").text
    assert many == few
    assert max(few.values()) <= 4


def test_no_list_loads_a_body_or_the_text_for_search(client, first):
    fill(30, like=first)

    queries = [sql for path in (*LISTS, "/reviews/?page=2") for sql in queries_of(client, path)]

    assert any('"card"' in sql for sql in queries)
    assert not [sql for sql in queries if '"body"' in sql or '"plain_text"' in sql]


def test_addresses_that_lead_nowhere_cost_little(client, first):
    fill(30, like=first)
    gone = live_review(slug="gone")
    withdraw(gone, by=None)
    moved = live_review(slug="moved")
    moved.slug = "moved-on"
    moved.save()
    publish(moved, by=None)
    draft_review(slug="draft")

    costs = {
        "not found": len(queries_of(client, "/reviews/draft/", 404)),
        "gone": len(queries_of(client, "/reviews/gone/", 410)),
        "moved": len(queries_of(client, "/reviews/moved/", 301)),
    }

    assert max(costs.values()) <= 6, costs


FEEDS = ("feed/", "feed/atom/", "feed/json/")
FEED_PAGES = ("/", "/authors/prolific/", "/tags/everything/", "/films/rich/")


@pytest.mark.parametrize("count", [1, 40])
def test_feeds_cost_four_queries_at_most_with_pictures_and_trailers_in_them(client, first, count):
    film = make_film("Rich", slug="rich")
    figure = f'<figure data-picture="{make_picture().pk}"></figure>'
    for number in range(count):
        make_trailer(film, title=f"Trailer {number}")
        live_review(
            film=film,
            authors=[Author.objects.get(slug="prolific")],
            tags=["everything"],
            lead_picture=make_picture(),
            body=f"<p>Text.</p>{figure}",
        )

    costs = {
        f"{page}{feed}": len(queries_of(client, f"{page}{feed}"))
        for page in FEED_PAGES
        for feed in FEEDS
    }

    assert max(costs.values()) <= 4, costs


def test_sitemaps_cost_no_more_with_two_thousand_pieces(client, first):
    fill(19, like=first)
    paths = ["/sitemap-news.xml", *(f"/sitemap-{section}-1.xml" for section in SITEMAPS)]
    few = {path: len(queries_of(client, path)) for path in paths}

    fill(1980, like=first)
    many = {path: len(queries_of(client, path)) for path in paths}

    assert many == few
    assert max(few.values()) <= 3
