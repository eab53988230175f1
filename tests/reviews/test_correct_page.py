"""Fixing the live text at the desk: nothing of the draft, nothing of a colleague's lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.publish import correct, publish
from tests.desk import form_of
from tests.factories import live_edition, live_review

pytestmark = pytest.mark.django_db
BODY = "<p>First words here.</p><p>Second words here.</p>"


def page_of(review):
    return reverse("admin:reviews_review_correct", args=[review.pk])


@pytest.fixture
def review():
    return live_review(headline="The live headline", body=BODY, disclosure="Seen at home.")


def fix(desk, review, form=None, **words):
    form = form_of(desk, page_of(review)) if form is None else form
    return desk.post(page_of(review), form | words | {"_correct": ""}, follow=True)


def test_a_typo_is_fixed_without_a_word_to_readers(desk, review):
    answer = fix(desk, review, headline="The fixed headline")

    edition = live_edition(review)
    assert "Fixed. Readers see it now." in answer.text
    assert (edition.headline, edition.correction, edition.minor) == ("The fixed headline", "", True)


def test_a_correction_line_is_public_on_the_page_and_among_all_corrections(desk, review, client):
    fix(desk, review, disclosure="Seen in Cannes.", correction="It was seen in Cannes.")

    assert "It was seen in Cannes." in client.get(live_edition(review).get_absolute_url()).text
    assert "It was seen in Cannes." in client.get("/corrections/").text


def test_what_was_typed_at_the_desk_since_stays_there_and_is_told(desk, review):
    draft = Review.objects.get(pk=review.pk)
    desk.post(
        draft.desk_url, form_of(desk, draft) | {"rating_line": "A draft of a verdict.", "_save": ""}
    )

    page = desk.get(page_of(review)).text
    fix(desk, review, headline="The fixed headline")

    draft.refresh_from_db()
    assert "A draft of a verdict." not in page
    assert "1 later change in the draft stays there, unpublished." in page
    assert (draft.headline, draft.rating_line) == ("The fixed headline", "A draft of a verdict.")
    assert live_edition(review).rating_line == ""


def test_a_scheduled_text_is_told_to_get_the_fix_too(desk, review):
    publish(review, by=None, at=timezone.now() + timedelta(days=1))

    assert "gets the fix too" in desk.get(page_of(review)).text


def test_two_people_fixing_different_words_both_succeed(desk, editor, review):
    form = form_of(desk, page_of(review))
    correct(review, {"body": BODY.replace("First", "Opening")}, editor)

    answer = fix(desk, review, form, body=BODY.replace("Second", "Closing"), headline="Mine")

    edition = live_edition(review)
    assert answer.status_code == 200
    assert edition.body == "<p>Opening words here.</p><p>Closing words here.</p>"
    assert edition.headline == "Mine"


def test_the_same_words_are_shown_beside_each_other_and_nothing_is_done_yet(desk, editor, review):
    form = form_of(desk, page_of(review))
    correct(review, {"headline": "Hers", "disclosure": "Seen in Cannes."}, editor)

    answer = fix(desk, review, form, headline="Mine")

    assert answer.status_code == 409
    assert "A colleague fixed the same words meanwhile." in answer.text
    assert "Hers" in answer.text.partition('class="step"')[2].partition("</section>")[0]
    assert live_edition(review).headline == "Hers"


def test_pressed_again_the_typed_words_stand_and_her_other_fix_stays(desk, editor, review):
    form = form_of(desk, page_of(review))
    correct(review, {"headline": "Hers", "disclosure": "Seen in Cannes."}, editor)
    clash = desk.post(page_of(review), form | {"headline": "Mine", "_correct": ""})
    shown = {
        name: clash.context["form"][name].value()
        for name in form
        if name in clash.context["form"].fields
    }

    fix(desk, review, form | shown)

    edition = live_edition(review)
    assert (edition.headline, edition.disclosure) == ("Mine", "Seen in Cannes.")


@pytest.mark.parametrize("number", ["0", "999", "-1", "x", "", "9" * 40, "１"])
def test_a_strange_number_is_refused_or_taken_as_the_live_text(desk, review, number):
    answer = fix(desk, review, number=number, headline="Fixed")

    assert answer.status_code == 200
    assert Edition.objects.count() in (1, 2)
    assert live_edition(review).headline in ("Fixed", "The live headline")


def test_nothing_changed_is_said(desk, review):
    assert "Nothing was changed." in fix(desk, review).text
