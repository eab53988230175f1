"""The trailer desk in a real browser: paste and next, keyboard, few steps, no complaints."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.utils import timezone

from bench.hand import Hand
from bench.tasks.trailers import ADDRESSES, give_trailers
from reviews.models.review import Review
from reviews.models.trailer import Trailer
from reviews.models.trailer_check import TrailerCheck
from tests.factories import (
    draft_review,
    live_review,
    make_editor,
    make_film,
    make_picture,
    make_trailer,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True)

DESK = "/admin/reviews/trailer/desk/"


@pytest.fixture
def open_desk(chromium, live_server, client):
    """Opens the trailer desk, signed in; at the end the browser may have complained of nothing."""
    contexts, complaints = [], []

    def open_page(address=DESK, user=None, **options):
        if user is None:
            user = make_user()
            user.groups.add(Group.objects.get(name="Trailer desk"))
        client.force_login(user)
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def paste(page, text):
    """Put text on the clipboard of the page's focused box, as Ctrl-V does."""
    page.evaluate(
        """text => {
          const box = document.activeElement
          const data = new DataTransfer()
          data.setData("text", text)
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }))
          document.execCommand("insertText", false, text)
        }""",
        text,
    )


def busy_desk():
    film = make_film("Safety Last!", year=1923)
    live_review(film=film)
    make_trailer(film, title="Night Train", poster=make_picture())
    broken = make_trailer(make_film("Sherlock Jr.", year=1924), status="broken")
    TrailerCheck.objects.create(
        trailer=broken, at=timezone.now(), outcome="gone", why="Gone.", next_at=timezone.now()
    )
    draft_review(film=make_film("The General", embargo_until=timezone.now().replace(year=2100)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("show", ["without", "trouble", "all"])
def test_it_is_accessible(open_desk, scheme, show):
    busy_desk()
    page = open_desk(f"{DESK}?show={show}", color_scheme=scheme)
    page.fill("#lines", "Sherlock Jr. (1924), vimeo.com/50000009\nX (1999), vimeo.com/2\nNobody")
    page.click("[name=_preview]")
    page.locator(".line-plans").wait_for()
    page.fill("[name=other-trailer]", "https://evil.org/")
    page.locator(".refusal").wait_for()
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")

    found = Axe().run(page, options={"preload": False}).response["violations"]

    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_single_trailer_is_accessible_too(open_desk, scheme):
    busy_desk()
    trailer = Trailer.objects.get(status="broken")
    page = open_desk(trailer.admin_url, color_scheme=scheme)

    found = Axe().run(page, options={"preload": False}).response["violations"]

    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []
    assert "Save and ask Vimeo again" in page.inner_text("main")


@pytest.mark.parametrize("width", [320, 390, 1024])
def test_it_does_not_scroll_sideways(open_desk, width):
    busy_desk()
    page = open_desk(f"{DESK}?show=all", viewport={"width": width, "height": 900})
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_paste_is_told_at_once_and_leads_to_the_next_box(open_desk):
    for title in ("First", "Second"):
        live_review(film=make_film(title))
    page = open_desk()
    boxes = page.locator(".trailer-rows [data-read-trailer]")
    boxes.nth(0).focus()

    paste(page, "https://vimeo.com/50000001/0f3a9c1d2e")
    page.locator(".pasted-facts").wait_for()

    assert "Vimeo 50000001" in page.locator(".pasted-facts").inner_text()
    assert boxes.nth(1).evaluate("box => box === document.activeElement")
    assert not Trailer.objects.exists()


def test_a_paste_that_is_refused_keeps_the_focus_and_says_why(open_desk):
    live_review(film=make_film("First"))
    page = open_desk()
    box = page.locator(".trailer-rows [data-read-trailer]")
    box.focus()

    paste(page, "https://www.youtube.com/playlist?list=PL1")
    page.locator(".refusal").wait_for()

    assert "This is a playlist" in page.locator(".refusal").inner_text()
    assert box.evaluate("box => box === document.activeElement")
    assert box.get_attribute("aria-invalid") is not None


def test_what_is_not_saved_yet_is_not_left_behind_without_asking(open_desk):
    live_review(film=make_film("First"))
    page, asked = open_desk(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    box = page.locator(".trailer-rows [data-read-trailer]")
    box.click()
    page.keyboard.type("vimeo.com/50000001")

    with page.expect_event("dialog"):
        page.click(".trailer-lists a >> nth=2", no_wait_after=True)

    assert asked == ["beforeunload"]
    assert box.input_value() == "vimeo.com/50000001"


def test_by_keyboard_alone_a_trailer_is_typed_and_saved(open_desk):
    film = live_review(film=make_film("First")).film
    page = open_desk()

    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.film"):
            break
    page.keyboard.type("vimeo.com/50000001")
    page.keyboard.press("Enter")
    page.locator(".messagelist").wait_for()

    assert film.trailers.get().video_id == "50000001"
    assert "1 trailer added." in page.inner_text(".messagelist")


def test_without_scripts_everything_is_done_by_the_server(open_desk):
    film = live_review(film=make_film("First")).film
    page = open_desk(java_script_enabled=False)

    page.fill(f"[name=film-{film.pk}-trailer]", "https://evil.org/")
    page.click(".submit-row [name=_save]")
    refused = page.locator(".errorlist").inner_text()
    page.fill(f"[name=film-{film.pk}-trailer]", "vimeo.com/50000001")
    page.click(".submit-row [name=_save]")

    assert "We take trailers from YouTube" in refused
    assert film.trailers.count() == 1


def test_ten_reviews_get_trailers_in_few_steps_on_few_pages(open_desk):
    for number in range(10):
        live_review(film=make_film(f"Film {number}"))
    hand = Hand(open_desk("/admin/"))

    give_trailers(hand, ADDRESSES)

    assert Trailer.objects.count() == 10
    assert len(hand.did) <= 25


@pytest.mark.parametrize("where", ["review", "film"])
def test_the_box_on_other_forms_tells_at_once_too(open_desk, where):
    review = draft_review()
    address = (
        review.desk_url if where == "review" else f"/admin/reviews/film/{review.film_id}/change/"
    )
    page = open_desk(address, user=make_editor())

    page.fill("[name=trailer_paste]", "https://youtu.be/Zz-9_aB3xYq")
    page.locator(".pasted-facts").wait_for()

    assert "YouTube Zz-9_aB3xYq" in page.locator(".pasted-facts").inner_text()


@pytest.mark.parametrize("where", ["review", "film"])
def test_those_boxes_know_their_film(open_desk, where):
    review = draft_review()
    make_trailer(review.film, video_id="50000001")
    film = f"/admin/reviews/film/{review.film_id}/change/"
    page = open_desk(review.desk_url if where == "review" else film, user=make_editor())

    page.fill("[name=trailer_paste]", "vimeo.com/50000001")
    page.locator(".pasted-known").wait_for()

    assert page.locator(".pasted-known").all_inner_texts() == [
        "This film has this trailer already."
    ]


def test_a_video_is_put_into_a_text_by_its_address(open_desk):
    review = draft_review(body="<p>Before.</p><p>After.</p>")
    page = open_desk(review.desk_url, user=make_editor())
    page.locator(".field-body .ProseMirror p").first.click()

    page.locator(".field-body .prose-menubar button[title=video]").click()
    page.fill("dialog input", "https://vimeo.com/groups/shorts")
    page.click("dialog button[type=submit]")
    page.get_by_text("This is a group;").wait_for()
    page.fill("dialog input", "https://vimeo.com/50000001/0f3a9c1d2e")
    page.click("dialog button[type=submit]")
    page.locator(".ProseMirror figure[data-video]").wait_for()
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist")

    assert Review.objects.get(pk=review.pk).body == (
        '<p>Before.</p><figure data-video="vimeo:50000001:0f3a9c1d2e"></figure><p>After.</p>'
    )
