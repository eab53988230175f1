"""What happens around every request, outermost first."""

import unicodedata
from collections.abc import Callable
from contextlib import ExitStack

from django.conf import settings
from django.db import connection
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from publishing.addresses import Gone, find_old_address
from publishing.as_of import public_path
from publishing.error_views import gone
from publishing.instant import site_now
from publishing.pagecache.parameters import FOREIGN
from publishing.wall import desk_tables_walled_off

Respond = Callable[[HttpRequest], HttpResponse]

# Everything else is public, so that a new address is walled off until somebody decides otherwise.
STAFF_PATHS = ("/admin/", "/preview/", "/as-of/")
READING = ("GET", "HEAD")
# In the WSGI environment: the instant that the page cache keeps a page under.
AT = "publishing.at"


def is_public(request: HttpRequest) -> bool:
    return not request.path_info.startswith(STAFF_PATHS)


def is_plain_link(request: HttpRequest) -> bool:
    """`/?p=123` is a piece of a site that moved here, though the front page would answer it."""
    return request.path_info == "/" and not FOREIGN.isdisjoint(request.GET)


def composed_spelling(request: HttpRequest) -> str | None:
    """The request's address in composed letters (NFC), query kept; None when it is so already."""
    composed = unicodedata.normalize("NFC", request.path)
    if composed == request.path:
        return None
    query = request.META.get("QUERY_STRING", "")
    path = escape_leading_slashes(escape_uri_path(composed))
    return f"{path}?{query}" if query else path


class ResponseHeaders:
    """Says what browsers may do with our pages, beyond the content security policy."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        )
        if is_public(request):
            # A page for some only (`never_cache`) may say so, and is not shared.
            response.headers.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
        else:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class SiteMoment:
    """Gives the request its instant and settings, and tells times in the site's zone."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = site_now(at=request.META.get(AT))
        request.site_now, request.at = now, now.at  # type: ignore[attr-defined]
        with timezone.override(now.settings.zone):
            return self.get_response(request)


class DraftWall:
    """Lets public requests read, and only what is for readers.

    Other methods are 405, here and not in the views, because the check for forged requests
    would answer 403 first. SQL that names a desk table raises DraftRead (tests and DEBUG).
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_public(request) and request.method not in READING:
            return HttpResponseNotAllowed(READING)
        with ExitStack() as stack:
            if settings.DRAFT_WALL and is_public(request):
                stack.enter_context(connection.execute_wrapper(desk_tables_walled_off))
            return self.get_response(request)


class OldAddresses:
    """Answers a 404 with the new home of what once was there, or with 410 where it is gone.

    An address in decomposed letters (macOS copies file names so) leads to its composed
    spelling, the only one in which we keep addresses.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_plain_link(request) and (answer := self._home(request)):
            return answer
        response = self.get_response(request)
        if response.status_code != 404 or not is_public(request):
            return response
        if composed := composed_spelling(request):
            return HttpResponsePermanentRedirect(composed)
        return self._home(request) or response

    def _home(self, request: HttpRequest) -> HttpResponse | None:
        try:
            asked = public_path(request.get_full_path())
            home = find_old_address(asked, at=request.at)  # type: ignore[attr-defined]
        except Gone as reason:
            return gone(request, str(reason))
        return HttpResponsePermanentRedirect(home) if home else None
