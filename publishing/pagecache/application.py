"""The page cache: a WSGI application around Django that answers readers from memory.

It is exact. A page is kept under its epoch (see epochs.py), which every request asks for anew, so
nobody gets a page older than the last commit or told at another side of a scheduled moment.
Only what is the same for everybody is kept: asked for by GET or HEAD without a session, rendered
from a request that has nothing of its sender, answered with 200 and no cookie.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from publishing.pagecache.epochs import Epoch, Epochs
from publishing.pagecache.flights import Flights
from publishing.pagecache.page_store import PageStore
from publishing.pagecache.question import Environ, Question, neutral, shared_question
from publishing.pagecache.stored_page import Headers, StoredPage

Application = Callable[[Environ, Any], Iterable[bytes]]

FOR_SOME_ONLY = {"private", "no-store", "no-cache"}


@dataclass(slots=True)
class Answer:
    """What Django said that is not to be kept."""

    status: str
    headers: Headers
    body: Iterable[bytes]


class PageCache:
    """Wraps a WSGI application. `limit_bytes` is for one process; 0 switches it off."""

    def __init__(self, application: Application, limit_bytes: int | None = None) -> None:
        self.application = application
        self.epochs = Epochs()
        self.pages = PageStore(settings.PAGE_CACHE_BYTES if limit_bytes is None else limit_bytes)
        self.flights = Flights()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        question = shared_question(environ) if self.pages.limit_bytes else None
        epoch = self.epochs.now() if question else None
        if question is None or epoch is None:
            return self.application(environ, start_response)
        page = self.pages.get((question.key, epoch.key))
        if page is not None:
            return page.answer(environ, start_response)
        return self._answer_on_a_miss(question, epoch, environ, start_response)

    def _answer_on_a_miss(
        self, question: Question, epoch: Epoch, environ: Environ, start_response: Any
    ) -> Iterable[bytes]:
        made = self.flights.join(
            (question.key, epoch.key), lambda: self._made(question, epoch, environ)
        )
        if isinstance(made, StoredPage):
            return made.answer(environ, start_response)
        if made is not None and question.is_whole and environ["REQUEST_METHOD"] == "GET":
            start_response(made.status, made.headers)
            return made.body
        if made is not None:
            _close(made.body)
        # As it was asked, word for word: old addresses are found by their whole query.
        return self.application(environ, start_response)

    def _made(self, question: Question, epoch: Epoch, environ: Environ) -> StoredPage | Answer:
        """Render, and once more if the site changed meanwhile; if it did again, keep nothing."""
        # Another thread may have made it since we looked.
        if page := self.pages.get((question.key, epoch.key)):
            return page
        made: StoredPage | Answer
        for _round in range(2):
            made = self._rendered(neutral(environ, question, epoch.at))
            after = self.epochs.now()
            if after is None or not isinstance(made, StoredPage):
                break
            if after.n == epoch.n:
                self.pages.put((question.key, epoch.key), made)
                break
            epoch = after
        return made

    def _rendered(self, environ: Environ) -> StoredPage | Answer:
        answer = Answer("", [], [])

        def listen(status: str, headers: Headers, error: Any = None) -> None:
            answer.status, answer.headers = status, headers

        answer.body = self.application(environ, listen)
        if not _is_for_everybody(answer):
            return answer
        try:
            return StoredPage(b"".join(answer.body), answer.headers)
        finally:
            _close(answer.body)


def _is_for_everybody(answer: Answer) -> bool:
    """Whether what Django said may be kept, and shown to whoever asks the same."""
    # Streams may be endless; files are sent by better means.
    if not answer.status.startswith("200") or not isinstance(answer.body, HttpResponse):
        return False
    said = {name.lower(): value.lower() for name, value in answer.headers}
    if "set-cookie" in said or "content-encoding" in said:
        return False
    if said.get("vary", "accept-encoding") != "accept-encoding":
        return False
    caching = {word.partition("=")[0].strip() for word in said.get("cache-control", "").split(",")}
    return caching.isdisjoint(FOR_SOME_ONLY)


def _close(body: Iterable[bytes]) -> None:
    if close := getattr(body, "close", None):
        close()
