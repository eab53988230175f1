"""What publishing would change for readers is shown beforehand, with who wrote each change."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.publish import correct, publish
from tests.desk import form_of
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_editor,
    make_film,
    make_user,
    scheduled_review,
)

pytestmark = pytest.mark.django_db


def address(review):
    return reverse("admin:reviews_review_going_live", args=[review.pk])


def compared(desk, review, **typed):
    """The comparison of the form with these words typed over, as one line of text."""
    text = desk.post(address(review), form_of(desk, review) | typed).text
    return " ".join(text.partition('class="going-live"')[2].partition("</main>")[0].split())


def saved_by(client, person, review, **words):
    client.force_login(person)
    client.post(review.desk_url, form_of(client, review) | words | {"_save": ""})


@pytest.fixture
def review(desk):
    """A live piece whose revision was made by the form, as in life."""
    review = draft_review(headline="The old headline", body="<p>First words.</p><p>Second.</p>")
    desk.post(review.desk_url, form_of(desk, review) | {"description": "d", "_publish": ""})
    return review


def test_words_typed_and_not_saved_are_the_readers_own(desk, review):
    told = compared(desk, review, headline="The new headline")

    assert "<del>old </del>" in told
    assert "<ins>new </ins>" in told
    assert "(you, not saved yet)" in told
    assert "Against what readers see since" in told
    assert "First words." not in told


def test_each_change_bears_who_saved_it(client, review):
    ana, ben = (make_editor(username=name.lower(), first_name=name) for name in ("Ana", "Ben"))
    saved_by(client, ana, review, headline="The better headline")
    saved_by(client, ben, review, body="<p>First, other words.</p><p>Second.</p>")

    told = compared(client, review)

    headline, body = told.partition("<h3>Body</h3>")[0::2]
    assert '<ins>better </ins><span class="who"> (Ana,' in headline
    assert "Ben," in body
    assert "Ana," not in body
    assert "Second." not in body
    assert "not saved yet" not in told


def test_a_text_that_readers_have_changes_nothing(desk, review):
    assert "Nothing: readers see this text already." in compared(desk, review)


def test_lists_and_choices_are_told_in_words(desk, review):
    film, author = make_film("Sunrise", year=1927), make_author("Zoe")

    told = compared(
        desk,
        review,
        film=film.pk,
        tags="silent",
        rating="4",
        rating_out_of="5",
        **{"bylines-0-author": author.pk},
    )

    for words in ("Sunrise (1927)", "silent", "Zoe", "4"):
        assert f"<ins>{words}</ins>" in told or words in told
    assert "<h3>By</h3>" in told
    assert "<h3>Film</h3>" in told


def test_a_saved_rating_is_no_change(desk):
    review = draft_review(rating=4, rating_out_of=5)
    desk.post(review.desk_url, form_of(desk, review) | {"_publish": ""})

    assert "Nothing: readers see this text already." in compared(desk, review)


def test_a_change_of_links_or_headings_alone_is_told(desk, review):
    told = compared(desk, review, body="<h2>First words.</h2><p>Second.</p>")

    assert "The words stay; links, headings or emphasis change." in told
    assert "you, not saved yet" in told


def test_a_fix_of_the_live_text_is_nobodys_change(desk, review, editor):
    saved_by(desk, editor, review, body="<p>First words.</p><p>Second, longer.</p>")
    correct(Review.objects.get(pk=review.pk), {"headline": "The fixed headline"}, editor)

    told = compared(desk, review)

    assert "longer" in told
    assert "headline" not in told.partition("<h3>")[2]


def test_before_the_first_publication_there_is_nothing_to_compare_with(desk):
    review = draft_review()

    assert desk.post(address(review)).status_code == 404
    assert address(review) not in desk.get(review.desk_url).text


def test_a_first_release_that_waits_is_compared_with(desk):
    review = scheduled_review(timezone.now() + timedelta(days=1), headline="Waiting")

    told = compared(desk, review, headline="Waiting longer")

    assert "Against the text scheduled for" in told
    assert "longer" in told


def test_what_is_wrong_with_the_form_is_told(desk, review):
    assert "more than the scale" in compared(desk, review, rating="9", rating_out_of="5")


def test_comparing_saves_nothing(desk, review):
    version, revisions = Review.objects.get(pk=review.pk).version, Revision.objects.count()

    compared(desk, review, headline="Typed")

    assert Review.objects.get(pk=review.pk).version == version
    assert Revision.objects.count() == revisions
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("permissions", "status"),
    [
        ((), 403),
        (("reviews.view_review", "reviews.change_review"), 403),
        (("reviews.view_review", "reviews.change_trailer"), 200),
    ],
)
def test_who_may_not_preview_may_not_compare(client, permissions, status):
    review = live_review()
    review.headline = "zqsecret"
    review.save()
    client.force_login(make_user(*permissions))

    answer = client.post(address(review), {"headline": "x"})

    assert answer.status_code == status
    assert ("zqsecret" in answer.text) == (status == 200)


def test_hostile_words_are_shown_as_words(desk, review):
    told = compared(desk, review, headline="<img src=x onerror=alert(1)>")

    assert "<img src=x" not in told
    assert "&lt;img" in told


def test_a_long_history_costs_as_much_as_a_short_one(desk, review, django_assert_max_num_queries):
    for number in range(12):
        desk.post(
            review.desk_url, form_of(desk, review) | {"headline": f"Take-{number}", "_save": ""}
        )
    publish(live_review(), by=None)

    form = form_of(desk, review)
    with django_assert_max_num_queries(30):
        text = desk.post(address(review), form).text

    assert "<ins>Take-11</ins>" in text
