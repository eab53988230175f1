"""What is done before the pictures of docs/editors/pictures.md are taken (tools/screenshots.py)."""

from typing import Any

TILES = ".chooser .picture-tile"


def point(page: Any) -> None:
    page.click(".picture-tile")
    page.locator(".focal-stage").focus()
    page.locator(".form-row.field-focal_x").scroll_into_view_if_needed()


def choose(page: Any) -> None:
    page.click("#id_lead_picture-choose")
    page.locator(TILES).first.wait_for()


def describe(page: Any) -> None:
    choose(page)
    find(page, "straw hat")
    page.click(TILES)
    page.locator(".chooser-details").wait_for()


def put_into_the_text(page: Any) -> None:
    page.locator(".field-body .ProseMirror").click()
    page.keyboard.type("A clock face, twelve storeys up, and a man in a straw hat.")
    page.click(".field-body [data-name=picture]")
    find(page, "straw hat")
    page.click(TILES)
    page.click("[data-use]")
    page.locator(".prose-figure img").wait_for()
    page.locator(".field-body .prose-menubar").first.scroll_into_view_if_needed()


def find(page: Any, words: str) -> None:
    page.fill(".chooser [name=q]", words)
    page.keyboard.press("Enter")
    page.locator(TILES).nth(1).wait_for(state="detached")
