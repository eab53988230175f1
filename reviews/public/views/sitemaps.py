"""Sitemaps and `robots.txt`: what search engines ask for."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from hashlib import blake2b
from math import ceil

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_safe

from publishing.models.site_settings import SiteSettings
from publishing.requests import SiteRequest
from publishing.xml_writer import XMLWriter
from reviews.public import sitemaps
from reviews.public.sitemaps import SECTIONS, URLS_A_FILE, Entry, Video

XML = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
VIDEOS = "http://www.google.com/schemas/sitemap-video/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
# Google's limits for videos.
DESCRIPTION_LENGTH, UPLOADER_LENGTH, LONGEST_SECONDS = 2048, 255, 28_800
ENTRIES_A_PART = 500


@require_safe
@conditional_page
def index(request: SiteRequest) -> HttpResponse:
    """The index of all sitemaps but the news."""
    site = request.site_now.settings
    xml = XMLWriter()
    with xml.inside("sitemapindex", xmlns=NAMESPACE):
        for name, section in SECTIONS.items():
            for number in range(1, ceil(section.count(request.at) / URLS_A_FILE) + 1):
                with xml.inside("sitemap"):
                    path = reverse("sitemap_section", args=[name, number])
                    xml.write("loc", site.absolute(path))
    return HttpResponse(xml.take(), content_type=XML)


@require_safe
def section(request: SiteRequest, section: str, number: int) -> HttpResponseBase:
    """One file of one section, sent in parts; 404 beyond the last.

    The entries are read beforehand: what is sent later is no longer inside the request.
    """
    entries = SECTIONS[section].page(request.at, number)
    if not entries:
        raise Http404("The sitemap has no such file")
    etag = f'"{blake2b(repr(entries).encode(), digest_size=16).hexdigest()}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        parts = _parts(entries, request.site_now.settings)
        response = StreamingHttpResponse(parts, content_type=XML)
    response.headers["ETag"] = etag
    changed_at = max(entry.changed_at for entry in entries)
    response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    return response


def _parts(entries: list[Entry], site: SiteSettings) -> Iterator[str]:
    xml = XMLWriter()
    with xml.inside("urlset", xmlns=NAMESPACE, xmlns__image=IMAGES, xmlns__video=VIDEOS):
        for number, entry in enumerate(entries, start=1):
            with xml.inside("url"):
                _write_entry(xml, entry, site)
            if number % ENTRIES_A_PART == 0:
                yield xml.take()
    yield xml.take()


def _write_entry(xml: XMLWriter, entry: Entry, site: SiteSettings) -> None:
    xml.write("loc", site.absolute(entry.path))
    xml.write("lastmod", entry.changed_at.isoformat(timespec="seconds"))
    if entry.picture:
        with xml.inside("image:image"):
            xml.write("image:loc", site.absolute(default_storage.url(entry.picture)))
    for video in entry.videos:
        with xml.inside("video:video"):
            _write_video(xml, video, site)


def _write_video(xml: XMLWriter, video: Video, site: SiteSettings) -> None:
    """In the order of Google's schema for videos."""
    xml.write("video:thumbnail_loc", site.absolute(default_storage.url(video.thumbnail)))
    xml.write("video:title", video.title)
    xml.write("video:description", video.description[:DESCRIPTION_LENGTH])
    xml.write("video:player_loc", video.player)
    if video.seconds and video.seconds <= LONGEST_SECONDS:
        xml.write("video:duration", str(video.seconds))
    if video.uploaded_on:
        # Only the day is known; noon is on that day nearly everywhere.
        noon = datetime.combine(video.uploaded_on, time(12), tzinfo=UTC)
        xml.write("video:publication_date", noon.isoformat())
    if video.uploader:
        xml.write("video:uploader", video.uploader[:UPLOADER_LENGTH])


@require_safe
@conditional_page
def news(request: SiteRequest) -> HttpResponse:
    """The news of the last two days; turns with the clock, so the page cache keeps it not."""
    site = request.site_now.settings
    xml = XMLWriter()
    with xml.inside("urlset", xmlns=NAMESPACE, xmlns__news=NEWS):
        for edition in sitemaps.news(request.at):
            with xml.inside("url"):
                xml.write("loc", site.absolute(edition.get_absolute_url()))
                with xml.inside("news:news"):
                    with xml.inside("news:publication"):
                        xml.write("news:name", site.name)
                        xml.write("news:language", _news_language(edition.language))
                    xml.write("news:publication_date", edition.published_at.isoformat())
                    xml.write("news:title", edition.headline)
    return HttpResponse(xml.take(), content_type=XML)


def _news_language(code: str) -> str:
    """Two or three letters, except for Chinese, whose script has to be told."""
    code = code.lower().replace("_", "-")
    if code.startswith("zh"):
        return "zh-tw" if {"tw", "hk", "hant"} & set(code.split("-")) else "zh-cn"
    return code.partition("-")[0]


@require_safe
@conditional_page
def robots(request: SiteRequest) -> HttpResponse:
    """Everything may be read but the desk and what is shown to those who have the link."""
    site = request.site_now.settings
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /as-of/",
        "# Each of its filters leads to others: a crawler would never be done.",
        "Disallow: /search/",
        "",
        f"Sitemap: {site.absolute(reverse('sitemap'))}",
        f"Sitemap: {site.absolute(reverse('sitemap_news'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
