"""What a piece still needs, as saved and as somebody types it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing.addresses import remember
from recommendations.models.recommendation import Recommendation
from reviews.desk.checklist import checklist, ready_line
from reviews.desk.subject import saved_subject
from reviews.models.content import Kind
from reviews.models.review import Review
from reviews.publish import NotReady, publish, withdraw
from tests.desk import form_of
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

pytestmark = pytest.mark.django_db
CHECK = "/admin/reviews/review/check/"


def rows(review):
    subject = saved_subject(Review.objects.get(pk=review.pk), timezone.now())
    return {row.key: row for row in checklist(subject)}


def tones(review):
    return {key: row.tone for key, row in rows(review).items()}


def complete_review(**fields):
    film = make_film()
    make_trailer(film)
    made_up = {
        "film": film,
        "tags": ["comedy"],
        "description": "A man on a clock.",
        "rating_line": "Our own words.",
        "lead_picture": make_picture(),
    }
    review = draft_review(**{**made_up, **fields})
    for position in range(2):
        Recommendation.objects.create(review=review, target=live_review(), position=position)
    return review


def test_nothing_is_said_of_a_piece_that_has_everything():
    review = complete_review()

    assert set(tones(review).values()) == {"done"}
    assert ready_line(list(rows(review).values())) == "Ready, nothing is missing."


def test_an_empty_piece_misses_every_must_and_gets_every_advice():
    review = draft_review(headline="", body="", film=None, authors=[])

    found = tones(review)

    assert [key for key, tone in found.items() if tone == "must"] == [
        *("headline", "film", "bylines", "body"),
    ]
    assert [key for key, tone in found.items() if tone == "should"] == [
        *("rating_line", "description", "trailer", "tags", "recommendations"),
    ]
    assert ready_line(list(rows(review).values())) == "4 musts are missing. 5 more are advised."


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("headline", {"headline": " "}),
        ("film", {"film": None}),
        ("bylines", {"authors": []}),
        ("body", {"body": "<p> </p>"}),
        ("lead_picture", {"lead_picture": {"alt": ""}}),
        ("body_pictures", {"body": "<p>Words.</p>PICTURE"}),
        ("rating", {"rating": 6, "rating_out_of": 5}),
    ],
)
def test_the_door_refuses_exactly_what_the_list_calls_missing(key, fields):
    if key == "lead_picture":
        fields = {"lead_picture": make_picture(alt="")}
    if key == "body_pictures":
        figure = f'<figure data-picture="{make_picture(alt="").pk}"></figure>'
        fields = {"body": fields["body"].replace("PICTURE", figure)}
    review = complete_review(**fields)

    with pytest.raises(NotReady) as refused:
        publish(review, by=None)

    missing = {found: row for found, row in rows(review).items() if row.tone == "must"}
    assert set(missing) == {key}
    assert refused.value.sentences == [missing[key].sentence]


def test_a_decorative_picture_needs_no_words():
    figure = f'<figure data-picture="{make_picture(alt="", decorative=True).pk}"></figure>'
    review = complete_review(
        lead_picture=make_picture(alt="", decorative=True), body=f"<p>Words.</p>{figure}"
    )

    publish(review, by=None)

    assert "must" not in tones(review).values()


@pytest.mark.parametrize(
    ("line", "tone"),
    [
        ("", "should"),
        ("Our own words.", "done"),
        ("x" * 160, "done"),
        ("x" * 161, "should"),
        ("“Long enough to be read”", "done"),
        ("“Too short to be read”", "should"),
    ],
)
def test_the_rating_line_is_short_and_quotes_what_is_there(line, tone):
    review = complete_review(rating_line=line, body="<p>It is <em>long</em> enough to be read.</p>")

    assert tones(review)["rating_line"] == tone


def test_an_article_needs_neither_film_nor_verdict_nor_trailer():
    found = rows(draft_review(kind=Kind.ARTICLE))

    assert found.keys().isdisjoint({"film", "rating_line", "trailer"})


@pytest.mark.parametrize(
    ("address", "tone"),
    [
        ("/reviews/live/", "done"),
        ("https://example.org/elsewhere/", "done"),
        ("SITE/reviews/live/?utm=1#note-1", "done"),
        ("/reviews/was-here/", "done"),
        ("/films/moved-film/", "done"),
        ("/tags/comedy/", "done"),
        ("/authors/ana/", "done"),
        ("/films/safety-last/", "done"),
        ("mailto:desk@example.org", "done"),
        ("/reviews/", "done"),
        ("/reviews/to-come/", "should"),
        ("/reviews/gone/", "should"),
        ("/reviews/never/", "should"),
        ("/articles/live/", "should"),
        ("/films/nobody-wrote-of-it/", "should"),
        ("/nowhere/", "should"),
        ("/admin/", "should"),
    ],
)
def test_links_to_our_own_pages_must_lead_where_readers_find_something(settings, address, tone):
    film = make_film(slug="safety-last")
    review = live_review(slug="was-here", film=film, authors=[make_author("Ana")], tags=["comedy"])
    review.slug = "live"
    review.save()
    publish(review, by=None)
    remember("/films/moved-film/", film)
    make_film(slug="nobody-wrote-of-it")
    scheduled_review(timezone.now() + timedelta(days=1), slug="to-come")
    withdraw(live_review(slug="gone"), by=None)
    href = address.replace("SITE", settings.SITE_URL)

    linking = complete_review(body=f'<p>See <a href="{href}">there</a>.</p>')

    assert tones(linking)["links"] == tone


def test_many_links_cost_no_more_than_one(django_assert_num_queries):
    live = [live_review(slug=f"piece-{number}") for number in range(12)]
    links = [f'<a href="/reviews/{review.slug}/">x</a>' for review in live]
    one, many = (complete_review(body=f"<p>{''.join(found)}</p>") for found in (links[:1], links))
    with CaptureQueriesContext(connection) as costs_of_one:
        rows(one)

    with django_assert_num_queries(len(costs_of_one)):
        rows(many)


# -- While one types ----------------------------------------------------------------------------


def test_the_list_follows_what_is_typed_and_saves_nothing(desk):
    review = draft_review(headline="", authors=[])
    typed = form_of(desk, review) | {
        "headline": "Typed just now",
        "body": "<p>Three more words.</p>",
        "tags": "comedy",
        "bylines-TOTAL_FORMS": "1",
        "bylines-0-author": str(make_author().pk),
        "desk_recommendations-TOTAL_FORMS": "2",
        "desk_recommendations-0-url": "https://example.org/",
        "desk_recommendations-1-target": str(live_review().pk),
        "trailer_paste": "https://vimeo.com/50000000",
    }

    answer = desk.post(f"{review.desk_url.removesuffix('change/')}check/", typed)

    text = answer.text
    assert "Ready to publish." in text
    assert "Typed just now | Intertitle" in text
    assert "3 words" in text
    assert "/reviews/typed-just-now/" in text
    assert "Paste the film" not in text
    assert "Recommend two pieces" not in text
    assert Review.objects.get(pk=review.pk).headline == ""
    assert not review.bylines.exists()


def test_rows_that_are_to_be_removed_no_longer_count(desk):
    review = draft_review()
    typed = form_of(desk, review) | {"bylines-0-DELETE": "on"}

    answer = desk.post(f"{review.desk_url.removesuffix('change/')}check/", typed)

    assert "Add at least one author" in answer.text


@pytest.mark.parametrize(
    "nonsense",
    [
        {},
        {"film": "9" * 40, "lead_picture": "-1", "rating": "many", "kind": "poem"},
        {"bylines-TOTAL_FORMS": "9" * 30, "bylines-0-author": "²"},
        {"bylines-TOTAL_FORMS": "1", "bylines-0-author": "9" * 30},
        {"body": "<a href='http://[broken/'>x</a>"},
    ],
    ids=["nothing", "no ids", "too many rows", "a huge id", "a broken link"],
)
def test_a_form_full_of_nonsense_is_judged_all_the_same(desk, nonsense):
    answer = desk.post(CHECK, nonsense)

    assert answer.status_code == 200
    assert "Write a headline." in answer.text


def test_only_who_may_change_a_piece_may_have_it_judged(client):
    review = draft_review()
    at = f"{review.desk_url.removesuffix('change/')}check/"
    client.force_login(make_user("reviews.view_review", "reviews.change_review"))

    answers = [client.post(at, {}).status_code, client.post(CHECK, {}).status_code]

    assert answers == [403, 403]
    assert client.get(CHECK).status_code == 405
