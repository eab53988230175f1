"""Links to a draft for people without a login: named, expiring, revocable, and closed they are
nothing at all."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from reviews.desk.share_links import make_link
from reviews.models.preview_link import PreviewLink
from reviews.models.review import Review
from tests.desk import form_of
from tests.factories import draft_review, make_picture, make_user
from tests.reviews.walk import guessable_addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger():
    return Client()


def made(desk, review, **words):
    form = form_of(desk, review) | {"share_name": "Anna", "share_days": "7"} | words
    return desk.post(review.desk_url, form | {"_share": ""}, follow=True)


def address_in(answer):
    return answer.text.partition('class="share-link" href="http://localhost:8000')[2].partition(
        '"'
    )[0]


def test_an_editor_makes_a_link_and_a_stranger_reads_the_draft(desk, stranger):
    review = draft_review(headline="Not yet out")

    link = address_in(made(desk, review))
    page = stranger.get(link)

    assert page.status_code == 200
    assert "Not yet out</h1>" in page.text
    assert "A draft, shown to you before it is published" in page.text
    assert stranger.get("/reviews/not-yet-out/").status_code == 404


def test_making_a_link_saves_what_was_typed_and_the_link_follows_later_saves(desk, stranger):
    review = draft_review(headline="First")

    link = address_in(made(desk, review, headline="Second"))
    second = stranger.get(link).text
    desk.post(review.desk_url, form_of(desk, review) | {"headline": "Third", "_save": ""})

    assert "Second</h1>" in second
    assert "Third</h1>" in stranger.get(link).text


def test_the_page_goes_into_no_cache_no_index_and_no_referrer(desk, stranger):
    page = stranger.get(address_in(made(desk, draft_review())))

    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "Set-Cookie" not in page
    assert "Vary" not in page or "Cookie" not in page["Vary"]


def test_the_form_tells_who_has_a_link_until_when_and_whether_it_was_opened(desk, stranger):
    review = draft_review()
    link = address_in(made(desk, review, share_name="Anna at the distributor’s"))

    before = desk.get(review.desk_url).text
    stranger.get(link)
    after = desk.get(review.desk_url).text

    assert "<strong>Anna at the distributor’s</strong>" in before
    assert "never opened" in before
    assert "last opened" in after
    token = link.rstrip("/").rpartition("/")[2]
    assert token not in after
    assert not PreviewLink.objects.filter(token_hash=token).exists()


def test_a_closed_link_leads_nowhere_at_once_and_the_others_stay(desk, stranger):
    review = draft_review()
    kept, closed = address_in(made(desk, review)), address_in(made(desk, review, share_name="Ben"))
    row = PreviewLink.objects.get(name="Ben")

    answer = desk.post(
        review.desk_url, form_of(desk, review) | {"_revoke_link": row.pk}, follow=True
    )

    assert "The link for Ben leads nowhere now." in answer.text
    assert stranger.get(closed).status_code == 404
    assert stranger.get(kept).status_code == 200
    assert (
        "Ben"
        not in desk.get(review.desk_url).text.partition("share-links")[2].partition("</ul>")[0]
    )


@pytest.mark.parametrize("days", [1, 3, 7, 14])
def test_a_link_expires_to_the_second(desk, stranger, days):
    with time_machine.travel("2026-11-25T12:00:00Z", tick=False):
        link = address_in(made(desk, draft_review(), share_days=str(days)))
        end = timezone.now() + timedelta(days=days)

    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        before = stranger.get(link).status_code
    with time_machine.travel(end, tick=False):
        after = stranger.get(link).status_code

    assert (before, after) == (200, 404)


@pytest.mark.parametrize("days", ["15", "0", "-1", "400", "x", "1.5"])
def test_no_link_lasts_longer_than_fourteen_days(desk, days):
    answer = made(desk, draft_review(), share_days=days)

    assert "Select a valid choice" in answer.text
    assert not PreviewLink.objects.exists()
    with pytest.raises(ValueError, match="from one to 14 days"):
        make_link(draft_review(), None, "x", 15)


def test_a_link_is_for_somebody(desk):
    answer = made(desk, draft_review(), share_name=" ")

    assert "Say who the link is for" in answer.text
    assert not PreviewLink.objects.exists()


def test_unknown_expired_revoked_and_forged_tokens_are_one_and_the_same_404(stranger):
    review = draft_review(headline="zqsecret")
    expired, revoked, good = (make_link(review, None, name, 1) for name in ("e", "r", "g"))
    PreviewLink.objects.filter(name="e").update(expires_at=timezone.now())
    PreviewLink.objects.filter(name="r").update(revoked_at=timezone.now())
    stored = PreviewLink.objects.get(name="g").token_hash

    tokens = [expired, revoked, "unknown", good[:-1], good + "A", good.swapcase(), stored, "%00",
              "1", str(review.pk), str(review.uid), "..", "é" * 40, "a" * 4000, "%FF"]  # fmt: skip
    answers = [stranger.get(f"/preview/{token}/") for token in tokens]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert not any("zqsecret" in answer.text for answer in answers)
    heads = ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")
    assert len({tuple(answer.get(head) for head in heads) for answer in answers[:2]}) == 1


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_link_is_for_reading(stranger, method):
    token = make_link(draft_review(), None, "x", 1)

    assert getattr(stranger, method)(f"/preview/{token}/").status_code == 405


def test_a_link_opens_one_piece_and_no_door_to_any_other(stranger):
    review, other = draft_review(headline="Shared"), draft_review(headline="zqsecret")
    token = make_link(review, None, "x", 1)
    page = stranger.get(f"/preview/{token}/")

    answers = [stranger.get(address) for address in guessable_addresses()]
    answers += [stranger.get(f"/preview/{token}/{tail}") for tail in (other.pk, "admin/", "?x=1")]

    assert "Shared" in page.text
    assert not any("zqsecret" in str(a.content) for a in answers if not a.streaming)


def test_pictures_in_a_shared_draft_can_be_seen(desk, stranger):
    picture = make_picture(alt="Seen")
    review = draft_review(
        lead_picture=picture, body=f'<figure data-picture="{picture.pk}"></figure>'
    )

    page = stranger.get(f"/preview/{make_link(review, None, 'x', 1)}/").text

    assert page.count(picture.url) >= 2


@pytest.mark.parametrize("stage", Review.Stage.values)
def test_a_writer_shares_what_she_may_edit_and_nothing_else(client, stage):
    writer = make_user("reviews.view_review", "reviews.change_review")
    client.force_login(writer)
    own = draft_review(created_by=writer, stage=stage)
    other = draft_review(stage=stage)

    blank = {
        f"{prefix}-{kind}_FORMS": 0
        for prefix in ("bylines", "also_about", "desk_recommendations")
        for kind in ("TOTAL", "INITIAL")
    }
    for review in (own, other):
        words = {"headline": "H", "kind": "review", "language": "en", "version": review.version}
        asked = {"share_name": "Anna", "share_days": "1", "_share": ""}
        client.post(review.desk_url, words | blank | asked)

    expected = {own.pk} if stage == Review.Stage.DRAFTING else set()
    assert set(PreviewLink.objects.values_list("review_id", flat=True)) == expected


def test_the_link_of_another_piece_cannot_be_closed_from_here(desk):
    other = draft_review()
    make_link(other, None, "Anna", 1)
    row, review = PreviewLink.objects.get(), draft_review()

    answer = desk.post(
        review.desk_url, form_of(desk, review) | {"_revoke_link": row.pk}, follow=True
    )

    row.refresh_from_db()
    assert row.revoked_at is None
    assert "was closed already" in answer.text


def test_opening_a_link_changes_no_version_and_no_page_of_readers(desk, stranger):
    from publishing.instant import site_now

    review = draft_review()
    token = make_link(review, None, "x", 1)
    generation = site_now().generation

    stranger.get(f"/preview/{token}/")

    saved = Review.objects.get(pk=review.pk)
    assert (saved.version, saved.saved_at) == (review.version, review.saved_at)
    assert site_now().generation == generation
