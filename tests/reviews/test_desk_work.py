"""Work at the desk in a real browser: little effort, and the form answers while one types."""

import pytest

from bench.hand import Hand
from bench.tasks import TASKS
from bench.tasks.publish import by_keyboard
from bench.tasks.typo import PIECE
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.review import Review
from tests.factories import draft_review, live_review, make_author, make_editor, make_film
from tests.reviews.test_desk_browser import ADD, faults, open_desk, page, pick  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def prepared():
    """What the tasks want to find: the demo has it too, and takes a minute to draw."""
    make_film("Sunrise: A Song of Two Humans", year=1927)
    make_author("Anjali Thorsgaard")
    live_review(headline="Safety Last!: going up", film=make_film("Safety Last!"))
    live_review(
        headline=PIECE,
        film=make_film("Sherlock Jr.", year=1924),
        body="<p>A projectionist dreamed himself onto the screen.</p>",
    )


# -- Effort: the counts of docs/effort.md are held ------------------------------------------------


# The others want more of the demo, and are counted by `python -m bench.effort`.
HERE = [task for task in TASKS if task.do.__module__ in ("bench.tasks.publish", "bench.tasks.typo")]


@pytest.mark.parametrize("task", HERE, ids=lambda task: task.title)
def test_a_daily_task_takes_no_more_actions_than_its_bar(prepared, page, task):  # noqa: F811
    windows = []
    page.on("dialog", lambda dialog: windows.append(dialog.message))
    page.on("popup", lambda popup: windows.append(popup.url))
    page.goto("/admin/")
    hand = Hand(page)

    task.do(hand)

    assert len(hand.did) <= task.bar, hand.did
    assert windows == []


def test_a_keyboard_alone_gets_from_signing_in_to_a_published_piece(prepared, open_desk):  # noqa: F811
    make_editor(username="ana")
    page = open_desk(signed_in=False)  # noqa: F811
    page.goto("/admin/")

    page.keyboard.type("ana")
    page.keyboard.press("Tab")
    page.keyboard.type("pass")
    page.keyboard.press("Enter")
    page.locator(".desk-today").wait_for()
    hand = Hand(page)
    by_keyboard(hand)

    # Eight Tabs, chords and entries less than look.md's sixty strokes besides the text.
    assert len(hand.did) + 4 <= 60
    assert Edition.objects.filter(headline="Film Review: ‘Sunrise’").count() == 1


# -- The form answers while one types -------------------------------------------------------------


def test_the_checklist_follows_the_typing_and_leads_to_the_fields(page):  # noqa: F811
    page.goto(draft_review(headline="").desk_url)
    headline = page.locator(".check", has_text="Headline")
    assert "check-must" in headline.get_attribute("class")

    headline.locator("a").click()
    page.keyboard.type("Words in the headline")
    page.locator(".check-done", has_text="Headline").wait_for()
    page.locator(".check a", has_text="Description").click()

    assert page.evaluate("document.activeElement.name") == "description"
    assert page.locator("details:has([name=description])").get_attribute("open") is not None
    assert page.inner_text(".found-title").startswith("Words in the headline |")
    assert "Ready to publish" in page.inner_text("#checklist-said")


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("Byline", "bylines-group"),
        ("Film", "id_film-box"),
        ("Trailer", "id_trailer_paste"),
        ("Tag", "id_tags"),
        ("Recommendations", "desk_recommendations-group"),
    ],
)
def test_each_row_of_the_checklist_focuses_its_field(page, row, place):  # noqa: F811
    page.goto(ADD)

    page.locator(".check a").filter(has_text=row).first.click()

    assert page.evaluate("id => document.activeElement.closest(`#${id}`) !== null", place)


def test_lengths_are_told_in_a_polite_place_and_nothing_is_cut(page):  # noqa: F811
    page.goto(ADD)
    line = page.locator(".field-headline .count")

    page.fill("[name=headline]", "x" * 70)
    page.locator(".field-headline .count.over").wait_for()

    assert line.get_attribute("aria-live") == "polite"
    assert line.inner_text() == "70 characters, and about 60 are shown whole"
    assert page.input_value("[name=headline]") == "x" * 70


def test_words_and_minutes_are_counted_as_one_writes(page):  # noqa: F811
    page.goto(ADD)
    page.locator(".field-body .ProseMirror").focus()

    page.keyboard.insert_text("word " * 300)
    page.get_by_text("300 words · 2 minutes").wait_for()

    assert page.locator("#body-count").get_attribute("aria-live") == "polite"


# -- Boxes that suggest ---------------------------------------------------------------------------


def test_a_film_that_is_not_there_is_added_from_its_words(page):  # noqa: F811
    page.goto(ADD)
    page.locator("#id_film-box").focus()

    page.keyboard.type("Sunrise (1927)")
    page.locator("[role=option]", has_text="Add “Sunrise (1927)”").click()
    page.wait_for_selector("#id_film option:checked:not([value=''])", state="attached")

    film = Film.objects.get()
    assert page.input_value("#id_film") == str(film.pk)
    assert page.input_value("#id_film-box") == "Sunrise (1927)"


def test_words_that_choose_nothing_say_so_and_choose_nothing(page):  # noqa: F811
    review = draft_review(film=make_film("Sunrise"))
    page.goto(review.desk_url)

    page.fill("#id_film-box", "Sunset")
    page.locator("[name=headline]").focus()

    assert "is not in the list" in page.inner_text(".field-film .choice-fault")
    assert page.input_value("#id_film") == ""


def test_escape_gives_back_what_was_chosen(page):  # noqa: F811
    page.goto(draft_review(film=make_film("Sunrise", year=1927)).desk_url)
    page.locator("#id_film-box").focus()

    page.keyboard.type("Sun")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    assert page.input_value("#id_film-box") == "Sunrise (1927)"
    assert page.input_value("#id_film") == str(Film.objects.get().pk)


def test_a_tag_is_suggested_after_each_comma(page):  # noqa: F811
    live_review(tags=["Silent", "Slapstick"])
    page.goto(ADD)
    page.locator("#id_tags").focus()

    page.keyboard.type("new, sla")
    page.locator("[role=option]", has_text="Slapstick").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    assert page.input_value("#id_tags") == "new, Slapstick, "


def test_the_same_author_is_not_added_twice(page):  # noqa: F811
    make_author("Ana")
    page.goto(ADD)
    page.locator("#bylines-group .adder input").focus()

    pick(page, "Ana")
    pick(page, "Ana")

    rows = page.locator("#bylines-group .inline-related:not(.empty-form)").locator("visible=true")
    assert rows.count() == 1


# -- Publishing, and many at once -----------------------------------------------------------------


def test_publish_is_undone_by_one_click_in_the_message(page):  # noqa: F811
    review = draft_review()
    page.goto(review.desk_url)
    page.click("[name=_publish]")

    page.click(".messagelist .undo")
    page.get_by_text("Undone. Readers see nothing of this piece").wait_for()

    assert page.locator(".undo").count() == 0
    assert Review.objects.get().published_version is None


def test_control_s_saves_a_draft_from_any_field(page):  # noqa: F811
    page.goto(draft_review().desk_url)

    page.fill("[name=headline]", "Saved by a chord")
    page.keyboard.press("Control+s")
    page.locator(".messagelist").wait_for()

    assert Review.objects.get().headline == "Saved by a chord"
    assert not Edition.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_act_on_many_pieces_is_previewed_on_an_accessible_page(open_desk, scheme):  # noqa: F811
    draft_review(headline="Ready")
    draft_review(headline="Bare", authors=[])
    page = open_desk(scheme=scheme)  # noqa: F811
    page.goto("/admin/reviews/review/?status=draft&author=")
    found = faults(page)

    page.check("#action-toggle")
    page.select_option("[name=action]", "bulk_publish")
    page.click(".actions button")
    page.locator(".outcomes").wait_for()
    found += faults(page)
    page.get_by_role("button", name="Publish: 1 piece").click()
    page.get_by_text("Add at least one author").wait_for()

    assert found == []
    assert [edition.headline for edition in Edition.objects.all()] == ["Ready"]


def test_the_list_is_narrowed_by_typing_an_author(page):  # noqa: F811
    live_review(headline="Hers", authors=[make_author("Ana")])
    live_review(headline="Other")
    page.goto("/admin/reviews/review/")

    page.locator("#by-author-box").focus()
    pick(page, "Ana")
    page.wait_for_url("**author=*")

    assert page.locator("#result_list tbody tr").count() == 1
    assert "Hers" in page.inner_text("#result_list")
    assert page.input_value("#by-author-box") == "Ana"
