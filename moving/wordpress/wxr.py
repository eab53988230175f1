"""Reading an export file from beginning to end, without ever holding more than one item of it.

Entities and document types are forbidden: a few lines of them can ask for gigabytes, or for
files of this machine. Source: WordPress's wp-admin/includes/export.php; versions 1.0 to 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from moving.take_in import Unreadable
from moving.wordpress.items import Comment, Item, Person, Site, Term

LARGEST_ITEM = 64 * 1024 * 1024
LONGEST_TEXT = 10_000_000
# Control characters that no XML may hold, but that plugins leave in texts.
_NO_XML = {number: 32 for number in range(32) if number not in (9, 10, 13)}
_TABLE = bytes(_NO_XML.get(number, number) for number in range(256))
_VERSION = re.compile(r"[0-9]+\.[0-9]+")

Part = Site | Person | Term | Item


def read_wxr(path: Path) -> Iterator[Part]:
    """The site first, then its people, terms and items, as they come.

    Raises Unreadable, whose sentence names the file, and line and column where there are any.
    """
    with path.open("rb") as file:
        measured = _Measured(file, path)
        try:
            yield from _parts(measured, path)
        except ParseError as error:
            line, column = error.position
            raise Unreadable(
                _("%(file)s is damaged at line %(line)d, column %(column)d: %(what)s.")
                % {
                    "file": path.name,
                    "line": line,
                    "column": column + 1,
                    "what": str(error).partition(":")[0],
                }
            ) from error
        except DTDForbidden as error:
            raise Unreadable(
                _("%(file)s has a document type (DOCTYPE), which no export has; it is not read.")
                % {"file": path.name}
            ) from error
        except (DefusedXmlException, LookupError, UnicodeError, ValueError) as error:
            raise Unreadable(
                _("%(file)s is not written as XML should be: %(what)s.")
                % {"file": path.name, "what": error}
            ) from error


def _parts(measured: _Measured, path: Path) -> Iterator[Part]:
    site, channel, found = Site(), None, False
    for event, element in iterparse(measured, events=("start", "end"), forbid_dtd=True):
        name = _name(element.tag)
        if event == "start":
            channel = element if name == "channel" and channel is None else channel
            continue
        if channel is None:
            continue
        if name in _SITE and not found:
            _fill_site(site, name, element.text or "")
        elif name in _PARTS:
            if not found:
                found = True
                yield _checked(site, path)
            yield _PARTS[name](element)
        else:
            continue
        measured.rest()
        if name in _PARTS:
            _forget(channel, element)
    if channel is None:
        raise Unreadable(_("%(file)s is no WordPress export.") % {"file": path.name})
    if not found:
        yield _checked(site, path)


def _forget(channel: Element, element: Element) -> None:
    element.clear()
    # Only what stands directly in the channel is taken out of it; `wp:term` may be nested.
    if len(channel) and channel[-1] is element:
        del channel[-1]


def _checked(site: Site, path: Path) -> Site:
    if not _VERSION.fullmatch(site.version):
        raise Unreadable(
            _("%(file)s is no WordPress export: it does not say its version (wp:wxr_version).")
            % {"file": path.name}
        )
    site.base_blog = (site.base_blog or site.base_site).rstrip("/")
    return site


class _Measured:
    """A file that refuses one endless element, and mends what plugins leave behind."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self.file, self.path = file, path
        self.since_rest = 0
        head = file.read(2)
        file.seek(0)
        # In two-byte encodings a null byte is half a letter.
        self.mends = head not in (b"\xff\xfe", b"\xfe\xff")

    def read(self, size: int = -1) -> bytes:
        part = self.file.read(size)
        self.since_rest += len(part)
        if self.since_rest > LARGEST_ITEM:
            raise Unreadable(
                _("%(file)s holds one thing of more than 64 MB; it is not read.")
                % {"file": self.path.name}
            )
        return part.translate(_TABLE) if self.mends else part

    def rest(self) -> None:
        self.since_rest = 0


def _name(tag: Any) -> str:
    """Names with short, fixed prefixes, whatever the version of the namespace."""
    space, brace, local = str(tag).rpartition("}")
    if not brace:
        return local
    if "wordpress.org/export" in space:
        return f"{'excerpt' if space.rstrip('/').endswith('excerpt') else 'wp'}:{local}"
    if "purl.org/rss/1.0/modules/content" in space:
        return f"content:{local}"
    return f"dc:{local}" if "purl.org/dc/elements" in space else local


def _fill_site(site: Site, name: str, text: str) -> None:
    # The first counts: the channel’s image has a title too.
    setattr(site, _SITE[name], getattr(site, _SITE[name]) or text.strip()[:2000])


def _texts(element: Element) -> dict[str, str]:
    """The texts of an element's children by name; of several with one name the first."""
    found: dict[str, str] = {}
    for child in element:
        found.setdefault(_name(child.tag), child.text or "")
    return found


def _person(element: Element) -> Person:
    texts = _texts(element)
    return Person(
        login=texts.get("wp:author_login", "").strip(),
        display_name=texts.get("wp:author_display_name", "").strip(),
        first_name=texts.get("wp:author_first_name", "").strip(),
        last_name=texts.get("wp:author_last_name", "").strip(),
        id=_digits(texts.get("wp:author_id", "")),
    )


def _category(element: Element) -> Term:
    texts = _texts(element)
    return Term(
        "category",
        texts.get("wp:category_nicename", "").strip(),
        texts.get("wp:cat_name", "").strip(),
        texts.get("wp:category_parent", "").strip(),
        texts.get("wp:category_description", "").strip(),
        _digits(texts.get("wp:term_id", "")),
    )


def _tag(element: Element) -> Term:
    texts = _texts(element)
    return Term(
        "post_tag",
        texts.get("wp:tag_slug", "").strip(),
        texts.get("wp:tag_name", "").strip(),
        description=texts.get("wp:tag_description", "").strip(),
    )


def _term(element: Element) -> Term:
    texts = _texts(element)
    return Term(
        texts.get("wp:term_taxonomy", "").strip(),
        texts.get("wp:term_slug", "").strip(),
        texts.get("wp:term_name", "").strip(),
        texts.get("wp:term_parent", "").strip(),
        texts.get("wp:term_description", "").strip(),
    )


def _digits(text: str) -> str:
    return text.strip() if text.strip().isascii() and text.strip().isdigit() else ""


def _comment(element: Element) -> Comment:
    texts = _texts(element)
    return Comment(
        id=texts.get("wp:comment_id", "").strip(),
        author=texts.get("wp:comment_author", "").strip(),
        email=texts.get("wp:comment_author_email", "").strip(),
        url=texts.get("wp:comment_author_url", "").strip(),
        date_gmt=texts.get("wp:comment_date_gmt", "").strip(),
        content=texts.get("wp:comment_content", ""),
        approved=texts.get("wp:comment_approved", "").strip(),
        kind=texts.get("wp:comment_type", "").strip(),
        parent=texts.get("wp:comment_parent", "").strip(),
    )


_WORDS = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "dc:creator": "creator",
    "content:encoded": "content",
    "excerpt:encoded": "excerpt",
    "wp:post_id": "id",
    "wp:post_type": "kind",
    "wp:status": "status",
    "wp:post_name": "slug",
    "wp:post_parent": "parent",
    "wp:post_password": "password",
    "wp:post_date": "date",
    "wp:post_date_gmt": "date_gmt",
    "pubDate": "pub_date",
    "wp:attachment_url": "attachment_url",
}


def _item(element: Element) -> Item:
    item = Item()
    for child in element:
        name = _name(child.tag)
        text = child.text or ""
        if name in _WORDS:
            is_text = name in ("content:encoded", "excerpt:encoded")
            setattr(item, _WORDS[name], text if is_text else text.strip())
        elif name == "category":
            taxonomy = child.get("domain") or "category"
            item.terms.append((taxonomy, (child.get("nicename") or "").strip(), text.strip()))
        elif name == "wp:postmeta":
            meta = _texts(child)
            if key := meta.get("wp:meta_key", "").strip():
                item.meta.setdefault(key, meta.get("wp:meta_value", ""))
        elif name == "wp:comment":
            item.comments.append(_comment(child))
    return item


_SITE = {
    "title": "title",
    "wp:base_site_url": "base_site",
    "wp:base_blog_url": "base_blog",
    "wp:wxr_version": "version",
}
_PARTS: dict[str, Callable[[Element], Part]] = {
    "wp:author": _person,
    "wp:category": _category,
    "wp:tag": _tag,
    "wp:term": _term,
    "item": _item,
}
