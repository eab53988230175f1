"""The `provider` fixture: every video site is played by a stub on this machine.

Without it no site can be asked: what a test saves finds a closed door, at once.
"""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.stub_provider import StubProvider

CLOSED_PORT = "http://127.0.0.1:1/"
SITES = ("youtube", "vimeo", "dailymotion", "streamable")


@pytest.fixture(autouse=True)
def _no_site_is_asked(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tasks run within the request here, and nobody waits for a door that is closed.
    monkeypatch.setattr("reviews.trailers.turns.PAUSE", timedelta(0))
    settings.OEMBED_ENDPOINTS = dict.fromkeys(SITES, CLOSED_PORT)
    settings.OEMBED_ALLOW_LOOPBACK = True


@pytest.fixture
def provider(settings: Any) -> "Iterator[StubProvider]":
    from tests.stub_provider import StubProvider  # it needs Django, and is imported before

    stub = StubProvider()
    thread = threading.Thread(target=stub.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.OEMBED_ENDPOINTS = {site: f"{stub.url}/{site}" for site in SITES}
    stub.tells()
    yield stub
    stub.stopping.set()
    stub.shutdown()
    stub.server_close()
    thread.join()
