"""Reading the embed code a video site hands out: its one player and the caption behind it.

The code itself goes no further than this module: only the player's address and the caption's
words and links are kept, and each is checked afterwards. So it does not matter that a browser
may see broken HTML differently from html.parser.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.trailers.address import TrailerRefused
from reviews.trailers.providers import known_providers

TAGS = frozenset(
    {"a", "b", "blockquote", "br", "center", "div", "em", "figcaption", "figure", "i"}
    | {"iframe", "p", "span", "strong"}
)
WEB_ADDRESS = re.compile(r"\s*(https?:)?//", re.IGNORECASE)
PASTE_ADDRESS = gettext_lazy("paste the trailer's address instead")


@dataclass
class Link:
    """A link of the caption: where it leads and the words in it, both as they were written."""

    href: str
    words: str = ""


@dataclass(frozen=True)
class EmbedCode:
    """What an embed code holds; `player_title` is the title attribute of its iframe."""

    player: str
    player_title: str
    caption: list[Link]


def read_embed_code(code: str) -> EmbedCode:
    """Return the one player of an embed code; raises TrailerRefused for anything besides it."""
    parser = _EmbedCodeParser()
    try:
        parser.feed(code)
        parser.close()
    # html.parser raises it for a broken `<![`: `<![x[` is enough.
    except AssertionError:
        raise _refused(_("This embed code is damaged")) from None
    if not parser.players:
        raise _refused(_("There is no player in this embed code"))
    if len(parser.players) > 1:
        raise TrailerRefused(
            _("There is more than one player in this; paste one trailer at a time.")
        )
    player = parser.players[0]
    return EmbedCode(player.get("src", ""), player.get("title", ""), parser.caption)


def _refused(what_is_wrong: str) -> TrailerRefused:
    return TrailerRefused(
        _("%(wrong)s; %(remedy)s.") % {"wrong": what_is_wrong, "remedy": PASTE_ADDRESS}
    )


class _EmbedCodeParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.players: list[dict[str, str]] = []
        self.caption: list[Link] = []
        self._inside: str = ""
        self._scripts = {provider.script for provider in known_providers().values()} - {""}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # As in a browser, the first of two attributes of the same name counts.
        attributes = {name: value or "" for name, value in reversed(attrs)}
        if tag == "script" and attributes.get("src") in self._scripts:
            self._inside = tag
            return
        if tag == "script" or "srcdoc" in attributes or any(a.startswith("on") for a in attributes):
            raise _refused(_("This embed code runs a script of its own"))
        if tag not in TAGS:
            raise _refused(_("This embed code holds more than a player"))
        if "href" in attributes and not WEB_ADDRESS.match(attributes["href"]):
            raise _refused(_("A link in this embed code leads nowhere"))
        if tag == "iframe":
            self.players.append(attributes)
        if tag == "br":
            self.handle_data(" ")
        if tag == "a" and self.players:
            self.caption.append(Link(attributes.get("href", "")))
            self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside == "script" and data.strip():
            raise _refused(_("This embed code runs a script of its own"))
        if self._inside == "a":
            self.caption[-1].words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
