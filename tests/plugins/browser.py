"""The `chromium` fixture: one Playwright browser for the whole run.

A test that uses it is marked `browser`. Where the machine has no Chromium it is skipped,
and the run says so at its end. No host but this machine can be reached from the browser.
"""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.plugins import missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    # A page that asks a foreign host gets ERR_NAME_NOT_RESOLVED, here as without a network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item: pytest.Item) -> None:
    if "chromium" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.browser)
    if item.get_closest_marker("browser") and find_chromium() is None:
        item.add_marker(missing.skip("browser"))


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """A started browser; open a fresh context in it for each test."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, and Django then refuses every query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()
