"""One thread works, the others that want the same wait for it and share what it made."""

from collections.abc import Callable, Hashable
from threading import Event, Lock
from typing import TypeVar

from publishing.pagecache.stored_page import StoredPage

Made = TypeVar("Made")


class _Flight:
    def __init__(self) -> None:
        self.has_landed = Event()
        self.page: StoredPage | None = None


class Flights:
    """Renders under way, by what is rendered."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, _Flight] = {}
        self._lock = Lock()

    def join(self, key: Hashable, make: Callable[[], Made]) -> Made | StoredPage | None:
        """Call `make`, or wait for the thread that is at it for this key.

        Whoever waited gets the page that came out; None when none did, because `make` failed
        or made something else: then each is on its own, and nobody waits twice.
        """
        with self._lock:
            flight = self._flights.get(key)
            leads = flight is None
            if flight is None:
                flight = self._flights[key] = _Flight()
        if not leads:
            flight.has_landed.wait()
            return flight.page
        try:
            made = make()
            if isinstance(made, StoredPage):
                flight.page = made
            return made
        finally:
            with self._lock:
                del self._flights[key]
            flight.has_landed.set()
