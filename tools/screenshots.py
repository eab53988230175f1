"""Takes the pictures of the guide for editors, in a real browser, on the demo.

    make screenshots

A new picture is an entry in SHOTS: its file, who looks, where, what is done first, and the part
of the page that is shown. Pictures are small (256 colours, at most 150 KB), or the run fails.
"""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

from bench.effort import browser, signed_in  # noqa: E402
from bench.site import demo_site  # noqa: E402
from tools.picture_shots import choose, describe, point, put_into_the_text  # noqa: E402

FOLDER = ROOT / "docs" / "editors" / "pictures"
LARGEST = 150 * 1024
PASSWORD = "seen-in-a-picture"
# Three people of the desk, a piece that waits for an editor, one sent back, one for tomorrow.
STAGE = f"""
from datetime import timedelta
from django.contrib.auth.models import Group, User
from django.utils import timezone
from authors.models.author import Author
from reviews.desk.handover import send_back, submit
from reviews.models.review import Byline, Review
people = {{}}
for name, role in (("ana", "Writer"), ("eva", "Editor"), ("tom", "Trailer desk")):
    facts = dict(password="{PASSWORD}", first_name=name.title(), is_staff=True)
    people[name] = User.objects.create_user(name, **facts)
    people[name].groups.add(Group.objects.get(name=role))
ana, eva = people["ana"], people["eva"]
author = Author.objects.create(name="Ana Petrova", user=ana)
draft = Review.objects.filter(editions=None).first()
draft.created_by = ana
draft.save()
submit(draft, ana, "Is the running time right?")
send_back(draft, eva, "It is 12 minutes. The second paragraph could come first.")
other = Review.objects.create(
    headline="The Kid: a window, a stone, a trade", created_by=ana,
    body="<p>The stone is thrown by the boy, the window is mended by the man.</p>")
Byline.objects.create(review=other, author=author)
submit(other, ana, "No film chosen yet: is it on our list?")
live = Review.objects.filter(headline__startswith="Sherlock").first()
live.rating_line, live.version = "Not a frame is wasted.", live.version + 1
live.save()
"""


@dataclass(frozen=True)
class Shot:
    name: str
    who: str
    at: str
    do: Callable[[Any], None] = lambda page: None
    only: str = ""
    height: int = 860


def type_a_film(page: Any) -> None:
    page.locator("#id_film-box").focus()
    page.keyboard.type("s")
    page.locator("[role=option]").first.wait_for()


def open_piece(words: str) -> Callable[[Any], None]:
    def do(page: Any) -> None:
        page.get_by_role("link", name=words).first.click()
        page.locator(".rail").wait_for()

    return do


def unfold(words: str, summary: str) -> Callable[[Any], None]:
    def do(page: Any) -> None:
        open_piece(words)(page)
        page.locator(".rail .more summary", has_text=summary).first.click()

    return do


def publish_sherlock(page: Any) -> None:
    open_piece("Sherlock Jr.")(page)
    page.click("[name=_publish]")
    page.locator(".undo").wait_for()


def fix_sherlock(page: Any) -> None:
    row = page.locator(".panel li", has_text="Sherlock")
    row.get_by_role("link", name="Fix the live text").first.click()
    page.locator(".ProseMirror").first.wait_for()


def preview_tags(page: Any) -> None:
    for box in page.locator("input.action-select").all()[:3]:
        box.check()
    page.select_option("[name=action]", "bulk_tag")
    page.click(".actions button")
    page.fill("[name=tags]", "Retrospective")
    page.get_by_role("button", name="Show what will happen").click()
    page.locator(".outcomes").wait_for()


def suggest_tags(page: Any) -> None:
    page.locator("#id_tags").focus()
    page.keyboard.type("Silent, re")
    page.locator("[role=option]").first.wait_for()


def paste_trailers(page: Any) -> None:
    boxes = page.locator(".trailer-rows [data-read-trailer]")
    code = (
        '<iframe src="https://player.vimeo.com/video/50000001"></iframe><p><a href="https://vimeo'
        '.com/50000001">Restored trailer</a> from <a href="https://vimeo.com/archive">The Archive'
        "</a> on Vimeo.</p>"
    )
    for number, words in enumerate(("https://vimeo.com/50000002", code, "youtube.com/playlist")):
        boxes.nth(number).fill(words)
        page.locator(".trailer-rows .pasted > *").nth(number).wait_for()


def preview_lines(page: Any) -> None:
    page.fill(
        "#lines",
        "Nosferatu (1922), https://vimeo.com/50000003\n"
        "The Crowd (1928), https://youtu.be/Zz-9_aB3xYq\nNobody, https://vimeo.com/1",
    )
    page.click("[name=_preview]")
    page.locator(".line-plans").wait_for()


TRAILERS = "/admin/reviews/trailer/desk/"
NEW = "/admin/reviews/review/add/"
LIBRARY = "/admin/pictures/picture/"
SHOTS = (
    Shot("writer-today", "ana", "/admin/", height=620),
    Shot("writer-new", "ana", NEW, type_a_film, height=760),
    Shot("writer-tags", "ana", NEW, suggest_tags, only=".module.below:has(.field-tags)"),
    Shot("writer-checklist", "ana", "/admin/", open_piece("Cosmos"), only=".rail"),
    Shot("writer-note", "ana", "/admin/", unfold("Cosmos", "A note"), only=".rail .more"),
    Shot("editor-today", "eva", "/admin/", height=1000),
    Shot("editor-send-back", "eva", "/admin/", unfold("The Kid", "Send back"), only=".rail"),
    Shot("editor-schedule", "eva", "/admin/", unfold("Spring", "Another moment"), only=".rail"),
    Shot("editor-undo", "eva", "/admin/", publish_sherlock, height=420),
    Shot("editor-fix", "eva", "/admin/", fix_sherlock, height=760),
    Shot("editor-list", "eva", "/admin/reviews/review/", height=760),
    Shot("editor-bulk", "eva", "/admin/reviews/review/", preview_tags, height=760),
    Shot("picture-library", "eva", LIBRARY, height=560),
    Shot("picture-chooser", "eva", NEW, choose, height=640),
    Shot("picture-words", "eva", NEW, describe, only="dialog.chooser", height=640),
    Shot("picture-in-the-text", "eva", NEW, put_into_the_text, height=760),
    Shot("focal-point", "eva", f"{LIBRARY}?q=straw+hat", point, only="fieldset.focal-point"),
    Shot("trailer-desk", "tom", TRAILERS, paste_trailers),
    Shot("trailer-lines", "tom", TRAILERS, preview_lines, only=".trailer-aside"),
)


def small(png: bytes) -> bytes:
    """The same picture in 256 colours, which a screen of text has hardly more of."""
    buffer = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    too_large = []
    with demo_site() as site, browser() as started:
        site.manage("shell", "-c", STAGE)
        pages: dict[str, Any] = {}
        for shot in SHOTS:
            if shot.who not in pages:
                pages[shot.who] = signed_in(started, site.url, shot.who, PASSWORD)
            page = pages[shot.who]
            page.set_viewport_size({"width": 1180, "height": shot.height})
            page.goto(shot.at)
            shot.do(page)
            page.wait_for_load_state("networkidle")
            part = page.locator(shot.only).first if shot.only else page
            png = small(part.screenshot())
            (FOLDER / f"{shot.name}.png").write_bytes(png)
            print(f"{len(png) // 1024:4} KB  {shot.name}", flush=True)
            if len(png) > LARGEST:
                too_large.append(shot.name)
    if too_large:
        print(f"Larger than {LARGEST // 1024} KB: {', '.join(too_large)}")
    return int(bool(too_large))


if __name__ == "__main__":
    sys.exit(main())
