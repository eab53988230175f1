"""The first page of the desk: what waits for somebody, for those who may see it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.models.review import Review
from tests.factories import draft_review, live_review, make_author, make_user, scheduled_review

pytestmark = pytest.mark.django_db
PANELS = ("My drafts", "Submitted", "Scheduled", "Recently published")


def panel(page, title):
    """The words of one panel."""
    return page.text.partition(f"{title}</span></h2>")[2].partition("</section>")[0]


def test_every_piece_stands_in_the_panel_of_its_state(desk, editor):
    draft_review(headline="Mine by making", created_by=editor)
    draft_review(headline="Mine by byline", authors=[make_author(user=editor)])
    draft_review(headline="Somebody else’s")
    draft_review(headline="Handed in", stage=Review.Stage.SUBMITTED, created_by=editor)
    scheduled_review(timezone.now() + timedelta(days=2), headline="To come")
    live_review(headline="Out")

    page = desk.get("/admin/")

    assert "Mine by making" in panel(page, "My drafts")
    assert "Mine by byline" in panel(page, "My drafts")
    assert "Handed in" in panel(page, "Submitted")
    assert "To come" in panel(page, "Scheduled")
    assert "Out" in panel(page, "Recently published")
    assert "Somebody else’s" not in page.text


def test_a_live_piece_with_unpublished_changes_is_a_draft_again(desk, editor):
    review = live_review(headline="Out", created_by=editor)
    assert "Out" not in panel(desk.get("/admin/"), "My drafts")

    review.version += 1
    review.save()

    assert "Out" in panel(desk.get("/admin/"), "My drafts")


def test_people_who_may_see_no_piece_get_no_panel(client):
    client.force_login(make_user("pictures.view_picture"))
    live_review(headline="Out")

    page = client.get("/admin/")

    assert not any(title in page.text for title in PANELS)
    assert "Out" not in page.text
    assert "Pictures" in page.text
    assert "Write a review" not in page.text


def test_the_page_costs_the_same_however_much_waits(desk, editor, django_assert_max_num_queries):
    for _ in range(9):
        draft_review(created_by=editor)
        live_review()

    with django_assert_max_num_queries(10):
        desk.get("/admin/")
