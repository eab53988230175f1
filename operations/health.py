"""What `/healthz` and `/readyz` answer: whether the process lives, and whether it can work.

For load balancers and monitors. Asked without a host name, over plain HTTP and with the database
away, so a middleware outside all others answers them. Nothing of the site, and nothing of what
failed, is told: the reason is a fixed sentence, and the log has the rest.
"""

import json
import logging
import secrets
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from threading import Lock

from django.core.cache import cache as shared_cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

BUDGET_SECONDS = 2.0
# However many ask, the database and the disk hear of it once in so long.
KEPT_SECONDS = 1.0

log = logging.getLogger(__name__)


def database_answers() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def migrations_are_applied() -> str:
    applied = set(MigrationRecorder(connection).applied_migrations())
    lacking = len(_migrations_of_the_code() - applied)
    return f"{lacking} migrations are not applied: run manage.py migrate." if lacking else ""


@cache
def _migrations_of_the_code() -> frozenset[tuple[str, str]]:
    """Those that are recorded when they are applied: squashed ones record what they replace."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return frozenset(key for key, found in loader.disk_migrations.items() if not found.replaces)


def cache_answers() -> str:
    word = secrets.token_hex(8)
    shared_cache.set("readyz", word, timeout=10)
    return "" if shared_cache.get("readyz") else "The cache keeps nothing."


def storage_takes_files() -> str:
    # A name that begins with a dot is never served.
    name = default_storage.save(f".ready-{secrets.token_hex(8)}", ContentFile(b"ready"))
    default_storage.delete(name)
    return ""


# What each answers is a sentence when something is wrong; whatever it raises is told by its own.
CHECKS: dict[str, tuple[Callable[[], str], str]] = {
    "database": (database_answers, "The database does not answer."),
    "migrations": (migrations_are_applied, "The migrations cannot be read."),
    "cache": (cache_answers, "The cache does not answer; the site works without it, slower."),
    "storage": (storage_takes_files, "Uploads cannot be stored: is the disk full or read-only?"),
}
# A site that was taken out of service because its cache is away would be no use to anybody.
DISPENSABLE = {"cache"}


class Readiness:
    """Asks all at once, each in a thread of its own, so that what hangs costs the budget once.

    A check that still hangs from before is waited for, not asked a second time.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(len(CHECKS), thread_name_prefix="readyz")
        self._asked: dict[str, Future[str]] = {}
        self._answers: dict[str, str] = {}
        self._answered_at = float("-inf")
        self._lock = Lock()

    def answers(self) -> dict[str, str]:
        """By check what is wrong with it, empty where nothing is; at most a second old."""
        with self._lock:
            if time.monotonic() - self._answered_at > KEPT_SECONDS:
                self._answers = self._ask()
                self._answered_at = time.monotonic()
            return self._answers

    def _ask(self) -> dict[str, str]:
        for name, (check, reason) in CHECKS.items():
            if name not in self._asked:
                self._asked[name] = self._threads.submit(_told, name, check, reason)
        deadline = time.monotonic() + BUDGET_SECONDS
        answers = {}
        for name in CHECKS:
            try:
                answers[name] = self._asked[name].result(max(deadline - time.monotonic(), 0))
            except TimeoutError:
                answers[name] = f"No answer within {BUDGET_SECONDS:.0f} seconds."
            else:
                del self._asked[name]
        return answers


def _told(name: str, check: Callable[[], str], reason: str) -> str:
    try:
        return check()
    except Exception:
        log.warning("readyz: %s failed; the site is asked again at the next call.", name)
        log.debug("readyz: %s", name, exc_info=True)
        return reason
    finally:
        # The thread's own; kept open it would be one more for each process of the server.
        connection.close()


class Health:
    """Answers `/healthz` and `/readyz`, before anything that needs a host, TLS or the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.readiness = Readiness()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in ("/healthz", "/readyz"):
            return self.get_response(request)
        response: HttpResponse
        if request.method not in ("GET", "HEAD"):
            response = HttpResponseNotAllowed(["GET", "HEAD"])
        elif request.path_info == "/healthz":
            response = JsonResponse({"alive": True})
        else:
            response = self._readiness()
        response.headers["Cache-Control"] = "no-store"
        return response

    def _readiness(self) -> HttpResponse:
        answers = self.readiness.answers()
        is_ready = not any(why for name, why in answers.items() if name not in DISPENSABLE)
        told = {name: why or "ok" for name, why in answers.items()}
        return HttpResponse(
            json.dumps({"ready": is_ready, "checks": told}, indent=2) + "\n",
            content_type="application/json",
            status=200 if is_ready else 503,
            headers={} if is_ready else {"Retry-After": "5"},
        )
