"""Comparing, fixing, sharing and scheduling in a real browser, without a complaint."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.as_of import tomorrow_at_nine
from reviews.desk.share_links import make_link
from reviews.models.edition import Edition
from reviews.publish import correct
from tests.factories import draft_review, live_review, make_film, scheduled_review
from tests.reviews.test_desk_browser import faults, open_desk, page  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
BODY = "<p>First words here.</p><p>Second words here.</p>"
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@SCHEMES
def test_what_publishing_changes_is_shown_beside_the_form_as_typed(open_desk, scheme):  # noqa: F811
    page = open_desk(scheme=scheme)  # noqa: F811
    page.goto(live_review(headline="Old words", body=BODY).desk_url)
    page.fill("[name=headline]", "New words")

    page.click(".going-live-box summary")
    page.locator(".going-live ins", has_text="New").wait_for()
    found = faults(page)
    page.fill("[name=headline]", "Newer words")
    page.locator(".going-live ins", has_text="Newer").wait_for()
    with page.expect_popup() as opened:
        page.locator(".going-live-box").get_by_role("button", name="Open in a tab").click()

    assert found == []
    assert "Newer" in opened.value.inner_text(".going-live")
    assert faults(opened.value) == []
    assert page.input_value("[name=headline]") == "Newer words"


@SCHEMES
def test_two_fixes_that_meet_are_shown_on_an_accessible_page(open_desk, scheme):  # noqa: F811
    page = open_desk(scheme=scheme)  # noqa: F811
    review = live_review(headline="As it was", body=BODY)
    page.goto(reverse("admin:reviews_review_correct", args=[review.pk]))
    correct(review, {"headline": "Hers"}, None)
    page.fill("[name=headline]", "Mine")

    page.click("[name=_correct]")
    page.locator(".step").wait_for()
    found = faults(page)
    page.click("[name=_correct]")
    page.wait_for_selector(".messagelist")

    assert found == []
    assert Edition.objects.order_by("-number").first().headline == "Mine"


@SCHEMES
def test_the_embargos_question_is_accessible_and_enter_never_answers_it(open_desk, scheme):  # noqa: F811
    page = open_desk(scheme=scheme)  # noqa: F811
    film = make_film("Held", embargo_until=timezone.now() + timedelta(days=1))
    scheduled_review(timezone.now() + timedelta(days=2), film=film)
    page.goto(reverse("admin:reviews_film_change", args=[film.pk]))
    far = (timezone.now() + timedelta(days=30)).date().isoformat()
    page.fill("[name=embargo_until_0]", far)
    page.select_option("[name=embargo_until_zone]", "Asia/Seoul")

    page.locator("[name=embargo_until_1]").press("Enter")
    page.locator(".step").wait_for()
    found = faults(page)
    with page.expect_navigation():
        page.locator("[name=title]").press("Enter")
    page.locator(".step").wait_for()
    film.refresh_from_db()
    untouched = film.embargo_zone
    page.check("[name=embargo_confirmed]")
    page.locator("[name=title]").press("Enter")
    page.wait_for_selector(".messagelist")

    film.refresh_from_db()
    assert found == []
    assert (untouched, film.embargo_zone) == ("", "Asia/Seoul")
    assert Edition.objects.get().live_from == film.embargo_until


def test_a_moment_is_told_in_other_zones_while_it_is_typed(page):  # noqa: F811
    page.goto(draft_review().desk_url)
    page.get_by_text("Schedule", exact=True).first.click()

    page.fill("[name=publish_at_0]", "2036-07-01")
    page.fill("[name=publish_at_1]", "09:00")
    page.select_option("[name=publish_at_zone]", "Asia/Seoul")

    told = page.locator(".moment-echo").first.inner_text()
    assert told.startswith("09:00")
    assert "00:00 UTC" in told


def test_tomorrow_at_nine_is_one_press_in_the_sites_zone(page):  # noqa: F811
    page.goto(draft_review().desk_url)
    page.get_by_text("Schedule", exact=True).first.click()
    page.select_option("[name=publish_at_zone]", "Asia/Seoul")

    page.locator(".moment-quick").first.click()

    filled = [page.input_value(f"[name=publish_at_{part}]") for part in ("0", "1", "zone")]
    assert filled == [tomorrow_at_nine().date().isoformat(), "09:00", "UTC"]


@SCHEMES
def test_a_shared_draft_is_an_accessible_page_for_a_stranger(open_desk, scheme):  # noqa: F811
    token = make_link(draft_review(headline="Not yet out", body=BODY), None, "Anna", 1)
    page = open_desk(scheme=scheme, signed_in=False)  # noqa: F811

    page.goto(f"/preview/{token}/")

    assert page.inner_text("h1") == "Not yet out"
    assert faults(page) == []
