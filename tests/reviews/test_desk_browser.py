"""The desk in a real browser: nothing complained about, nothing out of a keyboard's reach."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from recommendations.models.recommendation import Recommendation
from reviews.models.edition import Edition
from reviews.models.people import Credit, Person
from reviews.models.review import Review
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_editor,
    make_film,
    make_picture,
    make_trailer,
    scheduled_review,
)

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/admin/reviews/review/add/"


@pytest.fixture
def open_desk(chromium, live_server, client):
    """Opens pages, signed in as an editor or not; at the end nothing may have been complained."""
    contexts, complaints = [], []

    def open_page(width=1280, scheme="light", signed_in=True):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
        )
        contexts.append(context)
        if signed_in:
            client.force_login(make_editor())
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        return page

    yield open_page
    for context in contexts:
        context.close()
    # A browser reports the conflict page itself, which is a 409, as an error.
    assert [said for said in complaints if "status of 409" not in said] == []


@pytest.fixture
def page(open_desk):
    return open_desk()


@pytest.fixture
def three_authors():
    return draft_review(authors=[make_author(name) for name in ("Ana", "Ben", "Cleo")])


def busy_desk():
    """One piece with everything on its form, and others in every state."""
    film = make_film("Safety Last!", year=1923)
    Credit.objects.create(film=film, person=Person.objects.create(name="Lloyd"), role="cast")
    make_trailer(film)
    review = live_review(film=film, lead_picture=make_picture(), tags=["comedy"])
    Recommendation.objects.create(review=review, target=live_review(), position=0)
    Recommendation.objects.create(
        review=review, url="https://example.org/", title="Elsewhere", position=1
    )
    draft_review(stage=Review.Stage.SUBMITTED)
    scheduled_review(timezone.now() + timedelta(days=2))
    return review


def faults(page):
    # Its preloading makes <style> elements, of which the policy complains.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


def pick(page, words):
    """Type into the box that has the focus, and take the first suggestion."""
    page.keyboard.type(words)
    page.locator("[role=option][aria-selected=true]", has_text=words).wait_for()
    page.keyboard.press("Enter")


def add_author(page, words):
    page.locator("#bylines-group .adder input").focus()
    pick(page, words)


def tab_to(page, name, at_most=80):
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"{name} is out of the keyboard's reach")


def save(page):
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist")


def move(page, row, step):
    page.locator(f"#bylines-{row} [data-step='{step}']").press("Enter")


def saved_order(review):
    return [str(byline.author) for byline in review.bylines.all()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_signs_in_on_an_accessible_page(open_desk, scheme):
    make_editor(username="ana")
    page = open_desk(scheme=scheme, signed_in=False)
    page.goto("/admin/")

    found = faults(page)
    page.keyboard.type("ana")
    page.keyboard.press("Tab")
    page.keyboard.type("pass")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-today")

    assert found == []
    assert page.locator("h1").inner_text() == "Today"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_the_desk_is_accessible_and_silent(open_desk, scheme):
    review = busy_desk()
    page = open_desk(scheme=scheme)
    addresses = [
        *("/admin/", "/admin/reviews/review/", "/admin/pictures/picture/", ADD, review.desk_url),
        reverse("admin:reviews_review_correct", args=[review.pk]),
        reverse("admin:reviews_film_change", args=[review.film_id]),
    ]

    found = {}
    for address in addresses:
        page.goto(address)
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
        found[address] = faults(page)

    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("width", [320, 390, 1024])
def test_no_page_of_the_desk_scrolls_sideways(open_desk, width):
    review = busy_desk()
    page = open_desk(width=width)

    widths = {}
    for address in ("/admin/", "/admin/reviews/review/", review.desk_url):
        page.goto(address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")

    assert max(widths.values()) <= width, widths


def test_the_conflict_page_is_accessible_and_shows_both_texts(page):
    review = draft_review(headline="As Ana saved it")
    page.goto(review.desk_url)
    Review.objects.filter(pk=review.pk).update(version=review.version + 1)
    page.fill("[name=headline]", "Mine")

    page.click("[name=_save]")
    page.wait_for_selector(".conflict")

    assert faults(page) == []
    assert "As Ana saved it" in page.inner_text("fieldset del")
    assert "Mine" in page.inner_text("fieldset ins")


@pytest.mark.parametrize("field", ["tags", "published_at_0", "desk_recommendations-0-title"])
def test_enter_in_a_field_saves_a_draft_and_never_publishes(page, field):
    review = draft_review()
    page.goto(review.desk_url)
    page.fill("#desk_recommendations-group .adder input", "https://example.org/")
    page.keyboard.press("Enter")
    page.fill("[name=desk_recommendations-0-title]", "Elsewhere")

    page.locator(f"[name={field}]").press("Enter")
    page.wait_for_selector(".messagelist")

    assert "Saved. Readers see nothing of the text yet." in page.inner_text(".messagelist")
    assert not Edition.objects.exists()


def test_a_review_is_written_and_published_by_keyboard_alone(page):
    make_film("Sherlock Jr.", year=1924)
    make_author("Ana Petrova")
    page.goto(ADD)

    page.locator("#id_film-box").focus()
    pick(page, "Sherlock")
    tab_to(page, "headline")
    page.keyboard.type("Film Review: ‘Sherlock Jr.’")
    tab_to(page, "rating_line")
    page.keyboard.type("Not a frame wasted.")
    add_author(page, "Ana")
    page.locator(".field-body .ProseMirror").focus()
    page.keyboard.type("A projectionist dreams.")
    tab_to(page, "_publish")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist")

    edition = Edition.objects.get()
    assert "Published. Readers see it now." in page.inner_text(".messagelist")
    assert edition.body == "<p>A projectionist dreams.</p>"
    assert edition.rating_line == "Not a frame wasted."
    assert [author["name"] for author in edition.card["authors"]] == ["Ana Petrova"]


@pytest.mark.parametrize(
    ("moves", "order"),
    [
        ([(2, -1)], ["Ana", "Cleo", "Ben"]),
        ([(0, 1), (0, 1)], ["Ben", "Cleo", "Ana"]),
        ([(0, -1), (1, 1), (1, -1)], ["Ana", "Ben", "Cleo"]),
    ],
    ids=["up", "down twice", "there and back"],
)
def test_rows_moved_by_keyboard_are_saved_in_their_order(page, three_authors, moves, order):
    page.goto(three_authors.desk_url)

    for row, step in moves:
        move(page, row, step)
    save(page)

    assert saved_order(three_authors) == order


def test_a_move_is_told_and_keeps_the_focus(page, three_authors):
    page.goto(three_authors.desk_url)

    move(page, 2, -1)

    assert page.inner_text("#bylines-group .ordered-live") == "Now at place 2 of 3."
    assert page.evaluate("document.activeElement.closest('.inline-related').id") == "bylines-2"


def test_opening_and_saving_changes_no_numbers(page, three_authors):
    for byline, position in zip(three_authors.bylines.all(), (1, 5, 9), strict=True):
        byline.position = position
        byline.save()
    page.goto(three_authors.desk_url)

    save(page)

    version = three_authors.version
    three_authors.refresh_from_db()
    assert three_authors.version == version
    assert [byline.position for byline in three_authors.bylines.all()] == [1, 5, 9]


def test_a_new_row_can_stand_first_while_another_is_taken_away_again(page, three_authors):
    make_author("Dora")
    make_author("Emil")
    page.goto(three_authors.desk_url)
    add_author(page, "Dora")
    add_author(page, "Emil")
    for _ in range(3):
        move(page, 3, -1)

    page.locator("#bylines-4 .inline-deletelink").press("Enter")
    save(page)

    assert page.locator(".errorlist").count() == 0
    assert saved_order(three_authors) == ["Dora", "Ana", "Ben", "Cleo"]


def test_rows_are_dragged_by_mouse_and_removed_by_their_box(page, three_authors):
    page.goto(three_authors.desk_url)

    page.drag_and_drop("#bylines-2 .row-grip", "#bylines-0", target_position={"x": 40, "y": 3})
    page.locator("#bylines-1 .row-remove input").press("Space")
    save(page)

    assert saved_order(three_authors) == ["Cleo", "Ana"]
