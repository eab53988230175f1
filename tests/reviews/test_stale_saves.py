"""Saves made from an older version: merged, or both texts shown; nobody's words are lost."""

import html5lib
import pytest
from django.test import Client

from reviews.desk.merging import merge_lists
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.models.revision import Revision
from tests.desk import form_of
from tests.factories import draft_review, live_review, make_author, make_film, make_user
from tests.reviews.test_publish_at_once import at_once

pytestmark = pytest.mark.django_db

TEXT = (
    "<p>Dragon waits. The border is near. He turns back.</p>"
    "<p>A second paragraph.</p><p>The last one.</p>"
)


@pytest.fixture
def ana(db):
    return signed_in("ana", first_name="Ana")


@pytest.fixture
def ben(db):
    return signed_in("ben", first_name="Ben")


def signed_in(name, **fields) -> Client:
    client = Client()
    client.force_login(make_user(is_superuser=True, username=name, **fields))
    return client


def save(client, review, form, **changes):
    """Post a form with changes, as a draft unless they press another button."""
    button = {} if any(name.startswith("_") for name in changes) else {"_save": ""}
    typed = {name: value for name, value in changes.items() if value is not None}
    gone = {name for name, value in changes.items() if value is None}
    fields = {name: value for name, value in form.items() if name not in gone}
    return client.post(review.desk_url, fields | typed | button, follow=True)


def fields_of(response) -> dict:
    """The hidden fields of the page with both texts."""
    document = html5lib.parse(response.text, namespaceHTMLElements=False)
    form = next(f for f in document.iter("form") if f.get("class") == "comparison")
    inputs = [field for field in form.iter("input") if field.get("type") == "hidden"]
    return {field.get("name"): field.get("value") for field in inputs}


def kept_texts(review) -> str:
    return str([revision.data for revision in review.revisions.all()])


CHANGES = {
    "headline": {"headline": "Hers"},
    "rating line": {"rating_line": "Hers"},
    "first paragraph": {"body": TEXT.replace("is near", "is far")},
    "rating": {"rating": "3.5", "rating_out_of": "5"},
    "tags": {"tags": "Korea, documentary"},
    "date": {"published_at_0": "2013-03-29", "published_at_1": "12:30:00"},
    "kind": {"kind": "article"},
    "language": {"language": "ko"},
    "address": {"slug": "hers"},
    "description": {"description": "Hers"},
}
OTHERS = {
    "disclosure": ({"disclosure": "His"}, "disclosure"),
    "last paragraph": ({"body": TEXT.replace("The last one.", "His.")}, "body"),
}


@pytest.mark.parametrize("his", OTHERS.values(), ids=OTHERS.keys())
@pytest.mark.parametrize("hers", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("is_she_first", [True, False], ids=["she first", "he first"])
def test_changes_that_do_not_meet_are_put_together_in_either_order(
    ana, ben, hers, his, is_she_first
):
    review = draft_review(body=TEXT, headline="Old", rating_line="Old", tags=["documentary"])
    form = form_of(ana, review)
    acts = [(ana, hers), (ben, his[0])]
    (first, hers_first), (second, then) = acts if is_she_first else reversed(acts)

    save(first, review, form, **hers_first)
    response = save(second, review, form, **then)

    merged = form_of(ana, review)
    assert response.status_code == 200
    assert "While you were writing" in response.text
    for name, value in (hers | his[0]).items():
        assert name == "body" or merged[name] == value
    assert ("is far" in merged["body"]) == ("is far" in str(hers))
    assert ("His." in merged["body"]) == ("His." in str(his))
    assert not review.revisions.filter(kind=Revision.Kind.CONFLICT).exists()


def test_the_message_says_who_saved_and_what_came_from_where(ana, ben):
    review = draft_review(body=TEXT)
    form = form_of(ana, review)
    save(ana, review, form, headline="Hers", tags="hers")

    response = save(ben, review, form, rating_line="His")

    assert "Ana saved version 2" in response.text
    assert "from there Headline, Tags, from you Rating line" in response.text
    assert "from there Headline, Tags" in review.revisions.first().why


def test_words_both_changed_are_shown_with_both_texts_and_nothing_is_saved(ana, ben):
    review = draft_review(headline="Old", body=TEXT)
    form = form_of(ana, review)
    save(ana, review, form, headline="By Ana", rating_line="Hers")

    response = save(ben, review, form, headline="By Ben", description="His")

    review.refresh_from_db()
    kept = review.revisions.get(kind=Revision.Kind.CONFLICT)
    assert response.status_code == 409
    assert (review.headline, review.description, review.version) == ("By Ana", "", 2)
    assert "By Ana" in response.text
    assert "By Ben" in response.text
    assert "Taken from there without a clash: Rating line." in response.text
    assert "Taken from you without a clash: Description." in response.text
    assert (kept.data["headline"], kept.version) == ("By Ben", 1)


@pytest.mark.parametrize(
    ("choice", "headline"), [("mine", "By Ben"), ("theirs", "By Ana"), (None, "By Ana")]
)
def test_the_choice_is_saved_with_all_that_did_not_clash(ana, ben, choice, headline):
    review = draft_review(headline="Old", body=TEXT)
    form = form_of(ana, review)
    save(ana, review, form, headline="By Ana", rating_line="Hers")
    page = save(ben, review, form, headline="By Ben", description="His")
    chosen = {"choice.headline": choice} if choice else {}

    response = save(ben, review, fields_of(page), **chosen)

    review.refresh_from_db()
    assert response.status_code == 200
    assert (review.headline, review.rating_line) == (headline, "Hers")
    assert review.description == "His"
    assert "By Ana" in kept_texts(review)
    assert "By Ben" in kept_texts(review)


@pytest.mark.parametrize(("choice", "near"), [("mine", "is nowhere"), ("theirs", "is far")])
def test_a_clash_in_one_sentence_keeps_every_other_change_of_both(ana, ben, choice, near):
    review = draft_review(body=TEXT)
    form = form_of(ana, review)
    hers = TEXT.replace("is near", "is far").replace("A second", "Her second")
    his = TEXT.replace("is near", "is nowhere").replace("The last", "His last")
    save(ana, review, form, body=hers)
    page = save(ben, review, form, body=his)

    save(ben, review, fields_of(page), **{"choice.body": choice})

    review.refresh_from_db()
    assert page.status_code == 409
    assert review.body == TEXT.replace("is near", near).replace("A second", "Her second").replace(
        "The last", "His last"
    )


def test_a_sentence_is_never_made_of_two_peoples_halves(ana, ben):
    review = draft_review(body="<p>The long and winding road goes on.</p>")
    form = form_of(ana, review)
    save(ana, review, form, body="<p>The short and winding road goes on.</p>")

    response = save(ben, review, form, body="<p>The long and winding road ends.</p>")

    assert response.status_code == 409


def test_while_choosing_a_third_person_may_save_and_is_not_overwritten(ana, ben):
    review = draft_review(headline="Old", body=TEXT)
    form = form_of(ana, review)
    save(ana, review, form, headline="By Ana")
    page = save(ben, review, form, headline="By Ben")
    save(ana, review, form_of(ana, review), headline="Ana again", rating_line="Ana's line")

    again = save(ben, review, fields_of(page), **{"choice.headline": "mine"})

    review.refresh_from_db()
    assert again.status_code == 409
    assert review.headline == "Ana again"
    save(ben, review, fields_of(again), **{"choice.headline": "mine"})
    review.refresh_from_db()
    assert (review.headline, review.rating_line) == ("By Ben", "Ana's line")


@pytest.mark.parametrize("button", ["_publish", "_submit", "_withdraw", "_schedule"])
def test_nothing_but_saving_is_done_from_a_stale_page(ana, ben, button):
    review = draft_review(body=TEXT)
    form = form_of(ana, review)
    save(ana, review, form, headline="Hers")

    response = save(ben, review, form, rating_line="His", **{button: ""})

    review.refresh_from_db()
    assert "Nothing more than saving was done" in response.text
    assert (review.headline, review.rating_line) == ("Hers", "His")
    assert review.stage == Review.Stage.DRAFTING
    assert not Edition.objects.exists()


def test_a_clash_under_publish_publishes_nothing_even_after_the_choice(ana, ben):
    review = live_review(headline="Live", body=TEXT)
    form = form_of(ana, review)
    save(ana, review, form, headline="By Ana")

    page = save(ben, review, form, headline="By Ben", _publish="")
    save(ben, review, fields_of(page), **{"choice.headline": "mine"})

    assert page.status_code == 409
    assert "Nothing more than saving was done" in page.text
    assert [edition.headline for edition in Edition.objects.all()] == ["Live"]


def test_the_same_change_by_both_is_no_clash(ana, ben):
    review = draft_review(headline="Teh Train", body=TEXT)
    form = form_of(ana, review)
    save(ana, review, form, headline="The Train")

    response = save(ben, review, form, headline="The Train")

    assert response.status_code == 200
    assert Review.objects.get().headline == "The Train"


def test_a_text_that_came_in_without_any_revision_is_merged_too(ana, ben):
    review = draft_review(headline="Imported", body=TEXT)
    assert not review.revisions.exists()
    form = form_of(ana, review)
    save(ana, review, form, headline="Hers")

    save(ben, review, form, rating_line="His")

    review.refresh_from_db()
    assert (review.headline, review.rating_line) == ("Hers", "His")


def test_a_form_left_open_over_a_publication_takes_neither_address_nor_date(ana, ben):
    review = draft_review(headline="Ready", body=TEXT)
    form = form_of(ben, review)
    save(ana, review, form_of(ana, review), _publish="")

    save(ben, review, form, rating_line="His")

    after = Review.objects.get()
    assert after.rating_line == "His"
    assert after.slug == Edition.objects.get().slug
    assert after.published_at == Edition.objects.get().published_at


# -- bylines, tags, further films -----------------------------------------------------------------


def row(number, author, pk="", review="", **more):
    prefix = f"bylines-{number}"
    return {
        f"{prefix}-id": pk,
        f"{prefix}-review": review,
        f"{prefix}-author": author.pk,
        f"{prefix}-position": number,
        **{f"{prefix}-{name}": value for name, value in more.items()},
    }


def bylines(review):
    return [byline.author.name for byline in review.bylines.select_related("author")]


def test_a_byline_taken_out_by_a_colleague_stays_out_and_nobodys_rows_are_invalid(ana, ben):
    review = draft_review(authors=[make_author("One"), make_author("Two")], body=TEXT)
    form = form_of(ana, review)
    save(ana, review, form, **{"bylines-0-DELETE": "on"})

    response = save(ben, review, form, rating_line="His")

    review.refresh_from_db()
    assert "errorlist" not in response.text
    assert bylines(review) == ["Two"]
    assert review.rating_line == "His"


def test_bylines_put_in_by_both_are_both_there(ana, ben):
    review = draft_review(authors=[make_author("One")], body=TEXT)
    form = form_of(ana, review) | {"bylines-TOTAL_FORMS": "2"}
    save(ana, review, form, **row(1, make_author("Hers"), review=review.pk))

    save(ben, review, form, **row(1, make_author("His"), review=review.pk))

    assert sorted(bylines(review)) == ["Hers", "His", "One"]
    assert bylines(review)[0] == "One"


def test_a_byline_taken_out_by_one_and_one_put_in_by_the_other(ana, ben):
    review = draft_review(authors=[make_author("One"), make_author("Two")], body=TEXT)
    form = form_of(ana, review)
    new = row(2, make_author("New"), review=review.pk)
    save(ana, review, form | {"bylines-TOTAL_FORMS": "3"}, **new)

    save(ben, review, form, **{"bylines-0-DELETE": "on"})

    assert bylines(review) == ["Two", "New"]


def test_tags_of_both_are_kept_and_tags_taken_out_are_out(ana, ben):
    review = draft_review(tags=["old", "war"], body=TEXT)
    form = form_of(ana, review)
    save(ana, review, form, tags="old, war, hers")

    save(ben, review, form, tags="war, his")

    assert sorted(review.tags.names()) == ["hers", "his", "war"]


def test_an_invalid_field_of_a_stale_form_is_told_and_what_was_typed_is_in_it(ana, ben):
    review = draft_review(body=TEXT)
    form = form_of(ana, review)
    save(ana, review, form, headline="Hers")

    response = save(ben, review, form, rating="many", rating_line="His")

    assert response.status_code == 200
    assert "errorlist" in response.text
    assert 'value="many"' in response.text
    assert "Hers" in response.text
    assert "His" in response.text
    assert Review.objects.get().rating_line == ""


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ([1, 2, 3], [1, 3, 4], [1, 2, 5], [1, 4, 5]),
        ([1, 2], [2, 1], [1, 2, 3], [2, 1, 3]),
        ([1, 2], [1, 2, 9], [2, 1], [2, 1, 9]),
        ([], [1], [2], [1, 2]),
        ([1], [], [1, 2], [2]),
        ([1, 2, 3], [3, 2, 1], [2, 1, 3], [2, 1, 3]),
    ],
)
def test_lists_hold_what_either_put_in_and_not_what_either_took_out(base, mine, theirs, merged):
    assert merge_lists(base, mine, theirs) == merged


# -- many at once ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_twenty_stale_saves_at_once_one_is_accepted_nineteen_told_and_all_texts_found():
    review = draft_review(body="<p>As it was.</p>", headline="As it was")
    people = [signed_in(f"person {number}") for number in range(20)]
    form = form_of(people[0], review)
    texts = [f"Written by number {number}." for number in range(20)]

    answers = at_once(
        *(
            lambda client=client, text=text: (
                save(client, review, form, body=f"<p>{text}</p>", headline=text).status_code
            )
            for client, text in zip(people, texts, strict=True)
        )
    )

    review.refresh_from_db()
    found = kept_texts(review)
    assert sorted(answers) == [200] + [409] * 19
    assert review.version == 2
    assert all(f"<p>{text}</p>" in found for text in texts)


@pytest.mark.django_db(transaction=True)
def test_of_many_people_in_different_fields_everybody_is_merged():
    review = draft_review(body=TEXT, headline="Old")
    changes = [
        {"headline": "New"},
        {"rating_line": "New"},
        {"description": "New"},
        {"disclosure": "New"},
        {"tags": "new"},
        {"body": TEXT.replace("Dragon waits.", "New.")},
        {"body": TEXT.replace("A second paragraph.", "New.")},
        {"body": TEXT.replace("The last one.", "New.")},
    ]
    people = [signed_in(f"person {number}") for number in range(len(changes))]
    form = form_of(people[0], review)

    answers = at_once(
        *(
            lambda client=client, change=change: save(client, review, form, **change).status_code
            for client, change in zip(people, changes, strict=True)
        )
    )

    review.refresh_from_db()
    assert answers == [200] * len(changes)
    assert review.body.count("New.") == 3
    assert review.version == 1 + len(changes)


def test_a_further_film_taken_out_by_a_colleague_stays_out(ana, ben):
    review = draft_review(also_about=[make_film("One"), make_film("Two")], body=TEXT)
    form = form_of(ana, review)
    save(ana, review, form, **{"also_about-1-DELETE": "on"})

    response = save(ben, review, form, headline="His")

    assert response.status_code == 200
    assert [str(about.film) for about in review.also_about.all()] == ["One"]
