"""A piece's text as a feed reader can show it: whole, with absolute addresses, no spoilers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.template.loader import render_to_string

from pictures.models.picture import Picture
from publishing.markup_tree import Element, Node, read, written
from publishing.models.site_settings import SiteSettings
from reviews.models.trailer import Trailer
from reviews.public.page import ReviewPage

_PLACEHOLDER = re.compile(' data-(picture|video)="([^"]*)"')
_OWN_ADDRESS = re.compile(' (href|src)="(?=[/#])(?P<note>#)?')
_ID = re.compile(' id="[^"]*"')


def full_text(
    page: ReviewPage,
    site: SiteSettings,
    pictures: Mapping[str, Picture],
    trailer: Trailer | None = None,
) -> str:
    """Render `reviews/feeds/_text.html`. `pictures` are those of the body, by id as text."""
    lead = page.lead_picture
    context = {
        "page": page,
        "text": FeedBody(page, site, pictures).html(),
        "lead_address": site.absolute(lead.url) if lead else "",
        "trailer": trailer,
    }
    return _rendered("_text", context)


class FeedBody:
    """One cleaned body on its way into a feed; see the module's docstring."""

    def __init__(
        self, page: ReviewPage, site: SiteSettings, pictures: Mapping[str, Picture]
    ) -> None:
        self.page, self.site, self.pictures = page, site, pictures
        self.url = site.absolute(page.url)

    def html(self) -> str:
        return self._written(read(self.page.body))

    def _written(self, nodes: Iterable[Node]) -> str:
        return "".join(written(node) for node in self._told(nodes))

    def _told(self, nodes: Iterable[Node]) -> Iterator[Node]:
        for node in nodes:
            if isinstance(node, str):
                yield node
            elif node.tag == "details":
                yield _rendered("_spoiler", {"url": self.url})
            elif placeholder := _PLACEHOLDER.search(node.attributes):
                yield self._figure(placeholder[1], placeholder[2], node)
            else:
                inside = list(self._told(node.inside))
                yield Element(node.tag, self._attributes(node.attributes), inside)

    def _figure(self, kind: str, key: str, figure: Element) -> str:
        """A picture by its absolute address, a video as a link; nothing for what is unknown."""
        captions = [inner for inner in figure.inside if isinstance(inner, Element)]
        caption = "".join(self._written(inner.inside) for inner in captions)
        if kind == "video":
            video = self.page.videos.get(key)
            return _rendered("_video", {"video": video, "caption": caption}) if video else ""
        picture = self.pictures.get(key)
        if picture is None:
            return ""
        address = self.site.absolute(picture.url)
        return _rendered("_picture", {"picture": picture, "address": address, "caption": caption})

    def _attributes(self, attributes: str) -> str:
        """Own addresses become absolute, notes lead to the page; ids would clash in a reader."""

        def absolute(match: re.Match[str]) -> str:
            return f' {match[1]}="{f"{self.url}#" if match["note"] else self.site.url}'

        return _OWN_ADDRESS.sub(absolute, _ID.sub("", attributes))


def _rendered(partial: str, context: dict[str, Any]) -> str:
    return render_to_string(f"reviews/feeds/{partial}.html", context).strip()
