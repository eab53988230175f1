"""Two people with the same recommendations on their forms."""

import pytest

from recommendations.models.recommendation import Recommendation
from tests.desk import form_of
from tests.factories import draft_review
from tests.reviews.test_stale_saves import TEXT, save, signed_in

pytestmark = pytest.mark.django_db
ROW = "desk_recommendations-0"


@pytest.fixture
def ana(db):
    return signed_in("ana")


@pytest.fixture
def ben(db):
    return signed_in("ben")


@pytest.fixture
def review(db):
    review = draft_review(body=TEXT)
    link = {"url": "https://example.org/", "title": "Old", "excerpt": "Old\nlines"}
    Recommendation.objects.create(review=review, **link)
    return review


def test_a_row_that_a_colleague_removed_is_gone_and_the_form_is_valid(ana, ben, review):
    form = form_of(ana, review)
    save(ana, review, form, **{f"{ROW}-DELETE": "on"})

    response = save(ben, review, form, headline="His")

    review.refresh_from_db()
    assert "errorlist" not in response.text
    assert review.headline == "His"
    assert not Recommendation.objects.exists()


def test_a_row_that_was_changed_here_and_removed_there_keeps_its_words(ana, ben, review):
    form = form_of(ana, review)
    save(ana, review, form, **{f"{ROW}-DELETE": "on"})

    response = save(ben, review, form, **{f"{ROW}-title": "His"})

    assert Recommendation.objects.get().title == "His"
    assert "is back, because you changed it" in response.text


def test_two_fields_of_one_row_are_put_together(ana, ben, review):
    form = form_of(ana, review)
    save(ana, review, form, **{f"{ROW}-title": "Hers"})

    save(ben, review, form, **{f"{ROW}-excerpt": "His"})

    row = Recommendation.objects.get()
    assert (row.title, row.excerpt) == ("Hers", "His")


def test_of_one_field_changed_by_both_the_saved_one_stays_and_the_other_is_told(ana, ben, review):
    form = form_of(ana, review)
    save(ana, review, form, **{f"{ROW}-title": "Hers"})

    response = save(ben, review, form, **{f"{ROW}-title": "His"})

    assert Recommendation.objects.get().title == "Hers"
    assert "You typed: “His”" in response.text


def test_a_row_put_in_by_a_colleague_stays(ana, ben, review):
    form = form_of(ana, review)
    new = {
        "desk_recommendations-TOTAL_FORMS": "2",
        "desk_recommendations-1-url": "https://example.org/new",
        "desk_recommendations-1-title": "New",
    }
    save(ana, review, form, **new)

    save(ben, review, form, **{f"{ROW}-title": "His"})

    assert sorted(Recommendation.objects.values_list("title", flat=True)) == ["His", "New"]


@pytest.mark.parametrize("seen", ["", "x", "[]", '{"desk_recommendations": 3}', "null", "\x00"])
def test_rows_as_they_were_that_are_no_rows_are_nothing(ana, review, seen):
    form = form_of(ana, review)

    response = save(ana, review, form, _seen=seen, _save="", **{f"{ROW}-title": "Typed"})

    assert response.status_code == 200
    assert Recommendation.objects.get().title == "Typed"
