"""The preview in a real browser: beside the text, a moment after typing, the last good one kept."""

import pytest

from reviews.models.review import Review
from tests.factories import draft_review, live_review, make_author, make_film, make_picture
from tests.reviews.test_desk_browser import ADD, faults, open_desk, page  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

FRAME = ".preview-stage iframe:not(.is-loading)"


def open_preview(page, address):  # noqa: F811
    page.goto(address)
    page.click(".preview-box summary")
    return page.frame_locator(FRAME)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_appears_beside_the_text_and_follows_it(open_desk, width, scheme):  # noqa: F811
    page = open_desk(width=width, scheme=scheme)  # noqa: F811
    frame = open_preview(page, draft_review(headline="As saved").desk_url)
    frame.locator("h1", has_text="As saved").wait_for()

    page.fill("[name=headline]", "As typed")
    frame.locator("h1", has_text="As typed").wait_for()
    page.locator(".field-body .ProseMirror").click()
    page.keyboard.type("Words of the body. ")
    frame.locator(".e-content", has_text="Words of the body.").wait_for()

    assert page.inner_text(".preview-said") == "As typed."
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []


def test_an_error_keeps_the_last_good_page_and_says_why(page):  # noqa: F811
    frame = open_preview(page, draft_review(headline="Good").desk_url)
    frame.locator("h1", has_text="Good").wait_for()
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")

    page.fill("[name=slug]", "no slug!")
    page.locator(".preview-said", has_text="Not as typed: Address").wait_for()
    kept = frame.locator("h1").inner_text()
    page.fill("[name=slug]", "a-slug")
    page.locator(".preview-said", has_text="As typed.").wait_for()

    assert kept == "Good"


@pytest.mark.parametrize(("button", "width"), [("Phone", 375), ("Tablet", 768), ("Desktop", 1280)])
def test_the_page_is_laid_out_at_the_width_that_is_chosen(page, button, width):  # noqa: F811
    frame = open_preview(page, draft_review(lead_picture=make_picture()).desk_url)
    frame.locator("h1").wait_for()

    page.get_by_role("button", name=button, exact=True).press("Enter")

    assert (
        frame.locator("body").evaluate("body => body.ownerDocument.defaultView.innerWidth") == width
    )
    assert (
        page.get_by_role("button", name=button, exact=True).get_attribute("aria-pressed") == "true"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_new_piece_is_previewed_before_it_is_saved(page):  # noqa: F811
    make_film("Sherlock Jr.")
    make_author("Ana Petrova")
    frame = open_preview(page, ADD)
    page.locator(".preview-said", has_text="a single word is enough").wait_for()

    page.fill("[name=headline]", "Unsaved")

    frame.locator("h1", has_text="Unsaved").wait_for()
    assert not Review.objects.exists()


def test_links_of_the_preview_open_tabs_and_notes_are_jumped_to(page):  # noqa: F811
    body = (
        '<p>A<sup id="noteref-1"><a href="#note-1">1</a></sup></p>'
        + "<p>Long.</p>" * 60
        + '<ol><li id="note-1">Note.</li></ol>'
    )
    frame = open_preview(page, draft_review(body=body).desk_url)
    frame.locator("h1").wait_for()

    frame.locator("sup a").click()
    scrolled = frame.locator("body").evaluate("body => body.ownerDocument.defaultView.scrollY")
    with page.expect_popup() as opened:
        frame.locator(".site-name a").first.click()

    assert scrolled > 500
    assert opened.value.url.endswith("/")
    assert frame.locator("h1").count() == 1


def test_the_preview_opens_in_a_tab_without_saving_or_leaving(page):  # noqa: F811
    review = draft_review(headline="As saved")
    open_preview(page, review.desk_url)
    page.fill("[name=headline]", "As typed")

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Open in a tab").click()

    assert opened.value.inner_text("h1") == "As typed"
    assert faults(opened.value) == []
    assert page.input_value("[name=headline]") == "As typed"
    review.refresh_from_db()
    assert review.headline == "As saved"


def test_whoever_left_it_open_finds_it_open(page):  # noqa: F811
    review = draft_review(headline="Here")
    open_preview(page, review.desk_url).locator("h1").wait_for()

    page.goto(review.desk_url)

    page.frame_locator(FRAME).locator("h1", has_text="Here").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_banner_of_another_instant_is_accessible(open_desk, scheme):  # noqa: F811
    live_review(headline="Other")
    live_review(headline="Piece", body='<p><a href="/reviews/other/">O</a></p>')
    page = open_desk(scheme=scheme)  # noqa: F811
    found = {}
    for address in (
        "/as-of/",
        "/as-of/2036-11-26T09:00:00Z/",
        "/as-of/2036-11-26T09:00:00Z/reviews/piece/",
    ):
        page.goto(address)
        found[address] = faults(page)

    page.click(".e-content a")
    page.wait_for_url("**/as-of/2036-11-26T09:00:00Z/reviews/other/")

    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_without_scripts_the_preview_opens_in_a_tab(chromium, live_server, client, editor):
    client.force_login(editor)
    review = draft_review(headline="As saved")
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()  # noqa: F811
    page.goto(review.desk_url)
    page.fill("[name=headline]", "As typed")
    page.click(".preview-box summary")

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Open in a tab").click()
    heading = opened.value.inner_text("h1")
    context.close()

    assert heading == "As typed"
