"""A post's text as HTML for our cleaner, with its videos, pictures, notes and links as ours.

Everything here is said to be untrusted still: it is cleaned afterwards, and nothing rewrites it
then.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from django.utils.translation import gettext as _

from moving.wordpress.block_marks import has_blocks, replace_blocks
from moving.wordpress.classic import preformatted, rows_as_lines, with_line_breaks
from moving.wordpress.embeds import (
    FRAME,
    OLD_PLAYER,
    OWN_LINE,
    OWN_PARAGRAPH,
    Video,
    address_in_old_player,
    attributes_of,
    figure_of,
    link_to,
    player_in,
    video_at,
)
from moving.wordpress.items import Item
from moving.wordpress.notes import NAMES as NOTE_NAMES
from moving.wordpress.notes import Notes
from moving.wordpress.shortcodes import Shortcode, replace_shortcodes

_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_LINKED_IMAGE = re.compile(r"<a\b[^<>]*>\s*(<img\b[^<>]*>)\s*</a>", re.IGNORECASE)
_INNER_FIGURE = re.compile(
    r"<figure\b[^<>]*>((?:(?!</?figure\b).){0,200000}?)</figure>", re.IGNORECASE | re.DOTALL
)
_CAPTION = re.compile(
    r"<figcaption\b[^<>]*>((?:(?!</figcaption>).){0,20000})</figcaption>", re.IGNORECASE | re.DOTALL
)
_MEDIA = re.compile(
    r"<(video|audio)\b[^<>]*>(?:(?!</\1>).){0,5000}</\1>", re.IGNORECASE | re.DOTALL
)
_HREF = re.compile(r"(<a\b[^<>]*?\bhref\s*=\s*)(\"[^\"<>]*\"|'[^'<>]*')", re.IGNORECASE)
_LIST_TAG = re.compile(r"</?(?:ul|ol|li)\b[^<>]*>", re.IGNORECASE)
_CITE = re.compile(r"<(/?)cite\b[^<>]*>", re.IGNORECASE)
_PLAYER_NAMES = ("youtube", "vimeo", "dailymotion")
_FILE_KEYS = ("src", "mp4", "m4v", "webm", "ogv", "mov", "mp3", "ogg", "wav", "m4a", "flv", "wmv")


@dataclass
class Text:
    """`html` is not clean yet; `videos` are what figures are shown by, by key."""

    html: str
    videos: dict[str, Video] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Around:
    """What a text needs of the site around it.

    `picture(source, attachment id, alt)` answers the picture's key, or None when it cannot be
    had; `file` the old address of an attachment's file; `address` a link's new address; `gallery`
    the attachments of a post in order; `block` the content of a reusable block.
    """

    picture: Callable[[str, str, str], str | None]
    file: Callable[[str], str]
    address: Callable[[str], str]
    gallery: Callable[[str], list[str]]
    block: Callable[[str], str]


def text_of(item: Item, around: Around) -> Text:
    """Everything a post says, as one text."""
    return _Conversion(item, around).run()


class _Conversion:
    def __init__(self, item: Item, around: Around) -> None:
        self.item, self.around = item, around
        self.text = Text("")
        self.footnotes = Notes(item.meta)
        self._depth = 0
        self._left_out: dict[str, None] = {}
        self._lacking: dict[str, None] = {}

    def run(self) -> Text:
        content = preformatted(self.item.content)
        html = self._blocks(content) if has_blocks(content) else self._classic(content)
        html = self.footnotes.mark(html)
        html = self._players(html)
        html = self._pictures(rows_as_lines(html))
        html = _HREF.sub(self._link, html)
        self.text.html = html + _HREF.sub(self._link, self.footnotes.as_list())
        if self._lacking:
            note = _("Pictures that could not be had became links (%(count)d): %(first)s.")
            first = ", ".join(list(self._lacking)[:3])[:600]
            self.text.notes.append(note % {"count": len(self._lacking), "first": first})
        if self._left_out:
            names = ", ".join(self._left_out)[:200]
            note = _("Left out, as a page makes them anew each time: %(names)s.")
            self.text.notes.append(note % {"names": names})
        return self.text

    def note(self, sentence: str) -> None:
        if sentence not in self.text.notes:
            self.text.notes.append(sentence)

    # -- the two editors ------------------------------------------------------------------------

    def _classic(self, content: str) -> str:
        html = self._shortcodes(content)
        html = OWN_LINE.sub(lambda line: self._embed(line[1]), html)
        return with_line_breaks(html)

    def _blocks(self, content: str) -> str:
        handlers: dict[str, Callable[[dict[str, Any], str], str]] = {
            "embed": self._embed_block,
            "pullquote": self._pull_quote,
            "block": self._reusable,
            "gallery": lambda attributes, inside: _LIST_TAG.sub("", inside),
            "more": lambda attributes, inside: "",
            "nextpage": lambda attributes, inside: "",
            "footnotes": lambda attributes, inside: "",
            "freeform": lambda attributes, inside: self._classic(inside),
            "spacer": lambda attributes, inside: "",
            "search": lambda attributes, inside: "",
        }
        for name in set(re.findall(r"wp:(core-embed/[a-z-]+)", content)):
            handlers[name] = self._embed_block
        html = replace_blocks(content, handlers, self._leave_out)
        html = OWN_PARAGRAPH.sub(lambda line: self._embed(line[1]), self._shortcodes(html))
        # Blocks end where they end: a line break in the source is none in the text.
        return re.sub(r"(?<=>)\n(?=<)", "\n\n", html)

    def _leave_out(self, name: str) -> None:
        self._left_out[name] = None

    def _embed_block(self, attributes: dict[str, Any], inside: str) -> str:
        caption = _CAPTION.search(inside)
        address = str(attributes.get("url") or "") or _first_address(inside)
        return self._embed(address, caption[1] if caption else "") if address else inside

    def _pull_quote(self, attributes: dict[str, Any], inside: str) -> str:
        words = re.sub(r"</?(?:figure|blockquote)\b[^<>]*>", "", inside)
        words = _CITE.sub(r"<\1p>", words)
        return f'<blockquote class="pullquote">{words}</blockquote>'

    def _reusable(self, attributes: dict[str, Any], inside: str) -> str:
        """A block that several posts share; one that holds itself ends at the third round."""
        if self._depth >= 3:
            return ""
        self._depth += 1
        try:
            return self._blocks(self.around.block(str(attributes.get("ref", ""))))
        finally:
            self._depth -= 1

    # -- shortcodes -----------------------------------------------------------------------------

    def _shortcodes(self, content: str) -> str:
        known: dict[str, Callable[[Shortcode], str]] = {
            **dict.fromkeys(("caption", "wp_caption"), self._caption),
            **dict.fromkeys(("gallery",), self._gallery),
            **dict.fromkeys(("embed", *_PLAYER_NAMES), self._embed_shortcode),
            **dict.fromkeys(("video", "audio", "wpvideo"), self._file),
            **dict.fromkeys(NOTE_NAMES, lambda code: self.footnotes.add(code.inside)),
        }
        html, unknown = replace_shortcodes(content, known)
        for name in unknown:
            self.note(_("An unknown shortcode stayed as text: [%(name)s].") % {"name": name})
        return html

    def _caption(self, code: Shortcode) -> str:
        image = _IMAGE.search(code.inside)
        if image is None:
            return code.inside
        linked = _LINKED_IMAGE.search(code.inside)
        taken = linked[0] if linked else image[0]
        words = code.attributes.get("caption") or code.inside.replace(taken, "", 1)
        return f"\n\n<figure>{image[0]}<figcaption>{words.strip()}</figcaption></figure>\n\n"

    def _gallery(self, code: Shortcode) -> str:
        listed = code.attributes.get("ids") or code.attributes.get("include") or ""
        ids = [id.strip() for id in listed.split(",") if id.strip().isdigit()]
        ids = ids or self.around.gallery(self.item.id)
        return "\n\n".join(f'<img class="wp-image-{id}">' for id in ids[:500])

    def _embed_shortcode(self, code: Shortcode) -> str:
        address = code.inside.strip() or next(iter(code.bare), "") or code.attributes.get("id", "")
        address = address or code.attributes.get("src", "")
        if code.name != "embed" and "/" not in address:
            address = {
                "youtube": f"https://www.youtube.com/watch?v={address}",
                "vimeo": f"https://vimeo.com/{address}",
                "dailymotion": f"https://www.dailymotion.com/video/{address}",
            }[code.name]
        return self._embed(_first_address(address) or address)

    def _file(self, code: Shortcode) -> str:
        named = [code.attributes[key] for key in _FILE_KEYS if code.attributes.get(key)]
        address = next((word for word in [*named, *code.bare, code.inside] if "/" in word), "")
        return self._embed(_first_address(address))

    # -- videos and players ---------------------------------------------------------------------

    def _embed(self, address: str, caption: str = "") -> str:
        address = unescape(address.strip())
        if not address:
            return ""
        video = video_at(address)
        if video is not None:
            return self._shown(video, caption)
        host = re.sub(r"^https?://(?:www\.)?([^/:]*).*", r"\1", address, flags=re.DOTALL)
        self.note(_("An embed of %(host)s became a link.") % {"host": host[:100]})
        return link_to(address) + (f"<p>{caption}</p>" if caption.strip() else "")

    def _shown(self, video: Video, caption: str = "") -> str:
        self.text.videos.setdefault(video.key, video)
        return figure_of(video, caption or escape(video.title))

    def _players(self, html: str) -> str:
        parts, at = [], 0
        while frame := FRAME.search(html, at):
            video, source, caption = player_in(frame[1], html[frame.end() : frame.end() + 2500])
            parts.append(html[at : frame.start()])
            at = frame.end() + caption
            if video:
                parts.append(self._shown(video))
            elif source.startswith("http"):
                parts.append(self._embed(source))
        html = "".join([*parts, html[at:]])
        html = OLD_PLAYER.sub(lambda found: self._embed(address_in_old_player(found[0])), html)
        return _MEDIA.sub(lambda found: self._embed(_first_address(found[0])), html)

    # -- pictures and links ---------------------------------------------------------------------

    def _pictures(self, html: str) -> str:
        html = _LINKED_IMAGE.sub(r"\1", html)
        html = _INNER_FIGURE.sub(self._figure, html)
        return _IMAGE.sub(lambda image: self._picture(image[0], ""), html)

    def _figure(self, figure: re.Match[str]) -> str:
        images = _IMAGE.findall(figure[1])
        if len(images) != 1:
            return figure[0]
        caption = _CAPTION.search(figure[1])
        return self._picture(images[0], caption[1] if caption else "")

    def _picture(self, tag: str, caption: str) -> str:
        image = attributes_of(tag)
        source = image.get("src", "").strip()
        number = re.search(r"\bwp-image-([0-9]{1,18})\b", image.get("class", ""))
        id = number[1] if number else image.get("data-id", "")
        source = source or (self.around.file(id) if id else "")
        if not source:
            return ""
        key = self.around.picture(source, id, image.get("alt", ""))
        words = f"<figcaption>{caption}</figcaption>" if caption.strip() else ""
        if key is not None:
            return f'\n\n<figure data-picture="{escape(key)}">{words}</figure>\n\n'
        self._lacking[source] = None
        label = image.get("alt", "") or source.rpartition("/")[2]
        return link_to(source, label) + (f"<p>{caption}</p>" if caption.strip() else "")

    def _link(self, link: re.Match[str]) -> str:
        address = self.around.address(unescape(link[2][1:-1]).strip())
        return f'{link[1]}"{escape(address)}"'


def _first_address(text: str) -> str:
    found = re.search(r"(?:https?:)?//[^\s<>\"'\[\]]{3,2000}", unescape(text))
    if found is None:
        return ""
    return f"https:{found[0]}" if found[0].startswith("//") else found[0]
