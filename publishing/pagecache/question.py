"""What a reader asks for, without anything that tells one reader from another."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from publishing.middleware import AT, READING, STAFF_PATHS
from publishing.pagecache.parameters import heard_query

Environ = dict[str, Any]

# Staff's, other servers', what turns with every second (news) and what would fill the memory.
NOT_SHARED = (
    *STAFF_PATHS,
    *("/favicon.ico", "/healthz", "/readyz", "/search/", "/sitemap-"),
    *(settings.MEDIA_URL, settings.STATIC_URL),
)
# All that a shared page may be made from. What a sender says of herself is not among it.
NEUTRAL = ("SCRIPT_NAME", "PATH_INFO", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "HTTP_HOST")


@dataclass(frozen=True, slots=True)
class Question:
    """`key` tells questions apart, `query` is what of it the page hears, `is_whole` if that is all.

    Hosts are not in the key: pages name the site by its own setting, never by the Host header.
    """

    key: Hashable
    query: str
    is_whole: bool


def shared_question(environ: Environ) -> Question | None:
    """The question that a request has in common with others; None when it has a session, no page
    or anything else of its own."""
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in READING or path.startswith(NOT_SHARED):
        return None
    if settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", ""):
        return None
    # Django refuses foreign hosts; a kept page must not be an exception to that.
    if not _is_ours(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS)):
        return None
    query = environ.get("QUERY_STRING", "")
    heard: str | None = query and heard_query(_text(path), _text(query))
    if heard is None:
        return None
    # Told over plain HTTP the same address may be a redirect to HTTPS.
    key = (path, heard, environ.get("SCRIPT_NAME", ""), _is_secure(environ))
    return Question(key, heard, heard == query)


def neutral(environ: Environ, question: Question, at: Any) -> Environ:
    """The environment of a request that anybody could have sent, to be told at that instant."""
    header = settings.SECURE_PROXY_SSL_HEADER
    names = (*NEUTRAL, header[0]) if header else NEUTRAL
    kept = {
        name: value for name, value in environ.items() if name in names or name.startswith("wsgi.")
    }
    return {**kept, "REQUEST_METHOD": "GET", "QUERY_STRING": question.query, AT: at}


def _text(raw: str) -> str:
    """WSGI's strings hold bytes."""
    return raw.encode("latin-1", "replace").decode("utf-8", "replace")


@lru_cache(maxsize=512)
def _is_ours(host: str, allowed: tuple[str, ...]) -> bool:
    return validate_host(split_domain_port(host)[0], allowed)


def _is_secure(environ: Environ) -> bool:
    """As Django's `HttpRequest.is_secure`."""
    scheme = environ["wsgi.url_scheme"]
    if header := settings.SECURE_PROXY_SSL_HEADER:
        name, secure = header
        if (said := environ.get(name)) is not None:
            return said.split(",", 1)[0].strip() == secure
    return scheme == "https"
