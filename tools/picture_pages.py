"""Takes the pictures of docs/editors/pictures.md from a running demo site.

make run, and then: .venv/bin/python tools/picture_pages.py http://localhost:8000 var/demo-login
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "editors" / "pictures"
WIDE, PHONE = (1280, 860), (390, 800)


def library(page: Page) -> None:
    page.goto("/admin/pictures/picture/")


def focal_point(page: Page) -> None:
    page.goto("/admin/pictures/picture/?q=straw+hat")
    page.click(".picture-tile")
    page.locator(".focal-stage").focus()
    page.locator(".form-row.field-focal_x").scroll_into_view_if_needed()


def chooser(page: Page) -> None:
    page.goto("/admin/reviews/review/add/")
    page.click("#id_lead_picture-choose")
    page.locator(".chooser .picture-tile").first.wait_for()


def words(page: Page) -> None:
    chooser(page)
    page.locator(".chooser .picture-tile").nth(4).click()
    page.locator(".chooser-details").wait_for()


def figure(page: Page) -> None:
    page.goto("/admin/reviews/review/add/")
    page.locator(".field-body .ProseMirror").click()
    page.keyboard.type("A clock face, twelve storeys up, and a man in a straw hat.")
    page.click(".field-body [data-name=picture]")
    page.fill(".chooser [name=q]", "straw hat")
    page.keyboard.press("Enter")
    page.locator(".chooser .picture-tile").nth(1).wait_for(state="detached")
    page.click(".chooser .picture-tile")
    page.click("[data-use]")
    page.locator(".prose-figure img").wait_for()
    page.locator(".prose-figure").scroll_into_view_if_needed()


SHOTS = (
    ("picture-library", library, WIDE),
    ("focal-point", focal_point, WIDE),
    ("picture-chooser", chooser, WIDE),
    ("picture-chooser-phone", chooser, PHONE),
    ("picture-words", words, WIDE),
    ("picture-in-the-text", figure, WIDE),
)


def main(site: str, login: str) -> None:
    name, password = Path(login).read_text(encoding="utf-8").split()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for file, go, (width, height) in SHOTS:
            viewport = {"width": width, "height": height}
            page = browser.new_page(base_url=site, viewport=viewport)  # type: ignore[arg-type]
            page.goto("/admin/login/")
            page.fill("[name=username]", name)
            page.fill("[name=password]", password)
            page.keyboard.press("Enter")
            page.locator(".desk-today").wait_for()
            go(page)
            page.wait_for_load_state("networkidle")
            _keep(page.screenshot(), FOLDER / f"{file}.png")
            page.context.close()
        browser.close()


def _keep(png: bytes, path: Path) -> None:
    """In 256 colours, which nobody sees in a page of the desk: a third of the bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(png)).convert("RGB").quantize(256).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(*sys.argv[1:])
