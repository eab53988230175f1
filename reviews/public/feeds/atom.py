"""Atom. Source: RFC 4287."""

from datetime import UTC, datetime

from publishing.xml_writer import XMLWriter
from reviews.public.feeds.entries import Entry, Feed

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
# A feed without entries must have a date too, and the same one each time.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom(feed: Feed) -> str:
    xml = XMLWriter()
    with xml.inside("feed", xmlns="http://www.w3.org/2005/Atom", xml__lang=feed.language):
        xml.write("id", feed.url)
        xml.write("title", feed.title)
        xml.write("subtitle", feed.description)
        xml.write("link", rel="alternate", type="text/html", href=feed.page_url)
        xml.write("link", rel="self", type="application/atom+xml", href=feed.url)
        xml.write("updated", (feed.updated_at or NEVER).isoformat())
        with xml.inside("author"):
            xml.write("name", feed.site_name)
        for entry in feed.entries:
            with xml.inside("entry", xml__lang=entry.language):
                _write_entry(xml, entry)
    return xml.take()


def _write_entry(xml: XMLWriter, entry: Entry) -> None:
    xml.write("id", entry.id)
    xml.write("title", entry.title)
    xml.write("link", rel="alternate", type="text/html", href=entry.url)
    xml.write("published", entry.published_at.isoformat())
    xml.write("updated", (entry.updated_at or entry.published_at).isoformat())
    for author in entry.authors:
        with xml.inside("author"):
            xml.write("name", author["name"])
            xml.write("uri", author["url"])
    for tag in entry.tags:
        xml.write("category", term=tag)
    xml.write("summary", entry.summary)
    xml.write("content", entry.html, type="html")
