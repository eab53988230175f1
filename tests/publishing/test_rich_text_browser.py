"""The editor in a real browser: what is pasted comes out clean, the toolbar is for everybody."""

import pytest

from publishing.markup import clean_html
from tests.factories import draft_review
from tests.publishing.clipboard import PASTES, word, word_item
from tests.reviews.test_desk_browser import ADD, faults, open_desk, page  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

EDITOR = ".field-body .ProseMirror"
PASTE = """(editor, html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData("text/html", html)
    editor.focus()
    const how = { clipboardData, bubbles: true, cancelable: true }
    editor.dispatchEvent(new ClipboardEvent("paste", how))
}"""


def pasted(page, html):  # noqa: F811
    page.locator(EDITOR).evaluate(PASTE, html)
    return clean_html(page.input_value("[name=body]"))


def body_of(page):  # noqa: F811
    return clean_html(page.input_value("[name=body]"))


@pytest.fixture
def editor_page(page):  # noqa: F811
    page.goto(ADD)
    page.locator(EDITOR).wait_for()
    return page


def test_what_is_pasted_comes_out_as_we_write_it(editor_page):
    found = {}
    for name, (html, expected) in PASTES.items():
        editor_page.locator(EDITOR).press("ControlOrMeta+a")
        editor_page.locator(EDITOR).press("Delete")
        came = pasted(editor_page, html)
        if came != expected:
            found[name] = (came, expected)

    assert found == {}


def test_notes_pasted_later_are_numbered_on(editor_page):
    html = PASTES["Docs: a page's footnotes"][0]

    pasted(editor_page, html)
    editor_page.locator(EDITOR).press("ControlOrMeta+End")
    body = pasted(editor_page, html)

    assert [f'id="note-{number}"' in body for number in (1, 2, 3)] == [True, True, False]
    assert 'href="#note-2"' in body


def test_a_list_pasted_into_a_list_of_words_loses_no_word(editor_page):
    body = pasted(
        editor_page, word("".join(word_item(f"Item {n}", n % 3 + 1, "·") for n in range(9)))
    )

    assert [f"Item {n}" in body for n in range(9)] == [True] * 9


def test_the_toolbar_is_one_stop_named_and_walked_by_arrows(editor_page):
    toolbar = editor_page.locator(".field-body .prose-menubar")
    editor_page.locator(EDITOR).focus()
    editor_page.keyboard.press("Alt+F10")
    named = (
        "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
    )

    first = editor_page.evaluate(named)
    editor_page.keyboard.press("ArrowRight")
    second = editor_page.evaluate(named)
    editor_page.keyboard.press("End")
    last = editor_page.evaluate(named)
    editor_page.keyboard.press("Home")
    again = editor_page.evaluate(named)
    editor_page.keyboard.press("Escape")

    assert toolbar.get_attribute("role") == "toolbar"
    assert "Body" in toolbar.get_attribute("aria-label")
    assert toolbar.locator("button[tabindex='0']").count() <= 1
    assert toolbar.locator("button:not([aria-label])").count() == 0
    assert first == again
    assert len({first, second, last}) == 3
    assert editor_page.evaluate("document.activeElement.classList.contains('ProseMirror')")


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("heading 2", "<h2>Words</h2>"),
        ("bold", "<p><strong>Words</strong></p>"),
        ("blockquote", "<blockquote><p>Words</p></blockquote>"),
        ("pull quote", '<blockquote class="pullquote"><p>Words</p></blockquote>'),
        ("spoiler", '<details class="spoiler"><summary>Spoiler</summary><p>Words</p></details>'),
        ("unordered list", "<ul><li>Words</li></ul>"),
        ("ordered list", "<ol><li>Words</li></ol>"),
    ],
)
def test_every_form_is_given_and_taken_by_keyboard_and_says_so(editor_page, name, html):
    editor_page.locator(EDITOR).focus()
    editor_page.keyboard.type("Words")
    editor_page.keyboard.press("ControlOrMeta+a")
    editor_page.keyboard.press("Alt+F10")
    toolbar = editor_page.locator(".field-body .prose-menubar")
    labels = toolbar.locator("button").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label').toLowerCase())"
    )
    button = toolbar.locator("button").nth(labels.index(name))
    before = button.get_attribute("aria-pressed")

    button.focus()
    editor_page.keyboard.press("Enter")
    given, pressed = body_of(editor_page), button.get_attribute("aria-pressed")

    assert (before, pressed) == ("false", "true")
    assert given == html


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_editor_full_of_everything_is_accessible(open_desk, scheme):  # noqa: F811
    page = open_desk(scheme=scheme)  # noqa: F811
    review = draft_review(
        body="<h2>H</h2><p>A</p><blockquote><p>Q</p></blockquote>"
        '<blockquote class="pullquote"><p>P</p></blockquote>'
        '<details class="spoiler"><summary>S</summary><p>They live.</p></details>'
        "<ul><li>a</li></ul>"
    )

    page.goto(review.desk_url)
    page.locator(EDITOR).wait_for()

    assert faults(page) == []
    assert clean_html(page.input_value("[name=body]")) == review.body


def test_the_toolbar_speaks_the_language_of_the_desk(settings, page):  # noqa: F811
    settings.LANGUAGE_CODE = "fr"

    page.goto(ADD)
    page.locator(EDITOR).wait_for()
    bar = page.locator(".field-body .prose-menubar")

    assert bar.get_attribute("aria-label").startswith("Mise en forme")
    titles = bar.locator("button").evaluate_all("buttons => buttons.map((one) => one.title)")
    assert {"gras", "intertitre 2", "exergue", "révélation"} <= set(titles)
    assert not {"bold", "heading 2", "pull quote", "spoiler", "undo", "ordered list"} & set(titles)
