"""Imported pages and the desk's pages of a move: no barrier, nothing that the policy bars."""

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from moving.models.move import Move
from tests.factories import make_editor, make_film, picture_bytes
from tests.moving.wxr import SITE, attachment, bring_items, item

pytestmark = pytest.mark.django_db(transaction=True)

FILE = f"{SITE}/wp-content/uploads/still.png"
RICH = f"""“A verdict that opens the text, in one line of it”

One line[fn]A note.[/fn]
and another.

[caption]<img src="{FILE}" alt="A girl on a bicycle"> She rides[/caption]

[gallery ids="9"]

https://youtu.be/aqz-KE-bpKQ

https://twitter.com/x/status/1

<h4>A heading</h4>
<blockquote><p>Said</p><cite>Somebody</cite></blockquote>
<table><tr><th>a</th><td>b</td></tr></table>
<ul><li>one<ul><li>two</li></ul></li></ul>
<img src="https://elsewhere.example/lost.png">

Rating: 4/5"""


@pytest.fixture
def moved(tmp_path, live_server):
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "still.png").write_bytes(picture_bytes((1200, 800)))
    bring_items(
        tmp_path,
        item(1, "Film Review: ‘Wadjda’ (2012)", RICH, slug="wadjda", meta={"_thumbnail_id": "9"}),
        item(2, "An interview", RICH, slug="interview"),
        item(3, "About", RICH, kind="page", slug="about"),
        attachment(9, FILE, alt="A girl on a bicycle"),
        media=tmp_path / "uploads",
    )
    return live_server.url


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    yield page
    context.close()


@pytest.mark.parametrize("path", ["/reviews/wadjda/", "/articles/interview/", "/about/"])
def test_an_imported_page_has_no_barrier_and_is_valid(moved, page, client, path):
    page.goto(f"{moved}{path}")

    violations = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in violations] == []
    assert [line for line in page.said if "Content Security Policy" in line] == []
    html5lib.HTMLParser(strict=True).parse(client.get(path).text)


@pytest.fixture
def at_the_desk(client, live_server, chromium):
    client.force_login(make_editor())
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    yield page
    context.close()


def test_moves_and_sheets_at_the_desk_have_no_barrier(at_the_desk, live_server):
    items = [{"kind": "reviews", "id": "1", "title": "One", "outcome": "created", "reason": "Why"}]
    told = {"counts": {"read": 1, "created": 1}, "items": items}
    move = Move.objects.create(kind="wordpress", state="rehearsed", told=told)
    make_film("Wadjda")

    for path in (
        *(
            "/admin/moving/move/",
            "/admin/moving/move/add/",
            f"/admin/moving/move/{move.pk}/change/",
        ),
        *("/admin/reviews/film/", "/admin/reviews/film/import/"),
    ):
        at_the_desk.goto(f"{live_server.url}{path}")
        # Before the checker, whose own marks the policy bars.
        barred = [line for line in at_the_desk.said if "Content Security Policy" in line]
        assert (path, barred) == (path, [])
        violations = Axe().run(at_the_desk).response["violations"]
        found = [(path, rule["id"], rule["nodes"][0]["html"]) for rule in violations]
        assert found == []
        at_the_desk.said.clear()
