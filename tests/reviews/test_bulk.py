"""Acts on many pieces: shown piece by piece before they happen, each judged for itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.publish import withdraw
from tests.factories import draft_review, live_review, make_film, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/reviews/review/"
WRITER = ("reviews.view_review", "reviews.change_review")


def choose(client, name, *pieces, **typed):
    """What the list posts, and what the page after it posts."""
    chosen = {"action": name, "index": "0", "_selected_action": [piece.pk for piece in pieces]}
    return client.post(LIST, chosen | typed, follow=True)


def confirmed(client, name, *pieces, **typed):
    return choose(client, name, *pieces, asked="1", confirm="1", **typed)


def live():
    return set(Edition.objects.live(timezone.now()).values_list("headline", flat=True))


def tomorrow():
    day = timezone.now() + timedelta(days=1)
    return {
        "publish_at_0": f"{day:%Y-%m-%d}",
        "publish_at_1": "09:00",
        "publish_at_zone": "UTC",
    }


def test_a_preview_says_what_will_happen_and_does_nothing(desk):
    ready, bare = draft_review(headline="Ready"), draft_review(headline="Bare", authors=[])
    before = Review.objects.values_list("version", "published_version", "slug")[::1]

    page = choose(desk, "bulk_publish", ready, bare)

    assert "Nothing has happened yet." in page.text
    assert "Live since" in page.text.partition("Ready</a>")[2]
    assert "Add at least one author to the byline." in page.text.partition("Bare</a>")[2]
    assert "Publish: 1 piece" in page.text
    assert live() == set()
    assert Review.objects.values_list("version", "published_version", "slug")[::1] == before


def test_confirmed_it_is_done_piece_by_piece_and_each_is_told(desk):
    ready, bare = draft_review(headline="Ready"), draft_review(headline="Bare", authors=[])

    page = confirmed(desk, "bulk_publish", ready, bare)

    assert live() == {"Ready"}
    said = page.text.partition("messagelist")[2]
    assert "Ready</a>: Published. Readers see it now." in said
    assert "Bare</a>: Add at least one author to the byline." in said


def test_a_schedule_is_asked_for_its_moment_first_and_previewed_with_it(desk):
    piece = draft_review(headline="Ready")

    first = choose(desk, "bulk_schedule", piece)
    second = choose(desk, "bulk_schedule", piece, asked="1", **tomorrow())
    confirmed(desk, "bulk_schedule", piece, **tomorrow())

    assert "Nothing has happened yet." not in first.text
    assert "Goes live" in second.text
    assert 'name="publish_at_1" value="09:00"' in second.text.partition("outcomes")[2]
    assert Edition.objects.get().live_from.hour == 9


@pytest.mark.parametrize(
    "typed",
    [{}, {"publish_at_0": "2001-01-01", "publish_at_1": "09:00", "publish_at_zone": "UTC"}],
    ids=["no moment", "a moment gone by"],
)
def test_a_schedule_without_a_moment_ahead_does_nothing(desk, typed):
    page = confirmed(desk, "bulk_schedule", draft_review(), **typed)

    assert "errorlist" in page.text
    assert not Edition.objects.exists()


def test_pieces_are_withdrawn_together(desk):
    pieces = [live_review(), live_review(), draft_review(headline="Never out")]

    page = confirmed(desk, "bulk_withdraw", *pieces, withdraw_reason="Wrong film")

    assert live() == set()
    assert "Never out</a>: Nothing of this piece is public or scheduled." in page.text


def test_tags_are_added_to_those_that_lack_them_as_a_change_of_the_text(desk):
    bare, has = draft_review(), draft_review(headline="Has", tags=["comedy", "silent"])

    page = confirmed(desk, "bulk_tag", bare, has, tags="Comedy, silent")

    bare.refresh_from_db()
    assert {name.casefold() for name in bare.tags.names()} == {"comedy", "silent"}
    assert bare.version == 2
    assert bare.revisions.count() == 1
    assert "Has</a>: It has these tags already." in page.text


def test_submitted_pieces_are_sent_back_together_with_a_note(desk):
    pieces = [draft_review(stage=Review.Stage.SUBMITTED), draft_review(headline="Not submitted")]

    page = confirmed(desk, "bulk_send_back", *pieces, desk_note="Shorter.")

    assert "Not submitted</a>: This piece is not submitted" in page.text
    assert pieces[0].desk_notes.get().text == "Shorter."
    assert not Review.objects.filter(stage=Review.Stage.SUBMITTED).exists()


def test_an_embargo_refuses_one_and_not_the_others(desk):
    held = make_film(embargo_until=timezone.now() + timedelta(days=2))
    pieces = [draft_review(headline="Held", film=held), draft_review(headline="Free")]

    page = confirmed(desk, "bulk_publish", *pieces)

    assert live() == {"Free"}
    assert "Held</a>: The film is under embargo until" in page.text


def test_a_writer_is_offered_only_what_she_may_do_and_only_to_her_own(client):
    writer = make_user(*WRITER)
    client.force_login(writer)
    own, other = draft_review(created_by=writer, headline="Own"), draft_review(headline="Other")

    offered = client.get(LIST).text.partition('name="action"')[2].partition("</select>")[0]
    page = confirmed(client, "bulk_submit", own, other)

    assert "bulk_submit" in offered
    assert "bulk_publish" not in offered
    assert "Other</a>: You may not change this piece." in page.text
    assert list(Review.objects.filter(stage=Review.Stage.SUBMITTED)) == [own]


@pytest.mark.parametrize(
    "name", ["bulk_publish", "bulk_schedule", "bulk_withdraw", "bulk_send_back"]
)
def test_a_forged_action_does_nothing_for_who_may_not(client, name):
    writer = make_user(*WRITER)
    client.force_login(writer)
    piece = draft_review(created_by=writer, stage=Review.Stage.DRAFTING)
    out = live_review(created_by=writer, headline="Out")

    confirmed(client, name, piece, out, desk_note="x", **tomorrow())

    assert live() == {"Out"}
    assert not Edition.objects.filter(review=piece).exists()


def test_more_than_a_hundred_are_refused_in_words(desk):
    Review.objects.bulk_create(Review(headline=f"No. {n}", body="<p>x</p>") for n in range(101))

    page = choose(desk, "bulk_publish", Review.objects.first(), select_across="1")

    assert "Choose at most 100 pieces at a time." in page.text


def test_a_withdrawn_piece_is_told_before_it_comes_back(desk):
    piece = live_review(headline="Gone")
    withdraw(piece, by=None)

    page = choose(desk, "bulk_publish", piece)

    told = page.text.partition("Gone</a>")[2]
    assert told.index("Withdrawn since") < told.index("Live since")
