"""The history of a piece at the desk: who changed what, and the way back."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publishing.text_changes import changes, with_change_taken, with_change_undone
from reviews.desk.restoring import put_back
from reviews.models.address import Address
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.revisions import keep_revision, snapshot
from tests.desk import form_of, post
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_user,
)

pytestmark = pytest.mark.django_db

FIRST = "<p>Dragon waits. The border is near. He turns back.</p><p>A second paragraph.</p>"


def history_of(review):
    return reverse("admin:reviews_review_history", args=[review.pk])


def compared(review, old, new):
    address = reverse("admin:reviews_review_compare", args=[review.pk])
    return f"{address}?from={old}&to={new}"


def bring_back(client, review, **fields):
    address = reverse("admin:reviews_review_restore", args=[review.pk])
    return client.post(address, fields, follow=True)


def saved(client, review, **fields):
    """Save at the desk as a person would; the piece is read afresh."""
    response = post(client, review.desk_url, form_of(client, review) | fields | {"_save": ""})
    assert response.status_code == 200
    review.refresh_from_db()
    return review


def words_of(response):
    """What a page says, without tags and with single spaces."""
    import html5lib

    document = html5lib.parse(response.text, namespaceHTMLElements=False)
    return " ".join("".join(document.find("body").itertext()).split())


@pytest.fixture
def ana(db) -> User:
    return make_user(is_superuser=True, username="ana", first_name="Ana", last_name="Petrova")


def test_the_history_tells_who_changed_which_words_and_when(desk, client, ana):
    review = draft_review(body=FIRST)
    client.force_login(ana)
    saved(client, review, body=FIRST.replace("is near", "is far"))

    page = client.get(history_of(review))

    newest = review.revisions.first()
    words = words_of(page)
    assert "Version 2 by Ana Petrova" in words
    assert "UTC" in words
    assert "The border is [removed: near. ][added: far. ]" in words
    assert newest.by == ana


def test_a_sentence_of_yesterday_comes_back_and_later_edits_stay(desk):
    review = draft_review(body=FIRST, headline="One")
    saved(desk, review, body=FIRST.replace("The border is near.", "The border is far."))
    saved(desk, review, headline="Two", body=review.body.replace("A second", "Another"))

    response = bring_back(desk, review, **{"from": "1", "to": "2", "part": "body:0"})

    review.refresh_from_db()
    newest = review.revisions.first()
    assert "Brought back into the draft" in response.text
    assert review.headline == "Two"
    assert review.body == FIRST.replace("A second", "Another")
    assert (newest.kind, newest.version) == (Revision.Kind.RESTORE, review.version)
    assert "version 1" in newest.why


def test_of_two_changes_in_one_version_one_comes_back_alone(desk):
    review = draft_review(body=FIRST)
    saved(desk, review, body=FIRST.replace("near", "far").replace("second", "third"))

    bring_back(desk, review, **{"from": "1", "to": "2", "part": "body:1"})

    review.refresh_from_db()
    assert review.body == FIRST.replace("near", "far")


def test_words_changed_again_since_are_shown_and_not_overwritten(desk):
    review = draft_review(body=FIRST)
    saved(desk, review, body=FIRST.replace("is near", "is far"))
    saved(desk, review, body=FIRST.replace("is near", "is nowhere"))

    response = bring_back(desk, review, **{"from": "1", "to": "2", "part": "body:0"})

    review.refresh_from_db()
    assert "changed again since" in response.text
    assert response.redirect_chain[-1][0] == compared(review, "1", "now")
    assert "nowhere" in review.body


def test_a_whole_version_comes_back_with_bylines_films_and_tags(desk):
    ana, ben, film = make_author("Ana"), make_author("Ben"), make_film("Other")
    review = draft_review(
        headline="Then", authors=[ana, ben], tags=["a", "b"], also_about=[film], body=FIRST
    )
    keep_revision(review, by=None)
    then = snapshot(review)
    review.bylines.all().delete()
    review.also_about.all().delete()
    review.tags.set(["c"])
    saved(desk, review, headline="Now", body="<p>Now.</p>")

    bring_back(desk, review, **{"from": "1", "to": "now", "version": review.version, "part": ""})

    review.refresh_from_db()
    assert {**snapshot(review), "version": 1} == then


def test_two_versions_and_the_live_text_are_compared_with_names_and_text(desk):
    film, other = make_film("Nosferatu", year=1922), make_film("Sunrise", year=1927)
    picture = make_picture(alt="A blue field")
    review = live_review(film=film, tags=["horror"], body="<p>One.</p>")
    figure = f'<figure data-picture="{picture.pk}"></figure><figure data-video="vimeo:1:"></figure>'
    saved(desk, review, film=other.pk, tags="silent, horror", body=f"<p>One.</p>{figure}")

    words = words_of(desk.get(compared(review, "live", "now")))

    for told in ("Nosferatu (1922)", "Sunrise (1927)", "Picture: A blue field", "Video: Vimeo 1"):
        assert told in words
    assert "silent" in words
    assert "data-picture" not in words


def test_a_change_of_form_alone_is_told(desk):
    review = draft_review(body="<p>He loved it.</p>")
    saved(desk, review, body="<p>He <em>loved</em> it.</p>")

    words = words_of(desk.get(history_of(review)))

    assert "The words are the same; their form or a link changed." in words


def test_the_same_texts_are_told_to_be_the_same(desk):
    review = draft_review()
    keep_revision(review, by=None)

    assert "The two are the same" in desk.get(compared(review, "1", "now")).text


BROKEN = {
    "a deleted film": ({"film": 999_999}, "Film is left empty: it was deleted."),
    "a deleted picture": ({"lead_picture": 999_999}, "Lead picture is left empty"),
    "a film that is no id": ({"film": {"x": 1}}, "Film is left empty"),
    "a deleted author": ({"bylines": [999_999]}, "By: 1 deleted since, left out."),
    "deleted further films": ({"also_about": [999_998, 999_999]}, "Also about: 2 deleted since"),
    "an address that is taken": ({"slug": "taken"}, "Address stays as it is."),
    "no address": ({"slug": "?!"}, "Address stays as it is."),
    "a rating that is none": ({"rating": "many"}, "Rating stays as it is."),
    "a rating beyond its scale": ({"rating": "9", "rating_out_of": 5}, "more than its scale"),
    "an unknown scale": ({"rating_out_of": 7}, "Out of stays as it is."),
    "a kind nobody knows": ({"kind": "poem"}, "Kind stays as it is."),
    "a headline too long": ({"headline": "x" * 301}, "Headline stays as it is."),
    "a headline that is no text": ({"headline": None}, None),
    "a date that is none": ({"published_at": "tomorrow"}, "Date readers see stays as it is."),
    "a date without zone": ({"published_at": "2013-03-29T12:00:00"}, "Date readers see stays"),
    "a date ahead": ({"published_at": "2199-01-01T00:00:00+00:00"}, "Date readers see stays"),
    "a tag too long": ({"tags": ["x" * 200, "fine"]}, "A tag that cannot be one is left out."),
    "tags that are none": ({"tags": "horror"}, "A tag that cannot be one"),
    "a list that is none": ({"bylines": "Ana"}, None),
    "an unknown key": ({"mood": "dark"}, "pieces have it no longer: mood."),
    "unsafe HTML": ({"body": "<script>alert(1)</script><p>Safe.</p>"}, None),
}


@pytest.mark.parametrize(("broken", "note"), BROKEN.values(), ids=BROKEN.keys())
def test_restoring_survives_what_no_longer_fits_and_tells_it(editor, broken, note):
    Address.objects.create(slug="taken", review=draft_review(headline="Its owner"))
    review = draft_review(headline="Kept")
    data = snapshot(review) | {"rating_line": "Brought back"} | broken

    notes = put_back(review, data, editor, "Why")

    review.refresh_from_db()
    assert review.rating_line == "Brought back"
    assert "<script" not in review.body
    assert note is None or note in " ".join(notes)
    assert note is None or note in review.revisions.first().why


@pytest.mark.parametrize("missing", ["headline", "body", "tags", "bylines", "published_at"])
def test_what_an_old_version_never_held_stays(editor, missing):
    review = draft_review(headline="Kept", tags=["kept"])
    data = {**snapshot(review), "rating_line": "Brought back"}
    del data[missing]
    before = snapshot(review)

    notes = put_back(review, data, editor, "Why")

    after = snapshot(Review.objects.get(pk=review.pk))
    assert after == before | {"rating_line": "Brought back", "version": 2}
    assert "Not in that version" in notes[0]


def test_a_text_from_before_publication_takes_neither_address_nor_date(desk):
    review = draft_review(headline="Then")
    keep_revision(review, by=None)
    post(desk, review.desk_url, form_of(desk, review) | {"headline": "Now", "_publish": ""})

    review.refresh_from_db()
    bring_back(desk, review, **{"from": "1", "to": "now", "version": review.version, "part": ""})

    after = Review.objects.get()
    assert (after.headline, after.slug) == ("Then", review.slug)
    assert after.published_at == review.published_at


def test_restoring_shows_readers_nothing(desk, client):
    review = live_review(headline="As published")
    saved(desk, review, headline="Rewritten")
    before = client.get(review.editions.get().get_absolute_url()).content

    bring_back(desk, review, **{"from": "1", "to": "2", "part": "headline"})

    assert client.get(review.editions.get().get_absolute_url()).content == before
    assert Edition.objects.count() == 1


def test_a_page_that_a_save_made_old_brings_nothing_back(desk):
    review = draft_review(body=FIRST)
    saved(desk, review, body=FIRST.replace("near", "far"))
    old_version = review.version
    saved(desk, review, headline="Saved meanwhile")

    response = bring_back(
        desk, review, **{"from": "1", "to": "now", "version": old_version, "part": "body:0"}
    )

    review.refresh_from_db()
    assert "Somebody saved meanwhile" in response.text
    assert "far" in review.body


@pytest.mark.parametrize(
    ("old", "new"),
    [("99", "1"), ("live", "1"), ("1", "x"), ("1", "-1"), ("1", "9" * 30), ("٣", "1"), ("", "1")],
)
def test_versions_that_do_not_exist_are_not_found(desk, old, new):
    review = draft_review()
    keep_revision(review, by=None)

    assert desk.get(compared(review, old, new)).status_code == 404


@pytest.mark.parametrize("part", ["body:9", "body:x", "mood", "headline:0", "body:-1"])
def test_parts_that_do_not_exist_are_not_found(desk, part):
    review = draft_review(body=FIRST)
    saved(desk, review, body=FIRST.replace("near", "far"))

    response = bring_back(desk, review, **{"from": "1", "to": "2", "part": part})

    assert response.status_code == 404
    assert Review.objects.get().version == review.version


def test_a_version_of_another_piece_cannot_be_reached(desk):
    review, other = draft_review(), draft_review()
    keep_revision(other, by=None)

    assert desk.get(compared(review, "1", "now")).status_code == 404


def test_only_who_may_edit_the_piece_restores_it(client):
    review = draft_review(headline="Now")
    keep_revision(review, by=None, data=snapshot(review) | {"headline": "Then"}, version=1)
    writer = make_user("reviews.view_review", "reviews.change_review")
    client.force_login(writer)
    wish = {"from": "1", "to": "now", "version": review.version, "part": ""}

    page = client.get(compared(review, "1", "now"))
    refused = bring_back(client, review, **wish)
    Review.objects.filter(pk=review.pk).update(created_by=writer)
    allowed = bring_back(client, review, **wish)

    assert page.status_code == 200
    assert "Bring the whole" not in page.text
    assert refused.status_code == 403
    assert allowed.status_code == 200
    assert Review.objects.get().headline == "Then"


@pytest.mark.parametrize("page", ["history", "compare"])
def test_who_may_not_see_pieces_sees_no_history(client, page):
    review = draft_review()
    keep_revision(review, by=None)
    client.force_login(make_user("pictures.view_picture"))

    address = history_of(review) if page == "history" else compared(review, "1", "now")

    assert client.get(address).status_code == 403


def test_the_history_costs_the_same_with_two_versions_and_with_thirty(desk):
    review = draft_review()

    def cost(versions):
        for number in range(versions):
            film, author = make_film(), make_author()
            data = {**snapshot(review), "film": film.pk, "bylines": [author.pk]}
            keep_revision(review, None, data=data | {"headline": str(number)}, version=number)
        with CaptureQueriesContext(connection) as captured:
            desk.get(history_of(review))
        return len(captured)

    few, many = cost(2), cost(30)

    assert many == few
    assert few <= 14


OLD = "<p>One. Two. Three.</p><p>Four.</p><ul><li>a</li><li>b</li></ul>"
EDITS = [
    OLD.replace("Two.", "2."),
    OLD.replace("Two. ", ""),
    OLD.replace("<p>Four.</p>", ""),
    OLD.replace("<p>Four.</p>", "<p>Between.</p><p>Four.</p>"),
    OLD.replace("<li>b</li>", "<li>b</li><li>c</li>").replace("One", "<em>One</em>"),
    "",
    "<p>Wholly other.</p>",
]


@pytest.mark.parametrize("new", EDITS)
@pytest.mark.parametrize("backwards", [False, True])
def test_changes_taken_or_undone_one_by_one_lead_to_the_other_text(new, backwards):
    old, new = (new, OLD) if backwards else (OLD, new)
    numbers = [part.number for row in changes(old, new) for part in row if part.number is not None]

    texts = [with_change_taken(old, new, number) for number in numbers]
    undone = [with_change_undone(old, new, number) for number in numbers]

    assert "".join(part.old for row in changes(old, new) for part in row) == old
    assert "".join(part.new for row in changes(old, new) for part in row) == new
    if len(numbers) == 1:
        assert (texts, undone) == ([new], [old])
    assert len({*texts, *undone}) >= len(numbers)
