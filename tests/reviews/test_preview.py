"""The preview: the readers' page of what is typed, shown to those who may see it, saved nowhere."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from authors.models.author import Author
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.models.tag import Tag
from reviews.publish import publish
from tests.desk import form_of
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_trailer,
    make_user,
)

pytestmark = pytest.mark.django_db
NEW = "/admin/reviews/review/add/preview/"
WRITER = ("reviews.view_review", "reviews.add_review", "reviews.change_review")


def address(review: Review) -> str:
    return reverse("admin:reviews_review_preview", args=[review.pk])


def main_of(answer) -> str:
    return answer.text.partition("<main")[2].partition("</main>")[0]


def typed(desk, page, **words):
    """The page of a form with these words typed over what it holds."""
    where = address(page) if isinstance(page, Review) else NEW
    return desk.post(where, form_of(desk, page) | words)


def full_piece() -> Review:
    film = make_film("Sunrise", year=1927, poster=make_picture())
    make_trailer(film, title="Trailer of 1927")
    picture = make_picture(alt="In the body")
    return draft_review(
        film=film,
        headline="Film Review: ‘Sunrise’",
        rating_line="A song of two humans.",
        rating=4,
        rating_out_of=5,
        body=f'<p>City<sup id="noteref-1"><a href="#note-1">1</a></sup>.</p>'
        f'<figure data-picture="{picture.pk}"></figure>'
        '<details class="spoiler"><summary>End</summary><p>They live.</p></details>'
        '<ol><li id="note-1">A note.</li></ol>',
        disclosure="Seen at a festival.",
        description="In a sentence.",
        lead_picture=make_picture(),
        authors=[make_author("Zoe"), make_author("Ana")],
        also_about=[make_film("City Girl", year=1930)],
        tags=["silent", "Murnau"],
    )


@pytest.mark.parametrize("words", [{}, {"headline": "Another", "tags": "silent, brand new"}])
def test_the_preview_of_a_form_is_the_page_that_publishing_it_makes(desk, words):
    review = full_piece()
    form = form_of(desk, review) | words

    before = main_of(desk.post(address(review), form))
    desk.post(review.desk_url, form | {"_publish": ""})
    edition = Edition.objects.get()
    page = main_of(desk.get(edition.get_absolute_url()))

    dates = r"<time[^>]*>[^<]*</time>"
    assert re.sub(dates, "", before) == re.sub(dates, "", page)
    assert "Trailer of 1927" in page
    assert "In the body" in page


def test_a_preview_saves_nothing(desk):
    review = draft_review(headline="As saved")
    tags, revisions = Tag.objects.count(), Revision.objects.count()

    answer = typed(desk, review, headline="As typed", tags="never made")

    review.refresh_from_db()
    assert "As typed</h1>" in answer.text
    assert review.headline == "As saved"
    assert (Tag.objects.count(), Revision.objects.count()) == (tags, revisions)
    assert not Edition.objects.exists()


def test_rows_of_the_form_count_as_they_stand_in_it(desk):
    first, second, third = (make_author(name) for name in ("First", "Second", "Third"))
    review = draft_review(authors=[first, second])
    form = form_of(desk, review) | {
        "bylines-0-position": "2",
        "bylines-1-DELETE": "on",
        "bylines-TOTAL_FORMS": "3",
        "bylines-2-author": third.pk,
        "bylines-2-position": "1",
    }

    told = re.findall(r"(First|Second|Third)", main_of(desk.post(address(review), form)))

    assert told[:2] == ["Third", "First"]
    assert "Second" not in told


def test_a_piece_is_previewed_before_its_first_save(desk):
    author = make_author("Ana")

    answer = typed(
        desk,
        "/admin/reviews/review/add/",
        headline="Unsaved",
        body="<p>Nowhere yet.</p>",
        **{"bylines-0-author": author.pk},
    )

    assert "Unsaved</h1>" in answer.text
    assert "Nowhere yet." in answer.text
    assert "Ana" in answer.text
    assert not Review.objects.exists()


def test_what_is_hostile_is_cleaned_as_it_would_be_on_the_page(desk):
    review = draft_review()

    text = typed(desk, review, body="<p onclick=x>Hi<script>alert(1)</script></p>").text

    assert "<p>Hi</p>" in text
    assert "alert(1)" not in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"rating": "7", "rating_out_of": "5"}, "7 is more than the scale"),
        ({"rating": "many"}, "Enter a number."),
        ({"slug": "no slug!"}, "Use letters, digits and hyphens only"),
        ({"published_at_0": "2999-01-01"}, "This date lies ahead."),
        ({"bylines-0-author": "999999"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_the_text_is_told(desk, words, sentence):
    answer = typed(desk, draft_review(), **words)

    assert answer.status_code == 200
    assert 'class="preview-errors"' in answer.text
    assert sentence in answer.text


def test_an_empty_form_is_told_what_is_wanted(desk):
    assert "a single word is enough" in typed(desk, "/admin/reviews/review/add/").text


@pytest.mark.parametrize(
    "words",
    [
        {"publish_at_0": "2026-01-01"},
        {"trailer_paste": "no trailer at all"},
        {"withdraw_at_1": "09:00"},
        {"_publish": "", "_schedule": "", "_save": ""},
    ],
)
def test_what_is_no_text_never_stands_in_the_way(desk, words):
    answer = typed(desk, draft_review(headline="Fine"), **words)

    assert "Fine</h1>" in answer.text


def test_a_correction_line_is_shown_as_readers_will_see_it(desk):
    review = live_review()

    text = typed(desk, review, correction="Misspelt Falconetti.").text

    assert "Corrected" in text
    assert "Misspelt Falconetti." in text


def test_a_live_piece_keeps_its_date_and_address_in_the_preview(desk):
    review = live_review(at=timezone.now() - timedelta(days=900), headline="Old", slug="kept")

    text = typed(desk, review, headline="New headline").text

    edition = Edition.objects.get()
    assert f'datetime="{edition.published_at.isoformat()}"' in text
    assert 'href="/reviews/kept/"' in text


# -- who may ----------------------------------------------------------------------------------


def own_piece(user, **fields):
    return draft_review(headline="zqsecret", created_by=user, **fields)


def seen_by(client, user, review):
    if user is not None:
        client.force_login(user)
    form = {"headline": "As typed by a stranger", "version": review.version}
    return [client.get(address(review)), client.post(address(review), form)]


def test_nobody_outside_sees_a_preview(client):
    review = draft_review(headline="zqsecret")

    answers = seen_by(client, None, review)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert client.get(NEW).status_code == client.post(NEW).status_code == 302


@pytest.mark.parametrize("permissions", [(), ("pictures.view_picture",), WRITER])
@pytest.mark.parametrize("stage", Review.Stage.values)
def test_staff_see_no_preview_of_a_piece_that_is_not_theirs(client, permissions, stage):
    review = draft_review(headline="zqsecret", stage=stage)

    answers = seen_by(client, make_user(*permissions), review)

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not any("zqsecret" in answer.text for answer in answers)


def test_a_writer_previews_her_own_piece_while_she_writes_it(client):
    writer = make_user(*WRITER, *(f"reviews.{verb}_byline" for verb in ("add", "change", "view")))
    client.force_login(writer)
    review = draft_review(headline="As saved", authors=[make_author(user=writer)])

    assert "As typed</h1>" in typed(client, review, headline="As typed").text


def test_a_submitted_piece_is_shown_to_its_writer_as_it_was_saved(client):
    writer = make_user(*WRITER)
    review = own_piece(writer, stage=Review.Stage.SUBMITTED)

    answers = seen_by(client, writer, review)

    assert all("zqsecret</h1>" in answer.text for answer in answers)


def test_the_trailer_desk_reads_what_is_saved_and_types_nothing(client):
    review = draft_review(headline="zqsecret")

    answers = seen_by(client, make_user("reviews.view_review", "reviews.change_trailer"), review)

    assert all("zqsecret</h1>" in answer.text for answer in answers)
    assert not any("stranger" in answer.text for answer in answers)


def test_who_may_not_add_a_piece_previews_none(client):
    client.force_login(make_user("reviews.view_review"))

    assert client.post(NEW, {"headline": "x"}).status_code == 403


@pytest.mark.parametrize("permissions", [("reviews.view_review",), WRITER])
def test_the_form_offers_no_preview_to_those_who_may_not(client, permissions):
    review = draft_review()
    client.force_login(make_user(*permissions))

    assert address(review) not in client.get(review.desk_url).text


def test_a_preview_of_nothing_is_not_found(desk):
    assert desk.get("/admin/reviews/review/999/preview/").status_code == 404
    assert desk.get(NEW)["Location"] == "/admin/reviews/review/add/"


def test_a_preview_is_kept_by_nobody_and_may_be_framed_by_nobody(desk):
    answer = typed(desk, draft_review())

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_an_endless_form_is_refused_in_words(desk, monkeypatch):
    monkeypatch.setattr("reviews.desk.preview_view.LARGEST_BYTES", 10)

    assert "too long to be shown" in typed(desk, draft_review()).text


@pytest.mark.parametrize("body", ["", "<p></p>", "a" * 300_000, "\x00", "<" * 9000, "<p>" * 9000])
def test_no_text_breaks_the_preview(desk, body):
    assert typed(desk, draft_review(), body=body).status_code == 200


def test_a_preview_costs_the_same_however_much_there_is(desk, django_assert_max_num_queries):
    review = full_piece()
    form = form_of(desk, review)
    for _ in range(8):
        publish(live_review(), by=None)
    Author.objects.bulk_create(Author(name=f"A{n}", slug=f"a{n}") for n in range(30))

    with django_assert_max_num_queries(40):
        desk.post(address(review), form)
