"""Search in a browser: suggestions by keyboard, no violation of the policy, no barrier found."""

from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe

from reviews.models.people import Credit, Person
from tests.factories import live_review, make_author, make_film

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server):
    """A site with a film, a person and pieces about the sea."""
    film = make_film("Jurassic Park", year=1993)
    Credit.objects.create(film=film, person=Person.objects.create(name="Jude Law"))
    live_review(headline="Juries and fences", film=film, tags=["islands"])
    anns = [make_author("Ann 0"), make_author("Ann 1")]
    for number in range(11):
        live_review(
            headline=f"Sea {number}",
            authors=[anns[number % 2]],
            tags=["water"],
            rating=number % 5,
            rating_out_of=5,
        )
    return live_server.url


@pytest.fixture
def reader(chromium):
    """A page that keeps what the console said, in `said`."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    context.close()


BOX = "#search-box"


def options(page) -> list[str]:
    return page.locator("[role=option] bdi").all_inner_texts()


def active(page) -> str:
    """The option that a screen reader is told to be on."""
    return page.evaluate(
        "() => { const id = document.activeElement.getAttribute('aria-activedescendant');"
        " return id ? document.getElementById(id).querySelector('bdi').textContent : '' }"
    )


def typed(page, words: str) -> None:
    page.locator(BOX).press_sequentially(words)
    page.locator("[role=option]").first.wait_for()


def test_a_suggestion_is_chosen_by_keyboard(site, reader):
    reader.goto(site)

    typed(reader, "ju")
    offered = options(reader)
    reader.keyboard.press("ArrowDown")
    first = active(reader)
    reader.keyboard.press("ArrowDown")
    second = active(reader)
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/people/jude-law/")

    assert offered == ["Jurassic Park (1993)", "Jude Law", "Juries and fences"]
    assert (first, second) == ("Jurassic Park (1993)", "Jude Law")
    assert reader.said == []


def test_the_box_tells_its_state_and_escape_closes_the_list(site, reader):
    reader.goto(site)
    box = reader.locator(BOX)
    closed = box.get_attribute("aria-expanded")

    typed(reader, "ju")
    opened = box.get_attribute("aria-expanded")
    announced = reader.locator(".search-box [role=status]").inner_text()
    reader.keyboard.press("ArrowUp")
    last = active(reader)
    reader.keyboard.press("ArrowDown")
    back_in_the_box = active(reader)
    reader.keyboard.press("Escape")

    assert (closed, opened, box.get_attribute("aria-expanded")) == ("false", "true", "false")
    assert announced == "3 suggestions"
    assert (last, back_in_the_box) == ("Juries and fences", "")
    assert box.input_value() == "ju"
    assert reader.locator("[role=listbox]").is_hidden()


def test_enter_without_a_choice_searches(site, reader):
    reader.goto(site)

    typed(reader, "ju")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/search/?q=ju")

    assert "Jurassic Park" in reader.locator("main").inner_text()


def test_a_suggestion_is_chosen_by_mouse(site, reader):
    reader.goto(site)

    typed(reader, "jur")
    reader.locator("[role=option]").first.click()
    reader.wait_for_url("**/films/jurassic-park-1993/")

    assert reader.said == []


def test_without_scripts_the_box_and_the_filters_search(site, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.fill(BOX, "sea")
    page.press(BOX, "Enter")
    page.wait_for_url("**/search/?q=sea")

    page.select_option("#facet-author", "ann-1")
    page.select_option("#facet-sort", "date")
    page.click(".facets button")

    assert "author=ann-1" in unquote(page.url)
    assert "sort=date" in page.url
    assert "5 pieces match “sea”" in page.locator("main").inner_text()
    assert page.input_value("#search-here") == "sea"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "query", ["", "?q=sea", "?q=sea&author=ann-1&page=1", "?q=jurasicpark&year=2001", "?q=zzzz"]
)
def test_no_barrier_is_found_on_any_state_of_the_page(site, chromium, scheme, query):
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/search/{query}")

    found = Axe().run(page, options={"preload": False}).response["violations"]

    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
    assert said == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found_in_an_open_list_of_suggestions(site, chromium, scheme):
    context = chromium.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(site)
    typed(page, "ju")
    page.keyboard.press("ArrowDown")

    found = Axe().run(page, options={"preload": False}).response["violations"]

    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways(site, chromium, width):
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/search/?q=sea&author=ann-1")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_link_to_a_review_of_ours_is_set_by_typing_its_name(site, chromium, editor, client):
    client.force_login(editor)
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    context.add_cookies([cookie])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/admin/reviews/review/add/")
    text = page.locator(".ProseMirror").first
    text.click()
    page.keyboard.type("Read this")
    page.keyboard.press("Control+a")

    page.keyboard.press("Control+k")
    box = page.locator("dialog input")
    box.press_sequentially("fences")
    page.locator("dialog [role=option]").first.wait_for()
    offered = page.locator("dialog [role=option]").all_inner_texts()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = box.input_value()
    page.get_by_text("Set link").click()

    assert offered == ["Juries and fences · review"]
    assert chosen == "/reviews/juries-and-fences/"
    assert text.locator("a").get_attribute("href") == "/reviews/juries-and-fences/"
    assert said == []
    context.close()
