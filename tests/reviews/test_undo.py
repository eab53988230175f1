"""Publish is taken back by one click within a minute, and in words refused later."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.publish import NotReady, correct, publish, undo, withdraw
from tests.desk import form_of, post
from tests.factories import draft_review, live_edition, live_review, make_user, scheduled_review

pytestmark = pytest.mark.django_db


def readers_see(client, slug):
    return client.get(f"/reviews/{slug}/")


def changed(review, **fields):
    for name, value in fields.items():
        setattr(review, name, value)
    review.version += 1
    review.save()
    return publish(review, by=None)


def test_a_first_publication_becomes_a_draft_again(client):
    review = draft_review(slug="too-early")
    edition = publish(review, by=None)

    assert undo(review, by=None, number=edition.number) is None

    review.refresh_from_db()
    assert readers_see(client, "too-early").status_code == 410
    assert review.published_version is None
    assert review.published_at is None


def test_a_change_gives_way_to_the_text_that_was_live(client):
    review = live_review(slug="page", headline="As it was")
    before = live_edition(review)
    edition = changed(review, headline="Too soon")

    undo(review, by=None, number=edition.number)

    review.refresh_from_db()
    assert "As it was" in readers_see(client, "page").text
    assert review.headline == "Too soon"
    assert review.has_unpublished_changes
    assert live_edition(review).published_at == before.published_at


def test_a_date_that_was_typed_stays(client):
    typed = timezone.now() - timedelta(days=400)
    review = draft_review(published_at=typed)
    edition = publish(review, by=None)

    undo(review, by=None, number=edition.number)

    review.refresh_from_db()
    assert review.published_at == typed


def test_a_piece_that_was_withdrawn_before_is_withdrawn_again(client):
    review = live_review(slug="page")
    withdraw(review, by=None)
    edition = changed(review, headline="Back too soon")

    assert undo(review, by=None, number=edition.number) is None

    assert readers_see(client, "page").status_code == 410


def test_a_planned_end_stays_planned():
    review = draft_review()
    end = timezone.now() + timedelta(days=9)
    publish(review, by=None, until=end)
    edition = changed(review, headline="Too soon")

    restored = undo(review, by=None, number=edition.number)

    assert restored.live_until == end


def test_after_a_minute_it_is_refused_in_words():
    review = draft_review()
    edition = publish(review, by=None)

    long_ago = edition.pressed_at - timedelta(seconds=90)
    Edition.objects.filter(pk=edition.pk).update(pressed_at=long_ago)

    with pytest.raises(NotReady, match="within a minute"):
        undo(review, by=None, number=edition.number)


@pytest.mark.parametrize(
    "since",
    [
        lambda review: changed(review, headline="Another"),
        lambda review: correct(review, {"headline": "Fixed"}, by=None),
        lambda review: publish(review, by=None, at=timezone.now() + timedelta(days=1)),
        lambda review: withdraw(review, by=None),
    ],
    ids=["published again", "fixed", "scheduled", "withdrawn"],
)
def test_what_somebody_did_since_is_not_undone(since):
    review = draft_review()
    edition = publish(review, by=None)
    since(review)
    count = review.editions.count()

    with pytest.raises(NotReady, match="Something else was done since"):
        undo(review, by=None, number=edition.number)

    assert review.editions.count() == count


def test_nothing_scheduled_is_undone():
    review = scheduled_review(timezone.now() + timedelta(days=1))

    with pytest.raises(NotReady):
        undo(review, by=None, number=1)


def test_the_message_after_publishing_has_the_button_for_it(desk):
    review = draft_review(slug="page")
    page = post(desk, review.desk_url, form_of(desk, review) | {"_publish": ""})
    number = re.search(r'name="number" value="(\d+)"', page.text)[1]

    answer = desk.post(
        f"{review.desk_url.removesuffix('change/')}undo/", {"number": number}, follow=True
    )

    assert '<button type="submit" form="undo-publication"' in page.text
    assert "Undone. Readers see nothing of this piece; it is a draft again." in answer.text
    assert "Taken back" in answer.text
    assert "undo-publication" not in answer.text
    assert Review.objects.get().published_version is None


@pytest.mark.parametrize("number", ["", "x", "9", "²", "9" * 30])
def test_a_forged_number_undoes_nothing(desk, number):
    review = live_review()

    answer = desk.post(
        f"{review.desk_url.removesuffix('change/')}undo/", {"number": number}, follow=True
    )

    assert "nothing was undone" in answer.text
    assert Edition.objects.live(timezone.now()).exists()


def test_only_who_publishes_undoes(client):
    review = live_review()
    client.force_login(make_user("reviews.view_review", "reviews.change_review"))

    answer = client.post(f"{review.desk_url.removesuffix('change/')}undo/", {"number": "1"})

    assert answer.status_code == 403
