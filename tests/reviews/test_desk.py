"""The desk as an editor uses it, by plain form posts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.models.kept_form import KeptForm
from recommendations.models.recommendation import Recommendation
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.models.trailer import Trailer
from tests.desk import form_of, post
from tests.factories import draft_review, live_review, make_author, make_film, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/reviews/review/add/"


def test_a_form_with_only_a_body_is_a_draft(desk):
    response = post(desk, ADD, {"body": "<p>One line.</p>", "_save": ""})

    review = Review.objects.get()
    assert response.redirect_chain[0][0] == review.desk_url
    assert "Saved. Readers see nothing of the text yet." in response.text
    assert review.body == "<p>One line.</p>"
    assert not Edition.objects.exists()
    assert review.revisions.count() == 1


def test_an_empty_form_is_told_what_is_wanted(desk):
    response = post(desk, ADD, {"_save": ""})

    assert "a single word is enough for a draft" in response.text
    assert not Review.objects.exists()


def test_publish_puts_the_piece_before_readers(desk, client):
    film, author = make_film("The Defector"), make_author("Nicolle Loughlin")

    response = post(
        desk,
        ADD,
        {
            "film": film.pk,
            "headline": "Film Review: ‘The Defector’",
            "body": "<p>Dragon waits.</p>",
            "bylines-0-author": author.pk,
            "tags": "documentary, North Korea",
            "published_at_0": "2013-03-29",
            "_publish": "",
        },
    )

    assert "Published. Readers see it now." in response.text
    edition = Edition.objects.get()
    assert edition.slug == "film-review-the-defector"
    assert edition.published_at.isoformat() == "2013-03-29T12:00:00+00:00"
    assert [tag["name"] for tag in edition.card["tags"]] == ["documentary", "North Korea"]


def test_a_refused_publication_keeps_the_text_and_says_what_is_missing(desk):
    response = post(desk, ADD, {"body": "<p>Only words.</p>", "_publish": ""})

    assert "Write a headline." in response.text
    assert "Add at least one author to the byline." in response.text
    assert Review.objects.get().body == "<p>Only words.</p>"
    assert not Edition.objects.exists()


def test_saving_a_live_piece_changes_nothing_for_readers(desk, client):
    review = live_review(headline="As published")
    address = review.editions.get().get_absolute_url()
    before = client.get(address).content

    post(desk, review.desk_url, form_of(desk, review) | {"headline": "Rewritten", "_save": ""})

    review.refresh_from_db()
    assert client.get(address).content == before
    assert review.has_unpublished_changes
    assert "1 change not published" in desk.get(review.desk_url).text


def test_saving_without_a_change_is_no_change(desk):
    review = live_review()

    post(desk, review.desk_url, form_of(desk, review) | {"_save": ""})

    review.refresh_from_db()
    assert not review.has_unpublished_changes


def test_a_stale_save_is_refused_and_its_text_kept(desk):
    review = draft_review(headline="First")
    stale = form_of(desk, review)
    post(desk, review.desk_url, stale | {"headline": "By Ana", "_save": ""})

    response = post(desk, review.desk_url, stale | {"headline": "By Ben", "_save": ""})

    review.refresh_from_db()
    assert response.status_code == 409
    assert "By Ana" in response.text
    assert "By Ben" in response.text
    assert review.headline == "By Ana"
    kept = review.revisions.get(kind=Revision.Kind.CONFLICT)
    assert kept.data["form"]["headline"] == ["By Ben"]


@pytest.mark.parametrize(
    ("make", "field"), [(make_film, "title"), (make_author, "name")], ids=["film", "author"]
)
def test_films_and_authors_have_the_same_lock(desk, make, field):
    thing = make("First")
    address = reverse(
        f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk]
    )
    stale = form_of(desk, address)
    post(desk, address, stale | {field: "By Ana", "_save": ""})

    response = post(desk, address, stale | {field: "By Ben", "_save": ""})

    thing.refresh_from_db()
    assert response.status_code == 409
    assert str(getattr(thing, field)) == "By Ana"
    assert KeptForm.objects.get().fields[field] == ["By Ben"]
    history = desk.get(address.replace("/change/", "/history/")).text
    assert "Kept, but not saved" in history
    assert "By Ben" in history


def test_a_schedule_is_told_with_its_zone(desk):
    review = draft_review()
    moment = timezone.now() + timedelta(days=3)

    response = post(
        desk,
        review.desk_url,
        form_of(desk, review)
        | {
            "publish_at_0": moment.strftime("%Y-%m-%d"),
            "publish_at_1": "09:00",
            "publish_at_zone": "Asia/Seoul",
            "_schedule": "",
        },
    )

    edition = Edition.objects.get()
    assert edition.live_from.hour == 0
    assert f"{moment:%-d %B %Y}, 00:00 UTC" in response.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Say when it is to be published."),
        ({"publish_at_0": "2026-13-01", "publish_at_1": "09:00"}, "Enter a valid date."),
        ({"publish_at_0": "2031-01-01"}, "Give the time too"),
        ({"publish_at_1": "09:00"}, "Give the day too"),
        ({"publish_at_0": "2001-01-01", "publish_at_1": "09:00"}, "has passed"),
        (
            {
                "publish_at_0": "2031-03-30",
                "publish_at_1": "02:30",
                "publish_at_zone": "Europe/Paris",
            },
            "skip this time",
        ),
        (
            {
                "publish_at_0": "2031-10-26",
                "publish_at_1": "02:30",
                "publish_at_zone": "Europe/Paris",
            },
            "show this time twice",
        ),
        (
            {"publish_at_0": "2031-01-01", "publish_at_1": "09:00", "publish_at_zone": "Moon"},
            "no time zone we know",
        ),
    ],
)
def test_a_moment_that_makes_no_sense_is_told_beside_the_field(desk, typed, sentence):
    review = draft_review(headline="Kept")

    response = post(desk, review.desk_url, form_of(desk, review) | typed | {"_schedule": ""})

    assert response.status_code == 200
    assert sentence in response.text
    assert "Kept" in response.text
    assert not Edition.objects.exists()


def test_a_pasted_trailer_is_shown_at_once_and_a_draft_is_not(desk, client):
    review = live_review(headline="As published")
    address = review.editions.get().get_absolute_url()

    post(
        desk,
        review.desk_url,
        form_of(desk, review)
        | {
            "headline": "Draft",
            "trailer_paste": "https://vimeo.com/50000001/0f3a9c1d2e",
            "_save": "",
        },
    )

    page = client.get(address).text
    assert Trailer.objects.get().video_hash == "0f3a9c1d2e"
    assert "https://vimeo.com/50000001/0f3a9c1d2e" in page
    assert "Draft" not in page


def test_a_refused_trailer_is_told_beside_its_box_and_nothing_is_lost(desk):
    film = make_film()

    response = post(
        desk,
        ADD,
        {
            "film": film.pk,
            "body": "<p>Kept words.</p>",
            "trailer_paste": "https://www.youtube.com/playlist?list=PL123",
            "_save": "",
        },
    )

    assert "playlist" in response.text
    assert "Kept words." in response.text


def test_a_trailer_needs_a_film(desk):
    response = post(desk, ADD, {"trailer_paste": "https://vimeo.com/50000001", "_save": ""})

    assert "Choose the film first" in response.text


def test_a_recommendation_shows_at_once(desk, client):
    review = live_review()
    address = review.editions.get().get_absolute_url()

    post(
        desk,
        review.desk_url,
        form_of(desk, review)
        | {
            "desk_recommendations-TOTAL_FORMS": "1",
            "desk_recommendations-0-url": "https://example.org/crisis",
            "desk_recommendations-0-title": "So, what was that crisis about?",
            "desk_recommendations-0-excerpt": "An excerpt.",
            "_save": "",
        },
    )

    assert Recommendation.objects.count() == 1
    assert "So, what was that crisis about?" in client.get(address).text
    review.refresh_from_db()
    assert not review.has_unpublished_changes


def test_a_writer_submits_and_cannot_publish(client):
    writer = make_user("reviews.add_review", "reviews.change_review", "reviews.view_review")
    client.force_login(writer)
    post(client, ADD, {"headline": "Mine", "body": "<p>Words.</p>", "_publish": ""})
    review = Review.objects.get()

    response = post(client, review.desk_url, form_of(client, review) | {"_submit": ""})

    review.refresh_from_db()
    assert not Edition.objects.exists()
    assert review.stage == Review.Stage.SUBMITTED
    assert "Submitted. An editor will look at it." in response.text
    assert 'name="_save"' not in response.text


def test_withdraw_and_restore_by_their_buttons(desk, client):
    review = live_review()
    address = review.editions.get().get_absolute_url()

    post(desk, review.desk_url, form_of(desk, review) | {"_withdraw": ""})
    gone = client.get(address).status_code
    post(desk, review.desk_url, form_of(desk, review) | {"_restore": ""})

    assert gone == 410
    assert client.get(address).status_code == 200


def test_the_live_text_is_fixed_without_the_draft(desk, client):
    review = live_review(headline="The Trian")
    post(desk, review.desk_url, form_of(desk, review) | {"rating_line": "Draft line", "_save": ""})
    correct = reverse("admin:reviews_review_correct", args=[review.pk])

    post(desk, correct, form_of(desk, correct) | {"headline": "The Train"})

    page = client.get(review.editions.order_by("number").last().get_absolute_url()).text
    review.refresh_from_db()
    assert "The Train" in page
    assert "Draft line" not in page
    assert (review.headline, review.rating_line) == ("The Train", "Draft line")


def test_a_renamed_author_keeps_the_old_address_and_changes_every_card(desk, client):
    author = make_author("Nicole Loughlin")
    live_review(authors=[author])
    old = author.get_absolute_url()
    change = reverse("admin:authors_author_change", args=[author.pk])

    post(
        desk,
        change,
        form_of(desk, change)
        | {"name": "Nicolle Loughlin", "slug": "nicolle-loughlin", "_save": ""},
    )

    assert client.get(old).headers["Location"] == "/authors/nicolle-loughlin/"
    assert Edition.objects.get().card["authors"][0]["name"] == "Nicolle Loughlin"
