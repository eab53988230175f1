"""The one cleaner for rich text, and the knife that cuts its result for rendering.

Every way into the database passes `clean_html`: forms, model saves, imports, archives,
restored revisions. Nothing rewrites the HTML after it. Not for plain text: see plain_text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import nh3
from django.conf import settings

from publishing.blocks import shape
from publishing.markup_limits import text_of, within_limits
from publishing.markup_tree import BECOMES

TAGS = {
    *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "hr", "br"),
    *("em", "strong", "s", "sub", "sup", "a"),
    *("figure", "figcaption", "img", "details", "summary"),
}
# Forbidden tags keep their text, except those whose content is not for reading.
SILENCED = {
    *("script", "style", "title", "textarea", "noscript", "iframe", "object", "template"),
    *("svg", "math", "noembed", "noframes", "xmp", "head", "select", "button", "audio", "video"),
}
NOTE_ID = re.compile(r"note(?:ref)?-[0-9]{1,6}")
PICTURE = re.compile(r"[1-9][0-9]{0,18}")
VIDEO = re.compile(r"[a-z]{2,20}:[A-Za-z0-9_-]{1,64}:[A-Za-z0-9]{0,64}")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
MAILTO = re.compile(r"mailto:[^\s<>\"'@:/]+@[^\s<>\"'@:/]+", re.IGNORECASE)
ATTRIBUTES = {
    "a": {"href", "hreflang", "id"},
    "li": {"id"},
    "sup": {"id"},
    "figure": {"data-picture", "data-video"},
    "img": {"src", "alt", "width", "height"},
}
VALUES = {
    "id": NOTE_ID,
    "data-picture": PICTURE,
    "data-video": VIDEO,
    "hreflang": LANGUAGE,
    "width": re.compile(r"[1-9][0-9]{0,4}"),
    "height": re.compile(r"[1-9][0-9]{0,4}"),
}
CLASSES = {"blockquote": {"pullquote"}, "details": {"spoiler"}}
# A page settles in two rounds; a hostile one may need a few more (see clean_html).
ROUNDS = 8

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Google Docs wraps a whole document in <b style="font-weight:normal">.
_NOT_BOLD = re.compile(r"<b\s[^<>]*font-weight:\s*(?:normal|400)\b[^<>]*>", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r'<figure data-(?P<kind>picture|video)="(?P<key>[^"]*)">'
    r"(?:<figcaption>(?P<caption>.*?)</figcaption>)?</figure>",
    re.DOTALL,
)


def clean_html(html: str) -> str:
    """Return the safe, tidy form of any text: only our tags, in an article's shape.

    Never raises for a str, and cleaning twice gives the same text: the steps repeat until
    nothing changes, and a text that will not settle keeps its words and loses its markup.
    The last step is always the sanitiser. Text without any block tag becomes paragraphs.
    """
    for _ in range(ROUNDS):
        cleaned = _clean_once(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return _clean_once(text_of(html))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a cleaned body: its HTML, or a figure that is rendered from its key.

    `key` is a picture's id, or a video's "provider:id:hash"; `html` is the caption then.
    """

    kind: Literal["html", "picture", "video"]
    html: str
    key: str = ""


def cut(html: str) -> list[Piece]:
    """Cut a cleaned body at its picture and video figures, in reading order, losing nothing.

    Pieces of HTML need not balance by themselves (a figure may stand inside a spoiler).
    """
    pieces, end = [], 0
    for match in _PLACEHOLDER.finditer(html):
        if match.start() > end:
            pieces.append(Piece("html", html[end : match.start()]))
        kind: Literal["picture", "video"] = "picture" if match["kind"] == "picture" else "video"
        pieces.append(Piece(kind, match["caption"] or "", match["key"]))
        end = match.end()
    if end < len(html):
        pieces.append(Piece("html", html[end:]))
    return pieces


def _clean_once(html: str) -> str:
    html = _INVISIBLE.sub("", html.replace("\r\n", "\n").replace("\r", "\n"))
    html = html.replace("\u2028", "\n").replace("\u2029", "\n\n")
    # U+0338 after ">" would compose with it and eat the tag.
    html = unicodedata.normalize("NFC", re.sub(">\u0338+", ">", html))
    html = within_limits(_NOT_BOLD.sub("<span>", html))
    return _STRICT.clean(shape(_WIDE.clean(html)))


def _allowed_value(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return _link(value)
    if attribute == "src":
        return _own_media(value)
    if attribute == "class":
        return " ".join(sorted(CLASSES.get(tag, set()).intersection(value.split()))) or None
    if attribute in VALUES:
        return value if VALUES[attribute].fullmatch(value) else None
    return " ".join(value.split())


def _link(value: str) -> str | None:
    """Return the address browsers would see, or None unless it is web, mail, own or a note."""
    value = re.sub(r"[\t\n]", "", value).strip().replace(" ", "%20")
    if value.startswith("#"):
        return value if NOTE_ID.fullmatch(value[1:]) else None
    if "\\" in value or value.startswith("//"):
        return None
    if value.startswith("/") or MAILTO.fullmatch(value):
        return value
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("https", "http") and parts.hostname else None


def _own_media(value: str) -> str | None:
    root = settings.MEDIA_URL
    if root.strip("/") and re.fullmatch(re.escape(root) + r"[\w./~+@=-]+", value):
        return None if ".." in value else value
    return None


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        clean_content_tags=SILENCED,
        attributes={**ATTRIBUTES, **{tag: {"class"} for tag in CLASSES}},
        attribute_filter=_allowed_value,
        url_schemes={"https", "http", "mailto"},
        link_rel=None,
    )


_STRICT = _cleaner(TAGS)
# The first pass keeps old and foreign tags, so that shape() sees where blocks end.
_WIDE = _cleaner(TAGS | BECOMES.keys())
