"""The addresses of feeds: `feed/`, `feed/atom/` and `feed/json/` of the site and below shelves."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.views.decorators.http import conditional_page, require_safe

from publishing.addresses import Gone, find_old_address
from publishing.error_views import gone
from publishing.requests import SiteRequest
from reviews.public.feeds import atom, json_feed, rss
from reviews.public.feeds.entries import Feed, entries_for, newest

FORMATS: dict[str, tuple[str, Callable[[Feed], str]]] = {
    "rss": (rss.CONTENT_TYPE, rss.rss),
    "atom": (atom.CONTENT_TYPE, atom.atom),
    "json": (json_feed.CONTENT_TYPE, json_feed.json_feed),
}


@require_safe
@conditional_page
def feed(request: SiteRequest, form: str, shelf: str = "", slug: str = "") -> HttpResponse:
    """The newest pieces in full, of the site or of one author, tag or film: four queries at most.

    `form` is a key of FORMATS. A shelf with nothing live is a 404, a renamed one a 301.
    """
    page = reverse(f"{shelf}_detail", args=[slug]) if shelf else reverse("home")
    name, editions = newest(request, shelf, slug)
    if shelf and not editions:
        return _moved(request, page)
    site = request.site_now.settings
    content_type, written = FORMATS[form]
    told = Feed(
        title=f"{name} | {site.name}" if name else site.name,
        site_name=site.name,
        description=site.tagline or site.name,
        language=site.language,
        page_url=site.absolute(page),
        url=site.absolute(escape_uri_path(request.path)),
        entries=entries_for(request, editions),
    )
    return HttpResponse(written(told), content_type=content_type)


def _moved(request: SiteRequest, page: str) -> HttpResponse:
    """Subscribers follow a renamed author, tag or film as visitors of its page do."""
    try:
        home = find_old_address(page, at=request.at)
    except Gone as reason:
        return gone(request, str(reason))
    if home is None:
        raise Http404("Nothing that such a feed could tell is live")
    return HttpResponsePermanentRedirect(f"{home}{request.path.removeprefix(page)}")
