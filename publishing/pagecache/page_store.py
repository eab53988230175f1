"""Pages in memory, at most so many bytes of them: the one not asked for longest goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from publishing.pagecache.stored_page import StoredPage


class PageStore:
    """Safe to use from every thread. `size` is what it holds, in bytes, never over the limit."""

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self.size = 0
        self._pages: OrderedDict[Hashable, StoredPage] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable) -> StoredPage | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: StoredPage) -> None:
        with self._lock:
            if (replaced := self._pages.pop(key, None)) is not None:
                self.size -= replaced.size
            # One that needs the room of all others is not worth it.
            if page.size > self.limit_bytes:
                return
            while self.size + page.size > self.limit_bytes:
                self.size -= self._pages.popitem(last=False)[1].size
            self._pages[key] = page
            self.size += page.size
