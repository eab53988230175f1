"""How many actions the desk's daily tasks take, counted in a real browser on the demo.

    python -m bench.effort             # print the table
    python -m bench.effort --write     # and put it into docs/effort.md

Ends with 1 when a task takes more than its bar.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.hand import Hand
from bench.site import Site, demo_site
from bench.tasks import TASKS, WAGTAIL, WORDPRESS, Task

DOCS = Path(__file__).resolve().parent.parent / "docs" / "effort.md"
MARK = "<!-- counted -->"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@contextmanager
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield started
        finally:
            started.close()


def signed_in(started: Any, url: str, user: str, password: str) -> Any:
    """A page at the desk's first page, in a context of its own that asks nobody else."""
    context = started.new_context(base_url=url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/admin/")
    page.fill("[name=username]", user)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.locator(".desk-today").wait_for()
    return page


def count(task: Task, page: Any) -> list[str]:
    """Do the task and return what was done. No window may open in front of the page."""
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.on("popup", lambda popup: asked.append(popup.url))
    hand = Hand(page)
    task.do(hand)
    assert asked == [], f"A window stood in the way: {asked}"
    return hand.did


def table(counted: list[tuple[Task, list[str]]]) -> str:
    rows = [
        f"| {task.title} | **{len(did)}** | {task.bar} | {task.others[0]} | {task.others[1]} |"
        for task, did in counted
    ]
    head = f"| task | here | at most | {WAGTAIL} | {WORDPRESS} |\n|---|---|---|---|---|"
    parts = [head + "\n" + "\n".join(rows)]
    for task, did in counted:
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(did, 1))
        parts.append(f"### {task.title}\n\n{steps}")
    return "\n\n".join(parts) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help=f"renew the counts in {DOCS.name}")
    write = parser.parse_args().write
    counted = []
    with demo_site() as site, browser() as started:
        for task in TASKS:
            counted.append((task, count(task, _page(started, site))))
            print(f"{len(counted[-1][1]):4} of {task.bar:3}  {task.title}", flush=True)
    if write:
        head = DOCS.read_text(encoding="utf-8").partition(MARK)[0]
        DOCS.write_text(f"{head}{MARK}\n\n{table(counted)}", encoding="utf-8")
    return int(any(len(did) > task.bar for task, did in counted))


def _page(started: Any, site: Site) -> Any:
    return signed_in(started, site.url, site.user, site.password)


if __name__ == "__main__":
    sys.exit(main())
