"""The door's acts, one by one. Random sequences of them are in test_publish_sequences.py."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.instant import FOREVER
from reviews.models.address import Address
from reviews.models.edition import Edition
from reviews.publish import (
    NotReady,
    ScheduleStands,
    cancel,
    correct,
    publish,
    restore,
    withdraw,
)
from tests.factories import draft_review, live_edition, live_review, make_author, scheduled_review

pytestmark = pytest.mark.django_db


def hours(number):
    return timezone.now() + timedelta(hours=number)


def live_headlines(at):
    return list(Edition.objects.live(at).values_list("headline", flat=True))


def test_a_published_piece_is_live_from_the_doors_instant_on(editor):
    review = draft_review(headline="Low Tide", tags=["sea", "debut"])

    edition = publish(review, by=editor)

    assert live_headlines(edition.live_from) == ["Low Tide"]
    assert live_headlines(edition.live_from - timedelta(microseconds=1)) == []
    assert edition.live_until == FOREVER
    assert review.published_at == edition.live_from
    assert not review.has_unpublished_changes
    assert [tag["name"] for tag in edition.card["tags"]] == ["debut", "sea"]


def test_a_change_closes_the_edition_before_it_at_the_same_instant(editor):
    review = live_review(headline="Old")
    review.headline = "New"
    review.save()

    second = publish(review, by=editor)

    first = review.editions.get(number=1)
    assert first.live_until == second.live_from
    assert first.bylines.get().live_until == second.live_from
    assert first.films.get().live_until == second.live_from
    assert second.published_at == first.published_at
    assert live_headlines(second.live_from) == ["New"]


def test_an_unready_piece_is_refused_with_one_sentence_for_each_thing_missing(editor):
    review = draft_review(headline="", body="<p> </p>", film=None, authors=[])

    with pytest.raises(NotReady) as refusal:
        publish(review, by=editor)

    assert refusal.value.sentences == [
        "Write a headline.",
        "Choose the film that is reviewed.",
        "Add at least one author to the byline.",
        "Write the body.",
    ]
    assert not Edition.objects.exists()


def test_what_the_live_text_lacks_already_does_not_stop_a_change(editor):
    review = draft_review(authors=[])
    publish(review, by=None, at=hours(-5), origin="import")
    review.headline = "Better"
    review.save()

    publish(review, by=editor)

    assert live_edition(review).headline == "Better"


def test_a_second_schedule_is_refused_until_it_may_replace_the_first(editor):
    review = scheduled_review(at=hours(2), headline="At two")

    with pytest.raises(ScheduleStands):
        publish(review, by=editor, at=hours(3))
    publish(review, by=editor, at=hours(3), replace_waiting=True)

    assert review.editions.count() == 1
    assert live_headlines(hours(2.5)) == []
    assert live_headlines(hours(3.1)) == ["At two"]


def test_cancelling_a_scheduled_change_gives_its_end_back(editor):
    review = live_review(headline="Stays")
    withdraw(review, by=editor, at=hours(9))
    publish(review, by=editor, at=hours(3))

    cancel(review, by=editor)

    edition = review.editions.get()
    assert abs(edition.live_until - hours(9)) < timedelta(minutes=1)


def test_cancelling_a_first_release_frees_its_address(editor):
    review = scheduled_review(at=hours(2), headline="Free again")

    cancel(review, by=editor)

    assert not Address.objects.exists()
    assert not review.editions.exists()
    assert review.published_version is None


def test_a_schedule_at_the_very_moment_of_a_planned_withdrawal_does_not_undo_it(editor):
    review = live_review()
    end = hours(4)
    withdraw(review, by=editor, at=end)
    publish(review, by=editor, at=end)

    cancel(review, by=editor)

    assert review.editions.get().live_until == end


def test_withdrawing_now_also_takes_away_what_waits(editor):
    review = live_review()
    publish(review, by=editor, at=hours(2))

    withdraw(review, by=editor, reason="wrong film")

    assert review.editions.count() == 1
    assert live_headlines(hours(3)) == []


def test_a_withdrawn_piece_comes_back_as_a_new_edition(editor):
    review = live_review(headline="Back again")
    withdraw(review, by=editor)

    edition = restore(review, by=editor)

    assert edition.number == 2
    assert live_headlines(edition.live_from) == ["Back again"]
    assert review.editions.get(number=1).live_until < edition.live_from


def test_a_planned_withdrawal_is_called_off(editor):
    review = live_review()
    withdraw(review, by=editor, at=hours(1))

    restore(review, by=editor)

    assert review.editions.get().live_until == FOREVER


def test_two_pieces_of_the_same_headline_get_addresses_of_their_own(editor):
    live_review(headline="Nosferatu")

    second = live_review(headline="Nosferatu")

    assert live_edition(second).slug == "nosferatu-2"


def test_a_typed_address_that_another_piece_ever_had_is_refused(editor):
    first = live_review(headline="Nosferatu")
    withdraw(first, by=editor)
    second = draft_review(slug="nosferatu")

    with pytest.raises(NotReady, match="Another piece has the address"):
        publish(second, by=editor)


def test_a_typo_fixed_on_the_live_page_reaches_every_text_and_publishes_nothing_else(editor):
    review = live_review(body="<p>The trian leaves. Snow falls.</p><p>Silence.</p>")
    review.body = "<p>The trian leaves. Snow falls.</p><p>Silence, tomorrow.</p>"
    review.save()
    publish(review, by=editor, at=hours(24))
    review.body = "<p>The trian leaves. Snow falls, a colleague adds.</p><p>Silence, tomorrow.</p>"
    review.version += 1
    review.save()

    corrected = correct(
        review, {"body": "<p>The train leaves. Snow falls.</p><p>Silence.</p>"}, by=editor
    )

    today, tomorrow = review.editions.filter(live_until__gt=corrected.edition.live_from).order_by(
        "live_from"
    )
    review.refresh_from_db()
    assert today.body == "<p>The train leaves. Snow falls.</p><p>Silence.</p>"
    assert tomorrow.body == "<p>The train leaves. Snow falls.</p><p>Silence, tomorrow.</p>"
    assert review.body == (
        "<p>The train leaves. Snow falls, a colleague adds.</p><p>Silence, tomorrow.</p>"
    )
    assert corrected.desk_clashes == corrected.waiting_clashes == []
    assert today.live_until == tomorrow.live_from
    assert review.has_unpublished_changes


def test_a_correction_of_words_a_colleague_rewrote_is_told_and_keeps_hers(editor):
    review = live_review(headline="The Trian")
    review.headline = "The Locomotive"
    review.version += 1
    review.save()

    corrected = correct(review, {"headline": "The Train"}, by=editor, correction="A typo.")

    review.refresh_from_db()
    assert corrected.desk_clashes == ["headline"]
    assert review.headline == "The Locomotive"
    assert corrected.edition.headline == "The Train"
    assert corrected.edition.minor is False


def test_a_corrected_piece_without_other_changes_has_none_unpublished(editor):
    review = live_review(headline="The Trian")

    correct(review, {"headline": "The Train"}, by=editor)

    review.refresh_from_db()
    assert review.headline == "The Train"
    assert not review.has_unpublished_changes


def test_a_date_readers_see_that_lies_ahead_is_refused(editor):
    review = draft_review(published_at=hours(5))

    with pytest.raises(NotReady, match="Use Schedule"):
        publish(review, by=editor)


def test_authors_keep_their_order(editor):
    second, first = make_author("Second"), make_author("First")
    review = draft_review(authors=[first, second])

    edition = publish(review, by=editor)

    assert [author["name"] for author in edition.card["authors"]] == ["First", "Second"]
