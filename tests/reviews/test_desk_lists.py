"""The desk's lists: what they show, what they can be narrowed to, and what they cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing.desk.lists import MOST, counts_up_to, told_count
from reviews.models.content import Kind
from reviews.models.review import Byline, Review
from reviews.models.tag import Tag
from reviews.publish import publish, undo, withdraw
from tests.factories import (
    draft_review,
    live_edition,
    live_review,
    make_author,
    make_film,
    make_trailer,
    make_user,
    scheduled_review,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/reviews/review/"


def changed_review(**fields):
    review = live_review(**fields)
    review.version += 1
    review.save()
    return review


def withdrawn_review(**fields):
    review = live_review(**fields)
    withdraw(review, by=None)
    return review


def undone_review(**fields):
    review = live_review(**fields)
    undo(review, by=None, number=live_edition(review).number)
    return review


def change_to_come(**fields):
    review = changed_review(**fields)
    publish(review, by=None, at=timezone.now() + timedelta(days=3))
    return review


@pytest.fixture
def one_of_each():
    draft_review(headline="A draft")
    draft_review(headline="A submitted", stage=Review.Stage.SUBMITTED)
    scheduled_review(timezone.now() + timedelta(days=2), headline="A scheduled")
    live_review(headline="A live")
    changed_review(headline="A changed")
    change_to_come(headline="A change to come")
    withdrawn_review(headline="A withdrawn")
    undone_review(headline="An undone")


def listed(page):
    return set(re.findall(r'/change/[^>]*>([^<]+) <span class="told"', page.text))


def counted(page):
    found = re.findall(r'status=(\w+)[^>]*>[^<]*<span class="count-of">([^<]*)<', page.text)
    return dict(found)


@pytest.mark.parametrize(
    ("status", "headlines"),
    [
        ("draft", {"A draft", "An undone"}),
        ("submitted", {"A submitted"}),
        ("scheduled", {"A scheduled", "A change to come"}),
        ("live", {"A live", "A changed", "A change to come"}),
        ("changed", {"A changed"}),
        ("withdrawn", {"A withdrawn"}),
        ("nonsense", set()),
    ],
)
def test_the_list_is_narrowed_by_status_and_says_how_many_there_are(
    desk, one_of_each, status, headlines
):
    page = desk.get(LIST, {"status": status})

    assert listed(page) == headlines
    assert counted(desk.get(LIST)).get(status, "0") == str(len(headlines))


def test_the_counts_respect_search_and_the_other_filters(desk, one_of_each):
    live_review(kind=Kind.ARTICLE, headline="An article")

    assert counted(desk.get(LIST, {"kind": "article"}))["live"] == "1"
    assert counted(desk.get(LIST, {"q": "come"}))["live"] == "1"
    assert counted(desk.get(LIST, {"status": "draft"}))["live"] == "4"


def test_a_row_tells_film_authors_date_words_and_what_is_planned(desk):
    scheduled_review(
        timezone.now() + timedelta(days=2),
        headline="To come",
        film=make_film("Sunrise", year=1927),
        authors=[make_author("Ana"), make_author("Ben")],
        body="<p>Just four words here.</p>",
    )

    row = desk.get(LIST).text.partition("<tbody>")[2]

    assert "Sunrise (1927)" in row
    assert "Ana, Ben" in row
    assert f"{timezone.now() + timedelta(days=2):%-d %b %Y}" in row
    assert '<td class="field-words">4</td>' in row
    assert "Goes live" in row
    assert 'class="chip chip-scheduled"' in row


@pytest.mark.parametrize("by", ["author", "tag"])
def test_the_list_is_narrowed_to_an_author_or_a_tag_who_is_named_in_the_box(desk, by):
    live_review(headline="Found", authors=[make_author("Ana")], tags=["comedy"])
    live_review(headline="Other", tags=["drama"])
    pk = {
        "author": lambda: Byline.objects.get(author__name="Ana").author_id,
        "tag": lambda: Tag.objects.get(name="comedy").pk,
    }[by]()

    page = desk.get(LIST, {by: pk})

    assert listed(page) == {"Found"}
    assert {"author": "Ana", "tag": "comedy"}[by] in page.text.partition(f'id="by-{by}"')[2][:400]


@pytest.mark.parametrize("value", ["x", "-1", "²", "9" * 30, "0"])
def test_a_forged_author_narrows_to_nothing(desk, value):
    live_review(headline="Other")

    page = desk.get(LIST, {"author": value})

    assert page.status_code == 200
    assert listed(page) == set()


@pytest.mark.parametrize("words", ["Kauffmann", "sunrise", "Tobias"])
def test_headline_film_and_people_are_searched(desk, words):
    film = make_film("Sunrise")
    live_review(headline="Of Kauffmann", film=film, authors=[make_author("Tobias")])
    live_review(headline="Other")

    assert listed(desk.get(LIST, {"q": words})) == {"Of Kauffmann"}


def test_a_count_beyond_a_thousand_is_told_so():
    assert [told_count(count) for count in (0, MOST, MOST + 1)] == ["0", "1000", "1,000+"]


def test_counting_stops_and_takes_one_query(django_assert_num_queries):
    for _ in range(4):
        draft_review()
    rows = Review.objects.all()

    with django_assert_num_queries(1):
        found = counts_up_to([rows, rows.filter(headline="none"), rows.none()], most=2)

    assert found == [3, 0, 0]


@pytest.mark.parametrize(
    ("value", "titles"),
    [
        ("embargo", {"Under wraps"}),
        ("no-trailer", {"Under wraps", "Bare"}),
        ("no-poster", {"Under wraps", "Bare", "With trailer"}),
        ("nonsense", set()),
    ],
)
def test_films_are_narrowed_to_what_wants_a_hand(desk, value, titles):
    make_film("Under wraps", embargo_until=timezone.now() + timedelta(days=1))
    make_film("Bare")
    make_trailer(make_film("With trailer"))

    page = desk.get("/admin/reviews/film/", {"films": value})

    found = set(re.findall(r"/change/[^>]*>([^<]+)</a></th>", page.text))
    assert found == titles
    counts = dict(re.findall(r'films=([\w-]+)[^>]*>[^<]*<span class="count-of">(\d+)<', page.text))
    assert counts.get(value, "0") == str(len(titles))


# -- Cost ---------------------------------------------------------------------------------------

LISTS = (
    *(LIST, f"{LIST}?status=draft&kind=review", f"{LIST}?p=2", f"{LIST}?q=Headline"),
    *("/admin/reviews/film/", "/admin/reviews/person/", "/admin/reviews/tag/"),
    *("/admin/authors/author/", "/admin/pictures/picture/"),
)


@pytest.fixture
def many():
    """Sixty pieces, so that there is a second page, each with authors of its own."""
    made = Review.objects.bulk_create(
        Review(headline=f"Headline {number}", published_version=number % 2 or None)
        for number in range(60)
    )
    author = make_author()
    Byline.objects.bulk_create(Byline(review=review, author=author) for review in made)
    return author


@pytest.fixture
def staff_client(client):
    """Somebody whose permissions are asked for, as a superuser's are not."""
    models = ("reviews.review", "reviews.film", "reviews.person", "reviews.tag")
    models += ("authors.author", "pictures.picture")
    rights = [f"{model.split('.')[0]}.view_{model.split('.')[1]}" for model in models]
    client.force_login(make_user(*rights, "reviews.change_review", "reviews.publish_review"))
    return client


@pytest.mark.parametrize("address", LISTS)
def test_a_list_takes_ten_queries_at_most_and_counts_nothing_to_its_end(
    staff_client, many, address
):
    live_review(tags=["comedy"])

    with CaptureQueriesContext(connection) as captured:
        page = staff_client.get(address)

    queries = [query["sql"] for query in captured]
    assert page.status_code == 200
    assert len(queries) <= 10, queries
    counts = [sql for sql in queries if "COUNT(" in sql]
    assert counts
    for sql in counts:
        assert sql.count("COUNT(") == sql.count(f"LIMIT {MOST + 1}"), sql


@pytest.mark.parametrize("by", ["author", "tag"])
def test_a_chosen_author_or_tag_costs_no_query_more(staff_client, many, by):
    live_review(authors=[many], tags=["comedy"])
    pk = many.pk if by == "author" else Tag.objects.get().pk

    with CaptureQueriesContext(connection) as captured:
        staff_client.get(LIST, {by: pk})

    assert len(captured) <= 10


def test_suggestions_count_nothing_to_their_end(desk, many):
    query = {"app_label": "recommendations", "model_name": "recommendation", "field_name": "target"}

    with CaptureQueriesContext(connection) as captured:
        found = desk.get("/admin/autocomplete/", {**query, "term": ""})

    assert len(found.json()["results"]) == 20
    counts = [query["sql"] for query in captured if "COUNT(" in query["sql"]]
    assert all(f"LIMIT {MOST + 1}" in sql for sql in counts)
