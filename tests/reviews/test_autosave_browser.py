"""Nothing that is typed is lost: killed browsers, lost networks, ended sign-ins, two people.

In a real browser against a real server. What is waited for is what a person would see or what
the database holds; a wait that is in vain fails.
"""

import os
import signal
import subprocess
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.urls import reverse

from reviews.models.autosave import Autosave
from reviews.models.review import Review
from reviews.revisions import keep_revision
from tests.desk import form_of
from tests.factories import draft_review, live_review, make_author, make_film
from tests.plugins.browser import FLAGS, find_chromium
from tests.reviews.test_desk_browser import add_author, pick
from tests.reviews.test_stale_saves import TEXT, save, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/admin/reviews/review/add/"
BODY = ".field-body .ProseMirror"
# What a browser reports itself: refused saves, a network that is away, a sign-in that ended.
EXPECTED = ("status of 409", "status of 401", "status of 403", "ERR_INTERNET_DISCONNECTED")
PATIENCE_SECONDS = 15
SAVED = "Saved. Readers see nothing of the text yet."


def until(happens, *, page=None):
    """Wait until that is true; what it returned."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if found := happens():
            return found
        if page is not None:
            page.wait_for_timeout(100)
        else:
            time.sleep(0.1)
    pytest.fail("This did not happen in time")
    return None


def until_told(page, words):
    main = page.locator("main")
    until(lambda: words in (main.inner_text() if main.count() else ""), page=page)


class Desk:
    """Windows of people, each with a browser context of her own."""

    def __init__(self, browser, url):
        self.browser, self.url = browser, url
        self.contexts, self.complaints = [], []

    def sign_in(self, name, **options):
        client = signed_in(name, first_name=name.title())
        context = self.browser.new_context(
            base_url=self.url, viewport={"width": 1280, "height": 900}, **options
        )
        self.contexts.append(context)
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.url}]
        )
        return context

    def open(self, context, address):
        page = context.new_page()
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                said.type == "error" and self.complaints.append(f"{said.text} {said.location}")
            ),
        )
        page.goto(address)
        page.locator(BODY).wait_for()
        return page


@pytest.fixture
def desks(chromium, live_server):
    desk = Desk(chromium, live_server.url)
    yield desk
    for context in desk.contexts:
        context.close()
    unexpected = [c for c in desk.complaints if not any(known in c for known in EXPECTED)]
    assert unexpected == []


@pytest.fixture
def ana(desks):
    return desks.sign_in("ana")


def write(page, text):
    """Type at the end of the body."""
    page.locator(BODY).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def press(page, button="_save"):
    page.click(f"[name={button}]")


def kept_body():
    return "".join(kept.form.get("body", [""])[0] for kept in Autosave.objects.all())


def test_what_is_typed_is_kept_within_two_seconds_and_said_so(desks, ana):
    page = desks.open(ana, draft_review(body=TEXT).desk_url)

    write(page, " And more.")

    until(lambda: "And more." in kept_body(), page=page)
    until_told(page, "Unsaved text kept at")
    assert Review.objects.get().body == TEXT


def test_a_form_that_could_not_be_saved_is_kept_all_the_same(desks, ana):
    page = desks.open(ana, ADD)

    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    page.fill("[name=rating]", "99")
    page.fill("[name=slug]", "?!")

    until(lambda: any(kept.form["slug"] == ["?!"] for kept in Autosave.objects.all()), page=page)
    assert not Review.objects.exists()


class Chromium:
    """A browser in a process of its own, which can be killed and started again as it was."""

    COOKIE_SECONDS = 86_400

    def __init__(self, playwright_browser, profile, url):
        self.kind, self.profile, self.url = playwright_browser.browser_type, profile, url

    def start(self):
        port_file = self.profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [
                *(find_chromium(), *FLAGS, "--headless=new", "--no-sandbox", "--no-first-run"),
                *("--remote-debugging-port=0", f"--user-data-dir={self.profile}", "about:blank"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until(lambda: port_file.exists() and port_file.read_text().count("\n"))
        port = port_file.read_text().split("\n")[0]
        self.browser = self.kind.connect_over_cdp(f"http://127.0.0.1:{port}")
        return self.browser.contexts[0]

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def killable(chromium, tmp_path, live_server):
    browser = Chromium(chromium, tmp_path, live_server.url)
    yield browser
    if browser.process.poll() is None:
        browser.kill()


def test_a_browser_killed_in_a_sentence_gets_it_back_with_rows_tags_and_rich_text(
    killable, live_server
):
    make_film("Sherlock Jr.", year=1924)
    author = make_author("Ana Petrova")
    session = signed_in("ana").cookies["sessionid"].value
    context = killable.start()
    expires = time.time() + killable.COOKIE_SECONDS
    cookie = {"name": "sessionid", "value": session, "url": live_server.url, "expires": expires}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(live_server.url + ADD)
    page.fill("[name=headline]", "A headline")
    page.fill("[name=tags]", "silent, comedy")
    page.locator(".field-film input").focus()
    pick(page, "Sherlock")
    add_author(page, "Ana")
    page.locator(BODY).click()
    page.keyboard.type("A projectionist dreams ")
    page.keyboard.press("Control+B")
    page.keyboard.type("boldly and")
    until(lambda: "boldly and" in kept_body(), page=page)

    killable.kill()
    context = killable.start()
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(live_server.url + ADD)
    page.click("text=Bring it back")
    page.locator(BODY).wait_for()

    assert "It is not saved yet." in page.inner_text("main")
    assert page.input_value("[name=headline]") == "A headline"
    assert page.input_value("[name=tags]") == "silent, comedy"
    assert page.input_value(".field-film input") == "Sherlock Jr. (1924)"
    assert "Ana Petrova" in page.inner_text("#bylines-0")
    assert page.inner_html(f"{BODY} strong") == "boldly and"
    assert not Review.objects.exists()
    press(page)
    until_told(page, SAVED)
    review = Review.objects.get()
    assert review.body == "<p>A projectionist dreams <strong>boldly and</strong></p>"
    assert review.bylines.get().author == author
    assert not Autosave.objects.exists()


def test_text_typed_without_a_pause_is_kept_all_along(desks, ana):
    page = desks.open(ana, draft_review(body=TEXT).desk_url)
    page.locator(BODY).click()
    began = time.monotonic()
    gaps = []

    for number in range(40):
        page.keyboard.type(f"w{number} ", delay=20)
        behind = next((n for n in range(number, -1, -1) if f"w{n} " in kept_body() + " "), 0)
        gaps.append(number - behind)

    seconds_a_word = (time.monotonic() - began) / 40
    assert max(gaps) * seconds_a_word < 2 + PATIENCE_SECONDS / 5


def test_without_a_network_five_hundred_words_survive_a_closed_page(desks, ana):
    review = draft_review(body=TEXT)
    page = desks.open(ana, review.desk_url)
    ana.set_offline(True)
    words = " ".join(f"word{number}" for number in range(500))
    page.locator(BODY).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)
    until_told(page, "Your text is kept in this browser")
    assert "word499" not in kept_body()

    page.close()
    ana.set_offline(False)
    page = desks.open(ana, review.desk_url)
    until_told(page, "You have unsaved text of")
    page.click("text=Bring it back")
    until_told(page, "It is not saved yet.")

    assert words in page.inner_text(BODY)
    press(page)
    until_told(page, SAVED)
    review.refresh_from_db()
    assert words in review.body


def test_a_text_from_before_a_network_cut_meets_a_colleagues_newer_version(desks, ana):
    review = draft_review(body=TEXT, headline="Old")
    page = desks.open(ana, review.desk_url)
    ana.set_offline(True)
    write(page, " Hers.")
    until_told(page, "Your text is kept in this browser")
    page.close()
    ben = signed_in("ben", first_name="Ben")
    save(ben, review, form_of(ben, review), headline="His", body=TEXT.replace("near", "far"))

    ana.set_offline(False)
    page = desks.open(ana, review.desk_url)
    until_told(page, "You have unsaved text of")
    page.click("text=Bring it back")
    until_told(page, "Ben saved version 2")
    press(page)
    until_told(page, SAVED)

    review.refresh_from_db()
    assert review.headline == "His"
    assert "is far" in review.body
    assert "Hers." in review.body


def test_save_waits_for_the_network_and_then_saves_by_itself(desks, ana):
    review = draft_review(body=TEXT)
    page = desks.open(ana, review.desk_url)
    ana.set_offline(True)
    write(page, " Typed offline.")
    press(page)
    until_told(page, "Not saved yet: saving goes on by itself")
    write(page, " And while it waits.")

    ana.set_offline(False)
    until_told(page, SAVED)

    review.refresh_from_db()
    assert "Typed offline. And while it waits." in review.body
    assert not Autosave.objects.exists()
    assert page.locator("form.unsaved").count() == 0


def test_a_waiting_save_can_be_called_off(desks, ana):
    review = draft_review(body=TEXT)
    page = desks.open(ana, review.desk_url)
    ana.set_offline(True)
    write(page, " Typed offline.")
    press(page)
    until_told(page, "Not saved yet")

    page.click("text=Do not save")
    ana.set_offline(False)

    until(lambda: "Typed offline." in kept_body(), page=page)
    review.refresh_from_db()
    assert review.version == 1


def test_an_ended_sign_in_is_renewed_beside_the_form_and_save_goes_on(desks, ana, settings):
    review = draft_review(body=TEXT)
    page = desks.open(ana, review.desk_url)
    Session.objects.all().delete()
    write(page, " Typed after the end.")
    press(page)
    until_told(page, "Your sign-in has ended")

    with page.expect_popup() as opened:
        page.locator("a.renew").first.click()
    window = opened.value
    window.fill("[name=username]", "ana")
    window.fill("[name=password]", "pass")
    window.click("[type=submit]")
    until_told(page, SAVED)

    review.refresh_from_db()
    assert "Typed after the end." in review.body
    assert window.is_closed()


def test_nothing_is_saved_in_the_name_of_who_signed_in_meanwhile(desks, ana):
    review = draft_review(body=TEXT)
    page = desks.open(ana, review.desk_url)
    ben = signed_in("ben").cookies["sessionid"].value
    ana.add_cookies([{"name": "sessionid", "value": ben, "url": desks.url}])

    write(page, " By Ana.")
    press(page)
    until_told(page, "Somebody else has signed in here since")

    review.refresh_from_db()
    assert review.version == 1
    assert "By Ana." not in kept_body()


def test_signing_out_clears_the_browsers_copy(desks, ana):
    page = desks.open(ana, draft_review(body=TEXT).desk_url)
    write(page, " Secret.")
    until_told(page, "Unsaved text kept at")

    page.click("#logout-form button")
    page.wait_for_url("**/logout/")

    page.goto("/admin/login/")
    left = page.evaluate(
        """() => new Promise((resolve) => {
            const request = indexedDB.open("desk", 1);
            request.onsuccess = () => {
                const all = request.result.transaction("texts").objectStore("texts").getAll();
                all.onsuccess = () => resolve(all.result.length);
            };
        })"""
    )
    assert left == 0
    assert "Secret." in kept_body()


def test_who_opens_second_and_who_saves_first_is_told_within_ten_seconds(desks, ana):
    review = draft_review(body=TEXT)
    first = desks.open(ana, review.desk_url)

    second = desks.open(desks.sign_in("ben"), review.desk_url)
    assert "Ana has this open." in second.inner_text(".presence")
    began = time.monotonic()
    until(lambda: "Ben has this open." in first.inner_text(".presence"), page=first)
    write(second, " By Ben.")
    press(second)
    until_told(second, SAVED)
    saved = time.monotonic()
    until(lambda: "Ben has this open; saved version 2" in first.inner_text(".presence"), page=first)

    assert saved - began < PATIENCE_SECONDS * 2
    assert "Your next save is put together with it." in first.inner_text(".presence")


def test_two_people_within_a_minute_lose_nothing(desks, ana):
    review = draft_review(body=TEXT, headline="Old")
    hers, his = (desks.open(who, review.desk_url) for who in (ana, desks.sign_in("ben")))
    hers.fill("[name=headline]", "Hers")
    his.fill("[name=headline]", "His")
    his.fill("[name=rating_line]", "His line")
    press(hers)
    until_told(hers, SAVED)

    press(his)
    his.locator(".conflict").wait_for()
    assert "Ana saved version 2" in his.inner_text("main")
    his.check("[name='choice.headline'][value=mine]")
    his.click("text=Save with these choices")
    until_told(his, SAVED)

    review.refresh_from_db()
    assert (review.headline, review.rating_line) == ("His", "His line")
    assert "Hers" in str([revision.data for revision in review.revisions.all()])
    assert not Autosave.objects.exists()


def test_with_scripts_off_everything_is_still_said_and_saved(desks):
    review = draft_review(body=TEXT, headline="Old")
    ben = signed_in("ben", first_name="Ben")
    ben.get(review.desk_url)
    context = desks.sign_in("ana", java_script_enabled=False)
    page = context.new_page()
    page.goto(review.desk_url)
    said = page.inner_text(".presence")
    save(ben, review, form_of(ben, review), headline="His")

    page.fill("[name=headline]", "Hers")
    press(page)
    page.locator(".conflict").wait_for()
    page.check("[name='choice.headline'][value=mine]")
    page.click("text=Save with these choices")
    until_told(page, SAVED)

    review.refresh_from_db()
    assert "Ben has this open." in said
    assert review.headline == "Hers"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("which", ["history", "compare", "conflict", "form"])
def test_axe_finds_nothing(desks, which, width, scheme):
    review = live_review(body=TEXT, headline="Old", authors=[make_author()])
    keep_revision(review, by=None)
    ben = signed_in("ben", first_name="Ben")
    context = desks.sign_in("ana", color_scheme=scheme)
    page = desks.open(context, review.desk_url)
    page.set_viewport_size({"width": width, "height": 900})
    save(ben, review, form_of(ben, review), headline="His", body=TEXT.replace("near", "far"))
    if which == "form":
        write(page, " More.")
        until_told(page, "Unsaved text kept at")
        page.goto(review.desk_url)
        until_told(page, "You have unsaved text of")
    elif which == "conflict":
        page.fill("[name=headline]", "Hers")
        press(page)
        page.locator(".conflict").wait_for()
    else:
        name = f"admin:reviews_review_{which}"
        page.goto(reverse(name, args=[review.pk]) + "?from=1&to=now")

    # Its look at style sheets that import others writes styles into the page: a violation.
    found = Axe().run(page, options={"preload": False})

    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_sentence_of_yesterday_is_back_in_seven_actions_from_the_dashboard(desks, ana):
    review = draft_review(body=TEXT, headline="The piece")
    ben = signed_in("ben", first_name="Ben")
    save(ben, review, form_of(ben, review), body=TEXT.replace("The border is near.", "Gone."))
    save(ben, review, form_of(ben, review), headline="A later edit")
    Review.objects.update(created_by=User.objects.get(username="ana"))
    page = ana.new_page()
    page.goto("/admin/")
    actions = 0

    for click in ("text=A later edit", ".object-tools >> text=History"):
        page.click(click)
        actions += 1
    who = page.inner_text("#version-2")
    page.click("#version-2 >> text=Bring the older words back")
    actions += 1
    page.locator(".messagelist").wait_for()

    review.refresh_from_db()
    assert "Ben" in who
    assert review.body == TEXT
    assert review.headline == "A later edit"
    assert actions <= 7


@pytest.mark.parametrize(
    "broken",
    ["**/review/here/", "**/desk/saving.js", "**/desk/kept-texts.js", "**/desk/connection.js"],
)
def test_whatever_of_the_scripts_fails_the_button_saves(desks, ana, broken):
    review = draft_review(body=TEXT)
    ana.route(broken, lambda route: route.fulfill(status=500, body="broken"))
    page = ana.new_page()
    page.goto(review.desk_url)
    page.locator(BODY).wait_for()

    write(page, " Saved all the same.")
    press(page)
    until_told(page, SAVED)

    review.refresh_from_db()
    assert "Saved all the same." in review.body
