"""RSS 2.0. Source: https://www.rssboard.org/rss-specification and its profile."""

from email.utils import format_datetime

from django.utils.html import escape

from publishing.xml_writer import XMLWriter
from reviews.public.feeds.entries import Entry, Feed

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
NAMESPACES = {
    "xmlns__atom": "http://www.w3.org/2005/Atom",
    "xmlns__content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns__dc": "http://purl.org/dc/elements/1.1/",
}


def rss(feed: Feed) -> str:
    xml = XMLWriter()
    with xml.inside("rss", version="2.0", **NAMESPACES), xml.inside("channel"):
        xml.write("title", feed.title)
        xml.write("link", feed.page_url)
        xml.write("description", feed.description)
        xml.write("atom:link", rel="self", type="application/rss+xml", href=feed.url)
        xml.write("language", feed.language)
        if feed.updated_at:
            xml.write("lastBuildDate", format_datetime(feed.updated_at))
        for entry in feed.entries:
            with xml.inside("item"):
                _write_item(xml, entry)
    return xml.take()


def _write_item(xml: XMLWriter, entry: Entry) -> None:
    xml.write("title", entry.title)
    xml.write("link", entry.url)
    xml.write("guid", entry.id, isPermaLink="false")
    xml.write("pubDate", format_datetime(entry.published_at))
    for author in entry.authors:
        xml.write("dc:creator", author["name"])
    for tag in entry.tags:
        xml.write("category", tag)
    # Readers take a description for HTML, so plain text is escaped once more.
    xml.write("description", escape(entry.summary))
    xml.write("content:encoded", entry.html)
