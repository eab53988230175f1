"""Fixing the live text: that alone is public, and nobody's other work is touched or lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.instant import FOREVER
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.publish import NotReady, cancel, correct, publish, withdraw
from reviews.publish.text import COLUMNS, CORRECTABLE, RATING, Text, merge
from tests.factories import (
    draft_review,
    live_edition,
    live_review,
    make_author,
    make_film,
    make_picture,
    scheduled_review,
)

pytestmark = pytest.mark.django_db

CHANGES = {
    "headline": "Another Headline",
    "rating_line": "A marvel.",
    "body": "<p>Another body.</p>",
    "description": "What it is about.",
    "disclosure": "Seen at a festival.",
    "rating": Decimal("4.5"),
    "rating_out_of": 10,
    "rating_printed": "B+",
    "language": "fr",
}


def hours(number):
    return timezone.now() + timedelta(hours=number)


def saved(review: Review, **fields) -> Review:
    """What a colleague's save does to the desk's row."""
    for name, value in fields.items():
        setattr(review, name, value)
    review.version += 1
    review.save()
    return review


def content_of(row) -> dict:
    return {column: getattr(row, column) for column in COLUMNS if column != "slug"}


def rated(**fields) -> Review:
    return live_review(rating=Decimal("3.0"), rating_out_of=5, rating_line="Fine.", **fields)


# -- what becomes public --------------------------------------------------------------------------


@pytest.mark.parametrize("column", CHANGES)
def test_only_what_is_fixed_changes_in_public_and_at_the_desk(editor, column):
    review = rated(tags=["sea"], also_about=[make_film()], authors=[make_author(), make_author()])
    before = live_edition(review)

    edition = correct(review, {column: CHANGES[column]}, by=editor).edition

    expected = {**content_of(before), column: CHANGES[column]}
    assert content_of(edition) == content_of(Review.objects.get()) == expected
    assert edition.slug == before.slug
    assert edition.published_at == before.published_at
    for parts in ("bylines", "films", "edition_tags"):
        assert getattr(edition, parts).count() == getattr(before, parts).count() > 0


def test_a_lead_picture_can_be_fixed(editor):
    review, picture = live_review(), make_picture()

    edition = correct(review, {"lead_picture_id": picture.pk}, by=editor).edition

    assert edition.lead_picture == picture
    assert Review.objects.get().lead_picture == picture


def test_the_pressed_words_follow_the_fix(editor):
    review = live_review(body="<p>Old words.</p>")

    edition = correct(review, {"body": "<p>Three new words.</p>"}, by=editor).edition

    assert edition.plain_text == edition.excerpt == edition.card["excerpt"] == "Three new words."
    assert edition.word_count == 3


@pytest.mark.parametrize("column", [*sorted({*COLUMNS} - {*CORRECTABLE}), "stage", "uid"])
def test_what_is_no_text_is_not_correctable(editor, column):
    review = live_review()

    with pytest.raises(ValueError, match="Not correctable"):
        correct(review, {column: "anything"}, by=editor)

    assert review.editions.count() == 1


def test_a_fixed_body_is_cleaned(editor):
    review = live_review()

    edition = correct(review, {"body": "<p>Fine.</p><script>x()</script>"}, by=editor).edition

    assert edition.body == Review.objects.get().body == "<p>Fine.</p>"


@pytest.mark.parametrize("end", [None, 5])
def test_the_fixed_text_lasts_as_long_as_the_one_it_replaces(editor, end):
    review = live_review()
    if end:
        withdraw(review, by=editor, at=(planned := hours(end)))

    edition = correct(review, {"headline": "Fixed"}, by=editor).edition

    assert edition.live_until == (planned if end else FOREVER)
    assert review.editions.get(number=1).live_until == edition.live_from


@pytest.mark.parametrize(
    ("correction", "tells", "minor"),
    [("", False, True), ("  ", False, True), ("", True, False), (" A date. ", False, False)],
)
def test_readers_are_told_of_a_fix_that_has_a_line_or_is_meant_to_be_told(
    editor, correction, tells, minor
):
    review = live_review()

    edition = correct(
        review, {"headline": "Fixed"}, by=editor, correction=correction, tell_readers=tells
    ).edition

    assert edition.correction == correction.strip()
    assert edition.minor is minor


# -- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"headline": "Same"},
        {"headline": "Same", "body": "<p>Same.</p>"},
        {"body": "<p onclick='x()'>Same.</p><script>x()</script>"},
    ],
)
def test_a_fix_that_changes_nothing_is_refused(editor, changes):
    review = live_review(headline="Same", body="<p>Same.</p>")

    with pytest.raises(NotReady, match="Nothing was changed"):
        correct(review, changes, by=editor)

    assert review.editions.count() == 1


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_only_what_is_live_can_be_fixed(editor, state):
    review = scheduled_review(at=hours(2)) if state == "scheduled" else draft_review()
    if state == "withdrawn":
        publish(review, by=editor)
        withdraw(review, by=editor)

    with pytest.raises(NotReady, match="Nothing of this piece is live"):
        correct(review, {"headline": "Fixed"}, by=editor)


@pytest.mark.parametrize(
    "changes", [{"headline": " "}, {"body": "<p></p>"}, {"rating": Decimal("5.5")}]
)
def test_a_fix_that_breaks_a_must_is_refused(editor, changes):
    review = rated()

    with pytest.raises(NotReady):
        correct(review, changes, by=editor)

    assert review.editions.count() == 1
    assert content_of(Review.objects.get()) == content_of(live_edition(review))


def test_what_the_live_text_lacks_already_does_not_stop_a_fix(editor):
    review = draft_review(authors=[])
    publish(review, by=None, at=hours(-9), origin="import")

    assert correct(review, {"headline": "Fixed"}, by=editor).edition.headline == "Fixed"


# -- the desk's text ------------------------------------------------------------------------------


@pytest.mark.parametrize("column", CHANGES)
def test_a_colleagues_change_of_another_field_stays_unpublished_and_whole(editor, column):
    review = rated()
    other = "headline" if column != "headline" else "disclosure"
    saved(review, **{other: "Half done"})

    corrected = correct(review, {column: CHANGES[column]}, by=editor)

    desk = Review.objects.get()
    assert getattr(corrected.edition, other) != "Half done"
    assert (getattr(desk, other), getattr(desk, column)) == ("Half done", CHANGES[column])
    assert corrected.desk_clashes == []
    assert desk.has_unpublished_changes


@pytest.mark.parametrize(
    ("column", "hers"),
    [("headline", "Hers"), ("rating_line", "Hers"), ("body", "<p>Hers.</p>"), ("language", "ko"),
     ("rating", Decimal("1.0"))],
)  # fmt: skip
def test_where_a_colleague_changed_the_same_words_hers_stay_and_the_field_is_named(
    editor, column, hers
):
    review = rated(headline="Base", body="<p>Base.</p>")
    saved(review, **{column: hers})

    corrected = correct(review, {column: CHANGES[column]}, by=editor)

    desk = Review.objects.get()
    assert corrected.desk_clashes == [column]
    assert getattr(desk, column) == hers
    assert desk.has_unpublished_changes


def test_the_desks_text_after_a_fix_is_a_new_version_with_a_revision(editor):
    review = live_review()
    before, headline = review.version, review.headline

    correct(review, {"headline": "Fixed"}, by=editor)

    desk = Review.objects.get()
    found, revision = Revision.objects.order_by("number")
    assert (found.version, found.data["headline"]) == (before, headline)
    assert desk.version == desk.published_version == before + 1
    assert (revision.by, revision.data["headline"]) == (editor, "Fixed")
    assert revision.data["version"] == desk.version


def test_where_the_desk_has_the_fix_already_nothing_is_saved_there(editor):
    review = live_review(headline="Old")
    saved(review, headline="Fixed")
    before = review.version

    correct(review, {"headline": "Fixed"}, by=editor)

    assert Review.objects.get().version == before
    assert not Revision.objects.exists()


# -- the waiting text -----------------------------------------------------------------------------


def with_waiting(editor, **waiting) -> Review:
    """A piece that is live, and whose change of `waiting` begins in two hours."""
    review = rated(headline="Base", body="<p>First one.</p><p>Second one.</p>")
    saved(review, **waiting)
    publish(review, by=editor, at=hours(2), until=hours(9), correction="A line.", note="Why.")
    return review


def test_the_waiting_text_gets_the_fix_and_keeps_all_else(editor):
    review = with_waiting(editor, headline="Tomorrow's")
    before = review.editions.get(number=2)

    corrected = correct(review, {"disclosure": "Seen at a festival."}, by=editor)

    waiting = review.editions.order_by("live_from").last()
    assert content_of(waiting) == {**content_of(before), "disclosure": "Seen at a festival."}
    kept = ("live_from", "live_until", "published_at", "slug", "correction", "minor", "note")
    assert {name: getattr(waiting, name) for name in kept} == {
        name: getattr(before, name) for name in kept
    }
    assert waiting.published_by == before.published_by
    assert waiting.took_over
    assert corrected.edition.live_until == waiting.live_from
    assert corrected.waiting_clashes == []
    assert not Review.objects.get().has_unpublished_changes


def test_where_the_waiting_text_changed_the_same_words_they_stay_and_are_told(editor):
    review = with_waiting(editor, headline="Tomorrow's")

    corrected = correct(review, {"headline": "Fixed"}, by=editor)

    waiting = review.editions.order_by("live_from").last()
    assert corrected.waiting_clashes == ["headline"]
    assert waiting.headline == Review.objects.get().headline == "Tomorrow's"


def test_after_a_fix_cancelling_gives_the_end_back_to_the_fixed_text(editor):
    review = with_waiting(editor, headline="Tomorrow's")
    end = review.editions.get(number=2).live_until
    corrected = correct(review, {"disclosure": "Seen at a festival."}, by=editor)

    cancel(review, by=editor)

    assert review.editions.get(pk=corrected.edition.pk).live_until == end
    assert Review.objects.get().has_unpublished_changes


def test_a_gap_that_was_asked_for_stays_a_gap(editor):
    review = live_review()
    withdraw(review, by=editor, at=(away := hours(2)))
    publish(review, by=editor, at=(back := hours(4)))

    corrected = correct(review, {"headline": "Fixed"}, by=editor)

    waiting = review.editions.order_by("live_from").last()
    assert (corrected.edition.live_until, waiting.live_from) == (away, back)
    assert not waiting.took_over


@pytest.mark.parametrize(
    ("fixed", "theirs"),
    [
        ({"rating": Decimal("8.0"), "rating_out_of": 10}, {"rating": Decimal("4.0")}),
        ({"rating_out_of": 10}, {"rating": Decimal("5.0")}),
        ({"rating": Decimal("3.5")}, {"rating": Decimal("60.0"), "rating_out_of": 100}),
        ({"rating_printed": "B"}, {"rating": Decimal("1.0"), "rating_printed": ""}),
    ],
)
def test_a_rating_and_its_scale_are_never_mixed_from_two_texts(editor, fixed, theirs):
    review = with_waiting(editor, **theirs)
    hers = [getattr(review, name) for name in RATING]

    corrected = correct(review, fixed, by=editor)

    waiting = review.editions.order_by("live_from").last()
    assert [getattr(waiting, name) for name in RATING] == hers
    assert [getattr(Review.objects.get(), name) for name in RATING] == hers
    assert corrected.waiting_clashes == corrected.desk_clashes == ["rating"]


@pytest.mark.parametrize(
    ("column", "base", "fixed", "theirs"),
    [
        ("headline", "해무", "해", "무"),
        ("headline", "霧海", "霧", "海"),
        ("body", "<p>First.</p><p>Second.</p>", "<p>First.</p>", "<p>Second.</p>"),
    ],
)
def test_two_sound_shortenings_never_leave_a_text_without_words(
    editor, column, base, fixed, theirs
):
    review = live_review(**{column: base})
    publish(saved(review, **{column: theirs}), by=editor, at=hours(2))

    corrected = correct(review, {column: fixed}, by=editor)

    waiting = review.editions.order_by("live_from").last()
    assert getattr(waiting, column) == getattr(Review.objects.get(), column) == theirs
    assert corrected.waiting_clashes == [column]


@pytest.mark.parametrize("column", ["headline", "rating_line", "description", "disclosure"])
def test_two_sound_lengthenings_never_make_a_text_longer_than_its_column(editor, column):
    longest = Review._meta.get_field(column).max_length
    long = " ".join(["word"] * (longest // 5 - 4))
    review = live_review(**{column: "start middle end"})
    theirs = f"start middle end {long}"
    publish(saved(review, **{column: theirs}), by=editor, at=hours(2))

    corrected = correct(review, {column: f"{long} start middle end"}, by=editor)

    waiting = review.editions.order_by("live_from").last()
    assert getattr(waiting, column) == getattr(Review.objects.get(), column) == theirs
    assert corrected.waiting_clashes == [column]


# -- merging itself -------------------------------------------------------------------------------

words = st.lists(st.sampled_from(["one", "two", "안개", "霧海"]), min_size=1, max_size=4)
texts = st.builds(
    Text,
    content=st.fixed_dictionaries(
        {
            **dict.fromkeys(COLUMNS, st.just("")),
            "headline": words.map(" ".join),
            "body": words.map(lambda some: "".join(f"<p>{word}</p>" for word in some)),
            "rating": st.sampled_from([None, Decimal("2.0"), Decimal("4.0")]),
            "rating_out_of": st.sampled_from([4, 10]),
            "film_id": st.sampled_from([1, 2]),
        }
    ),
    authors=st.sampled_from([(1,), (1, 2), (2, 1)]),
    also_about=st.sampled_from([(), (3,)]),
    tags=st.sampled_from([(), (5, 6)]),
)


@settings(max_examples=200)
@given(base=texts, ours=texts, theirs=texts)
def test_a_merge_of_sound_texts_is_sound_and_takes_nothing_from_elsewhere(base, ours, theirs):
    merged = merge(base, ours, theirs)

    assert merge(base, base, theirs).text == theirs
    assert merge(base, ours, base).text == ours
    assert merge(base, ours, ours) == merge(base, base, ours)
    assert merged.text.content["headline"].strip()
    assert merged.text.content["body"]
    rating = [merged.text.content[name] for name in RATING]
    assert rating in [[text.content[name] for name in RATING] for text in (ours, theirs)]
    for name in ("authors", "also_about", "tags"):
        assert getattr(merged.text, name) in (getattr(ours, name), getattr(theirs, name))


def test_live_readers_see_one_text_at_every_moment_around_a_fix(editor):
    review = with_waiting(editor, headline="Tomorrow's")

    edition = correct(review, {"disclosure": "Seen at a festival."}, by=editor).edition

    waiting = review.editions.order_by("live_from").last()
    for moment in (edition.live_from, waiting.live_from):
        for step in (-1, 0, 1):
            assert Edition.objects.live(moment + timedelta(microseconds=step)).count() == 1
