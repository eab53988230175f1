"""The first page of the desk: what waits for somebody, for those who may see it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.models.review import Byline, Review
from reviews.models.trailer import Trailer
from reviews.publish import publish, set_embargo, withdraw
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_trailer,
    make_user,
    scheduled_review,
)

pytestmark = pytest.mark.django_db
PANELS = ("My drafts", "Waiting for an editor", "Scheduled", "Recently published")


def panel(page, title):
    """The words of one panel."""
    return page.text.partition(f"{title}</span>")[2].partition("</section>")[0]


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
    assert "Handed in" in panel(page, "Waiting for an editor")
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


def test_a_live_piece_with_later_changes_is_told_with_their_number(desk):
    review = live_review(headline="Out")
    review.version += 2
    review.save()

    assert "2 changes" in panel(desk.get("/admin/"), "Live with unpublished changes")


def test_a_withdrawn_piece_with_later_changes_is_not_live(desk):
    review = live_review(headline="Gone")
    review.version += 1
    review.save()
    withdraw(review, by=None)

    assert "Gone" not in panel(desk.get("/admin/"), "Live with unpublished changes")


def ahead(days, hour):
    """A moment of a day ahead, in the site's zone, which is UTC."""
    day = timezone.now() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def test_the_calendar_tells_by_day_what_comes_changes_goes_and_when_embargoes_lift(desk):
    set_embargo(make_film("Under wraps", year=2026), ahead(2, 9), by=None)
    scheduled_review(ahead(1, 12), headline="Comes")
    withdraw(live_review(headline="Goes"), by=None, at=ahead(1, 14))
    publish(live_review(headline="Changes"), by=None, at=ahead(400, 9))

    calendar = panel(desk.get("/admin/"), "Scheduled")

    told = [" ".join(re.sub("<[^>]*>", " ", part).split()) for part in calendar.split("<li>")]
    assert told[0].endswith(f"Tomorrow, {ahead(1, 12):%A %-d %B}")
    assert told[1].startswith(f"12:00 UTC Goes live Comes Goes live {ahead(1, 12):%-d %B %Y}, 12")
    assert told[2] == f"14:00 UTC Goes away Goes {ahead(2, 9):%A %-d %B}"
    assert told[3].startswith("09:00 UTC Embargo lifts Under wraps (2026)")
    assert told[3].endswith(f"{ahead(400, 9):%A %-d %B %Y}")
    assert told[4].startswith("09:00 UTC Change Changes")
    assert len(told) == 5


def test_later_changes_are_said_not_to_be_in_what_is_scheduled(desk):
    review = scheduled_review(ahead(3, 21), headline="Comes")
    review.editions.update(pressed_at=ahead(-3, 14))
    review.version += 2
    review.save()
    told = (
        f"Goes live {ahead(3, 21):%-d %B %Y}, 21:00 UTC with the text of "
        f"{ahead(-3, 14):%-d %B %Y}, 14:00 · 2 later changes not included"
    )

    pages = [desk.get(at).text for at in ("/admin/", review.desk_url, "/admin/reviews/review/")]

    assert [told in page for page in pages] == [True, True, True]


def test_what_wants_repair_is_told(desk):
    make_picture(alt="", caption="The undescribed")
    film = make_film("Silent")
    live_review(film=film)
    make_trailer(film, status=Trailer.Status.HIDDEN)
    live_review(film=make_film("Bare"))
    with_trailer = make_film("Fine")
    make_trailer(with_trailer)
    live_review(film=with_trailer)
    live_review(headline="By nobody", authors=[], at=timezone.now() - timedelta(days=9))

    page = desk.get("/admin/")

    assert "The undescribed" in panel(page, "Pictures without alternative text")
    trailers = panel(page, "Missing or broken trailers")
    assert "None of its trailers is shown" in trailers.partition("Silent")[2]
    assert "No trailer yet" in trailers.partition("Bare")[2]
    assert "Fine" not in trailers
    assert (
        "Lacks: byline" in panel(page, "Live, and something is missing").partition("By nobody")[2]
    )


def test_a_piece_that_got_its_must_leaves_the_queue(desk):
    review = live_review(headline="By nobody", authors=[], at=timezone.now() - timedelta(days=9))
    Byline.objects.create(review=review, author=make_author())

    publish(review, by=None)

    assert "By nobody" not in panel(desk.get("/admin/"), "Live, and something is missing")


def test_the_page_costs_the_same_however_much_waits(desk, editor):
    def costs():
        with CaptureQueriesContext(connection) as captured:
            desk.get("/admin/")
        return len(captured)

    def fill():
        draft_review(created_by=editor)
        draft_review(stage=Review.Stage.SUBMITTED)
        live_review(at=timezone.now() - timedelta(days=1), authors=[])
        scheduled_review(timezone.now() + timedelta(days=2))
        make_picture(alt="")

    fill()
    few = costs()
    for _ in range(9):
        fill()

    assert costs() == few
    assert few <= 20


@pytest.mark.sqlite
def test_no_panel_walks_through_all_pieces(desk, editor):
    live_review()
    with CaptureQueriesContext(connection) as captured:
        desk.get("/admin/")

    asked = [q["sql"] for q in captured if q["sql"].startswith("SELECT") and "LIMIT" in q["sql"]]
    with connection.cursor() as cursor:
        plans = []
        for sql in asked:
            cursor.execute("EXPLAIN QUERY PLAN " + sql)
            plans += [(row[3], sql) for row in cursor.fetchall()]

    whole = re.compile(r"SCAN reviews_(?:review|edition)(?! USING)")
    of_pieces = re.compile(r'FROM "reviews_(?:review|edition)"(?! U)')
    assert [
        (plan, sql)
        for plan, sql in plans
        if whole.match(plan) or ("TEMP B-TREE FOR ORDER" in plan and of_pieces.search(sql))
    ] == []
