"""Pictures at the desk in a real browser: choosing, uploading, describing, pointing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from pictures.models.picture import Picture
from reviews.models.film import Film
from reviews.models.review import Review
from tests.factories import (
    draft_review,
    live_review,
    make_editor,
    make_film,
    make_picture,
    picture_bytes,
)
from tests.pictures.test_renditions import quarters

pytestmark = pytest.mark.django_db(transaction=True)

LIBRARY = "/admin/pictures/picture/"
TILE = ".chooser .picture-tile"


@pytest.fixture
def open_desk(chromium, live_server, client):
    """Opens pages, signed in as an editor; at the end nothing may have been complained of."""
    contexts, complaints = [], []

    def open_page(width=1280, scheme="light", scripts=True):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
        )
        contexts.append(context)
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
    # A browser reports a refused upload itself, which is a 422, as an error.
    assert [said for said in complaints if "status of 422" not in said] == []


@pytest.fixture
def page(open_desk):
    return open_desk()


def faults(page):
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


def change_page(picture):
    return f"{LIBRARY}{picture.pk}/change/"


def an_upload(name, content=None):
    return {
        "name": name,
        "mimeType": "image/png",
        "buffer": picture_bytes((90, 60)) if content is None else content,
    }


def save(page, button="_save"):
    page.click(f"[name={button}]")
    page.wait_for_selector(".messagelist")


def open_chooser(page, field="lead_picture"):
    page.locator(f"#id_{field}-choose").press("Enter")
    page.locator(".chooser [name=q]:focus").wait_for()


def shelf():
    for words in ("A tower clock", "A boat at dawn"):
        make_picture(alt=words)


# -- Choosing ---------------------------------------------------------------------------------


def test_a_picture_is_found_and_chosen_by_keyboard_alone(page):
    shelf()
    review = draft_review()
    page.goto(review.desk_url)

    open_chooser(page)
    page.keyboard.type("boat")
    page.keyboard.press("Enter")
    page.locator(TILE).nth(1).wait_for(state="detached")
    page.locator(TILE).press("Enter")
    page.locator("[data-use]:focus").press("Enter")
    page.locator("dialog").wait_for(state="detached")
    returned = page.evaluate("document.activeElement.id")
    save(page)

    review.refresh_from_db()
    assert returned == "id_lead_picture-choose"
    assert review.lead_picture.alt == "A boat at dawn"
    assert "A boat at dawn" in page.inner_text(".picture-field")


def test_a_choice_is_taken_back_and_escape_leaves_everything_as_it_was(page):
    review = draft_review(lead_picture=make_picture(alt="A tower clock"))
    page.goto(review.desk_url)

    open_chooser(page)
    page.locator(TILE).press("Enter")
    page.locator(".chooser-details").wait_for()
    page.keyboard.press("Escape")
    page.locator(".chooser-details").wait_for(state="detached")
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    kept = page.input_value("#id_lead_picture")
    page.click(".field-lead_picture [data-part=clear]")
    save(page)

    review.refresh_from_db()
    assert kept == str(Picture.objects.get().pk)
    assert review.lead_picture is None


@pytest.mark.parametrize("address", ["film", "author"])
def test_posters_and_photos_are_chosen_in_the_same_way(page, address):
    shelf()
    app, field, name = {
        "film": ("reviews/film", "poster", "title"),
        "author": ("authors/author", "photo", "name"),
    }[address]
    page.goto(f"/admin/{app}/add/")
    page.fill(f"[name={name}]", "Sunrise")

    open_chooser(page, field)
    page.click(f"{TILE} >> nth=0")
    page.click("[data-use]")
    page.locator("dialog").wait_for(state="detached")

    assert page.input_value(f"#id_{field}") == str(Picture.objects.first().pk)
    assert page.locator(".picture-field img").is_visible()


def test_a_row_added_to_a_form_has_its_own_chooser(page):
    shelf()
    page.goto(draft_review().desk_url)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    adder = page.locator("#desk_recommendations-group .adder input")
    adder.fill("https://example.org/")
    adder.press("Enter")

    open_chooser(page, "desk_recommendations-0-picture")
    page.click(f"{TILE} >> nth=0")
    page.click("[data-use]")
    page.locator("dialog").wait_for(state="detached")

    chosen = page.input_value("#id_desk_recommendations-0-picture")
    assert chosen == str(Picture.objects.first().pk)


def test_without_scripts_the_list_and_the_numbers_stay(open_desk):
    picture = make_picture(alt="A tower clock")
    film = make_film(poster=picture)
    page = open_desk(scripts=False)

    page.goto(f"/admin/reviews/film/{film.pk}/change/")
    listed = page.locator("#id_poster option:checked").inner_text()
    page.goto(change_page(picture))
    page.fill("[name=focal_x]", "20")
    save(page)

    picture.refresh_from_db()
    assert listed == "A tower clock"
    assert picture.focal_x == 20


# -- Uploading --------------------------------------------------------------------------------


def test_several_are_uploaded_at_once_each_with_its_own_outcome(page):
    review = draft_review()
    page.goto(review.desk_url)
    open_chooser(page)

    page.set_input_files(
        "#chooser-files",
        [
            an_upload("one.png"),
            an_upload("broken.png", content=b"no picture"),
            an_upload("two.png", content=quarters()),
        ],
    )
    page.locator(f"{TILE} >> nth=1").wait_for()
    told = page.locator(".chooser-progress li").all_inner_texts()
    marked = page.locator(".chooser .chip", has_text="No alternative text").count()

    assert Picture.objects.count() == 2
    assert len(told) == 1
    assert "broken.png" in told[0]
    assert "This is no JPEG, PNG, WebP, GIF or AVIF picture; save it as one of them." in told[0]
    assert marked == 2


def test_one_that_is_uploaded_is_described_and_used_at_once(page):
    review = draft_review()
    page.goto(review.desk_url)
    open_chooser(page)

    page.set_input_files("#chooser-files", [an_upload("one.png")])
    page.locator("#chooser-alt:focus").wait_for()
    page.keyboard.type("A blue field")
    page.fill("#chooser-credit", "By Ann")
    page.click("[data-use]")
    page.locator("dialog").wait_for(state="detached")
    save(page)

    picture = Review.objects.get().lead_picture
    assert (picture.alt, picture.credit) == ("A blue field", "By Ann")


def test_words_that_are_refused_are_told_where_they_are_typed(page):
    make_picture(alt="A tower clock")
    page.goto(draft_review().desk_url)
    open_chooser(page)
    page.click(TILE)

    page.check("#chooser-decorative")
    page.click("[data-use]")
    page.locator("#chooser-alt-error").wait_for()

    assert "A decorative picture has no alternative text" in page.inner_text("#chooser-alt-error")
    assert page.evaluate("document.activeElement.id") == "chooser-alt"


def test_several_are_uploaded_on_a_page_of_their_own(page):
    page.goto(LIBRARY)
    page.click("text=Upload several")
    page.locator(".chooser-upload label").wait_for()

    page.set_input_files("#chooser-files", [an_upload("one.png"), an_upload("two.png")])
    page.locator(".picture-tile >> nth=1").wait_for()

    assert Picture.objects.count() == 2


# -- In a text --------------------------------------------------------------------------------


def test_a_picture_is_put_into_a_text_with_its_caption_and_its_words(page):
    picture = make_picture(alt="")
    review = draft_review(body="<p>One.</p><p>Two.</p>")
    page.goto(review.desk_url)
    page.locator(".field-body .ProseMirror p").first.click()

    page.click(".field-body [data-name=picture]")
    page.click(TILE)
    page.locator("#chooser-alt:focus").wait_for()
    page.keyboard.type("A tower clock")
    page.click("[data-use]")
    page.locator(".prose-figure img").wait_for()
    page.locator("figure[data-picture] figcaption").click()
    page.keyboard.type("The clock.")
    seen = page.inner_text(".prose-figure span")
    save(page)

    review.refresh_from_db()
    picture.refresh_from_db()
    figure = f'<figure data-picture="{picture.pk}"><figcaption>The clock.</figcaption></figure>'
    assert seen == picture.alt == "A tower clock"
    assert review.body == f"<p>One.</p>{figure}<p>Two.</p>"


def test_the_words_of_a_picture_in_a_text_are_changed_there(page):
    picture = make_picture(alt="A clock")
    body = f'<p>One.</p><figure data-picture="{picture.pk}"></figure>'
    review = draft_review(body=body)
    page.goto(review.desk_url)

    page.click(".prose-figure button")
    page.fill("#chooser-alt", "A tower clock")
    page.click("[data-keep]")
    page.locator("dialog").wait_for(state="detached")
    seen = page.inner_text(".prose-figure span")
    save(page)

    review.refresh_from_db()
    picture.refresh_from_db()
    assert seen == picture.alt == "A tower clock"
    assert f'<figure data-picture="{picture.pk}">' in review.body


def test_a_live_text_is_fixed_with_its_pictures_in_sight(page):
    picture = make_picture(alt="A tower clock")
    review = live_review(body=f'<p>One.</p><figure data-picture="{picture.pk}"></figure>')

    page.goto(reverse("admin:reviews_review_correct", args=[review.pk]))
    page.locator(".prose-figure img").wait_for()

    assert page.inner_text(".prose-figure span") == "A tower clock"
    assert page.locator("[data-name=picture]").is_visible()


def test_a_text_that_is_only_opened_and_saved_keeps_its_figures(page):
    gone = make_picture()
    Picture.objects.filter(pk=gone.pk).delete()
    body = (
        f'<p>One.</p><figure data-picture="{make_picture().pk}">'
        "<figcaption>A <em>c</em>.</figcaption></figure>"
        f'<figure data-picture="{gone.pk}"></figure>'
        '<figure data-video="vimeo:76979871:"></figure><p>Two.</p>'
    )
    review = draft_review(body=body)
    page.goto(review.desk_url)
    page.locator(".prose-figure span.is-missing").wait_for()
    page.fill("[name=rating_line]", "Good.")

    save(page)

    review.refresh_from_db()
    assert review.rating_line == "Good."
    assert review.body == body


# -- Focal point --------------------------------------------------------------------------------


def focal(page):
    crops = page.eval_on_selector_all(
        ".focal-crop img", "all => [...new Set(all.map(one => one.style.objectPosition))]"
    )
    return (page.input_value("[name=focal_x]"), page.input_value("[name=focal_y]")), crops


def test_the_focal_point_is_clicked_dragged_and_moved_by_keys(page):
    picture = make_picture(quarters())
    page.goto(change_page(picture))
    stage = page.locator(".focal-stage")
    box = stage.bounding_box()

    stage.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    clicked, box = focal(page), stage.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 2, box["y"] - 50, steps=4)
    page.mouse.up()
    dragged = focal(page)
    for key in ("ArrowLeft", "Shift+ArrowLeft", "ArrowDown", "Shift+ArrowUp"):
        stage.press(key)
    moved = focal(page)
    said = stage.get_attribute("aria-valuetext")
    save(page, "_continue")

    picture.refresh_from_db()
    assert clicked == (("25", "75"), ["25% 75%"])
    assert dragged == (("100", "0"), ["100% 0%"])
    assert moved == (("89", "0"), ["89% 0%"])
    assert said == "89 per cent from the left, 0 per cent from the top"
    assert picture.focal == (89, 0)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("size", [(600, 400), (200, 900), (900, 100)])
def test_the_stage_is_as_large_as_the_picture_it_measures(open_desk, width, size):
    page = open_desk(width=width)
    page.goto(change_page(make_picture(quarters(size))))
    page.wait_for_load_state("networkidle")

    stage = page.locator(".focal-stage").bounding_box()
    shown = page.locator(".focal-picture").bounding_box()

    assert stage == pytest.approx(shown, abs=1)
    assert shown["width"] / shown["height"] == pytest.approx(size[0] / size[1], rel=0.03)


def test_typed_numbers_move_the_point_too(page):
    page.goto(change_page(make_picture(quarters())))

    page.fill("[name=focal_x]", "30")

    assert focal(page) == (("30", "50"), ["30% 50%"])
    assert page.evaluate("document.querySelector('.focal-mark').style.left") == "30%"


def test_a_file_just_chosen_is_pointed_at_before_it_is_saved(page):
    page.goto(f"{LIBRARY}add/")
    hidden = page.locator(".focal").is_hidden()
    page.set_input_files("[name=file]", an_upload("new.png", content=quarters()))
    stage = page.locator(".focal-stage")
    stage.wait_for()
    page.locator(".focal-crop img >> nth=0").wait_for()

    stage.press("Shift+ArrowRight")
    sources = page.eval_on_selector_all(".focal img", "all => all.map(one => one.src.slice(0, 5))")
    page.fill("[name=alt]", "Four colours")
    save(page)

    assert hidden
    assert set(sources) == {"blob:"}
    assert Picture.objects.get().focal == (60, 50)


def test_what_the_browser_cannot_show_is_left_to_the_server(page):
    page.goto(f"{LIBRARY}add/")

    page.set_input_files("[name=file]", an_upload("new.png", content=b"no picture"))
    page.click("[name=_save]")
    page.locator(".field-file .errorlist").first.wait_for()

    assert page.locator(".focal").is_hidden()
    assert "This is no JPEG" in page.inner_text(".errorlist >> nth=0")


# -- For everybody ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "dark")])
def test_everything_about_pictures_is_accessible_and_fits(open_desk, width, scheme):
    picture = make_picture(quarters(), alt="A tower clock")
    make_picture(alt="")
    Film.objects.create(title="Sunrise", poster=picture)
    review = draft_review(
        lead_picture=picture, body=f'<figure data-picture="{picture.pk}"></figure>'
    )
    page = open_desk(width=width, scheme=scheme)
    found, widths = {}, {}

    def judge(name):
        found[name] = faults(page)
        widths[name] = page.evaluate("document.documentElement.scrollWidth")

    for address in (LIBRARY, change_page(picture), f"{LIBRARY}add/", f"{LIBRARY}choose/"):
        page.goto(address)
        judge(address)
    page.goto(review.desk_url)
    page.locator(".prose-figure img").wait_for()
    judge("form")
    open_chooser(page)
    judge("chooser")
    page.click(f"{TILE} >> nth=0")
    page.locator("#chooser-alt:focus").wait_for()
    judge("words")

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert max(widths.values()) <= width, widths
