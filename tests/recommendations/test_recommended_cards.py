"""What stands under “Recommended for You”."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from recommendations.models.recommendation import Recommendation
from recommendations.public import recommended_cards
from reviews.publish import cancel, publish, withdraw
from tests.factories import draft_review, live_edition, live_review, make_picture, scheduled_review

pytestmark = pytest.mark.django_db


def recommend(review, target=None, **fields):
    """Put a piece of ours, or an address elsewhere, at the end of a piece's recommendations."""
    position = review.desk_recommendations.count()
    return Recommendation.objects.create(review=review, target=target, position=position, **fields)


def cards_of(review, at=None):
    return recommended_cards(review.pk, at or live_edition(review).live_from + timedelta(seconds=9))


def test_a_piece_of_ours_shows_its_own_words_and_picture():
    review = live_review()
    picture = make_picture()
    target = live_review(headline="Low Tide", description="By the sea.", lead_picture=picture)
    recommend(review, target)

    (card,) = cards_of(review)

    assert (card.headline, card.excerpt) == ("Low Tide", "By the sea.")
    assert (card.url, card.picture, card.external) == ("/reviews/low-tide/", picture, False)


def test_an_editors_words_stand_in_place_of_the_pieces_own():
    review, target = live_review(), live_review(headline="Low Tide", lead_picture=make_picture())
    other = make_picture()
    recommend(review, target, title="If you liked it", excerpt="This too.", picture=other)

    (card,) = cards_of(review)

    assert (card.headline, card.excerpt, card.picture) == ("If you liked it", "This too.", other)
    assert card.url == "/reviews/low-tide/"


def test_an_address_elsewhere_shows_what_the_editor_wrote_and_whose_it_is():
    review = live_review()
    recommend(
        review,
        url="https://www.example.org/a?b=c",
        title="An essay",
        excerpt="On tides.",
        dated_on=date(2013, 3, 29),
    )

    (card,) = cards_of(review)

    assert card.external
    assert (card.url, card.host) == ("https://www.example.org/a?b=c", "example.org")
    assert (card.headline, card.excerpt, card.published_at) == (
        *("An essay", "On tides."),
        date(2013, 3, 29),
    )


def test_they_stand_in_the_editors_order_ours_and_others_mixed():
    review = live_review()
    recommend(review, live_review(headline="First"))
    recommend(review, url="https://example.org/", title="Second")
    recommend(review, live_review(headline="Third"))

    assert [card.headline for card in cards_of(review)] == ["First", "Second", "Third"]


def withdrawn_review(**fields):
    review = live_review(**fields)
    withdraw(review, by=None)
    return review


def cancelled_review(**fields):
    review = scheduled_review(at=timezone.now() + timedelta(days=1), **fields)
    cancel(review, by=None)
    return review


HIDDEN = {
    "draft": draft_review,
    "scheduled": lambda **fields: scheduled_review(timezone.now() + timedelta(days=1), **fields),
    "withdrawn": withdrawn_review,
    "cancelled": cancelled_review,
}


@pytest.mark.parametrize("make", HIDDEN.values(), ids=HIDDEN)
def test_a_piece_that_is_not_live_is_left_out_with_the_editors_words(client, make):
    review = live_review(slug="here")
    recommend(review, make(headline="Hidden"), title="Hidden title", excerpt="Hidden excerpt")

    text = client.get("/reviews/here/").text

    assert cards_of(review) == []
    assert "Hidden" not in text
    assert "Recommended" not in text


def test_a_target_comes_and_goes_at_its_moments_by_itself(client):
    comes, goes = (timezone.now() + timedelta(hours=hours) for hours in (1, 2))
    review = live_review(slug="here")
    target = draft_review(headline="For an hour")
    publish(target, by=None, at=comes, until=goes)
    recommend(review, target)
    just = timedelta(microseconds=1)

    shown = []
    for moment in (comes - just, comes, goes - just, goes):
        with time_machine.travel(moment, tick=False):
            shown.append("For an hour" in client.get("/reviews/here/").text)

    assert shown == [False, True, True, False]


def test_a_moved_target_is_linked_where_it_lives_now():
    review, target = live_review(), live_review(slug="there")
    recommend(review, target)
    target.slug = "elsewhere"
    target.save()
    publish(target, by=None)

    assert [card.url for card in cards_of(review)] == ["/reviews/elsewhere/"]


NO_WEB_ADDRESSES = (
    *("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//example.org/", "/local"),
    *("ftp://example.org/", "https://", "https:///x", "http://[", "https://[::1", "nonsense", " "),
)


@pytest.mark.parametrize("url", NO_WEB_ADDRESSES)
def test_what_is_no_web_address_is_left_out_however_it_got_there(client, url):
    review = live_review(slug="here")
    recommend(review, url=url, title="Dubious")

    answer = client.get("/reviews/here/")

    assert answer.status_code == 200
    assert "Dubious" not in answer.text


@pytest.mark.parametrize("of_ours", [0, 1, 7])
@pytest.mark.parametrize("elsewhere", [0, 1, 7])
def test_they_cost_two_queries_at_most(django_assert_num_queries, of_ours, elsewhere):
    review = live_review()
    for number in range(of_ours):
        recommend(review, live_review(lead_picture=make_picture()), title=str(number))
    for number in range(elsewhere):
        recommend(review, url=f"https://example.org/{number}", picture=make_picture())

    with django_assert_num_queries(2):
        cards = cards_of_without_queries(review)

    assert len(cards) == of_ours + elsewhere


def cards_of_without_queries(review):
    cards = recommended_cards(review.pk, timezone.now() + timedelta(minutes=1))
    assert all(card.picture.url for card in cards)
    return cards


def test_the_page_shows_them_in_a_section_of_its_own(client):
    review = live_review(slug="here")
    recommend(review, live_review(headline="Low Tide", description="By the sea."))
    recommend(review, url="https://example.org/", title="An essay", dated_on=date(2013, 3, 29))

    text = client.get("/reviews/here/").text

    section = text[text.index('<section class="band recommendations"') :]
    assert re.findall(r'<a href="([^"]+)">(Low Tide|An essay)', section) == [
        ("/reviews/low-tide/", "Low Tide"),
        ("https://example.org/", "An essay"),
    ]
    assert "By the sea." in section
    assert "29 March 2013" in section
    assert "example.org" in section
