"""Videos and other things of other sites inside a text: players become ours, the rest links."""

import re
from dataclasses import dataclass
from html import escape, unescape

from reviews.trailers.address import TrailerRefused, read_address
from reviews.trailers.paste import Pasted, read_paste
from reviews.trailers.providers import known_providers

FRAME = re.compile(r"<iframe\b([^<>]*)>(?:[^<>]{0,500}</iframe>)?", re.IGNORECASE)
OLD_PLAYER = re.compile(
    r"<object\b[^<>]*>(?:(?!</object>).){0,3000}</object>|<embed\b[^<>]*>(?:</embed>)?",
    re.IGNORECASE | re.DOTALL,
)
ADDRESS = r"https?://[^\s<>\"'\[\]]{3,2000}"
OWN_LINE = re.compile(rf"(?m)^[ \t]*({ADDRESS})[ \t]*$")
OWN_PARAGRAPH = re.compile(rf"<p[^<>]*>\s*({ADDRESS})\s*(?:<br\s*/?>)?\s*</p>", re.IGNORECASE)
# Behind a player: “TITLE from UPLOADER on Vimeo.”, in a paragraph of its own.
_CAPTION = re.compile(
    r"\s*(?:</p>|</div>)?\s*<p[^<>]*>(?P<words>(?:(?!</p>).){1,1500})</p>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_PLAYER_ADDRESS = re.compile(ADDRESS.replace("https?:", "(?:https?:)?"))


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of one tag, unescaped, names in lower case; of two the first counts."""
    found: dict[str, str] = {}
    for name, double, single, plain in _ATTRIBUTE.findall(tag):
        found.setdefault(name.lower(), unescape(double or single or plain))
    return found


@dataclass(frozen=True)
class Video:
    """A video of a provider we know. `title` and `uploader` are what its embed code said."""

    provider: str
    video_id: str
    video_hash: str
    start_seconds: int = 0
    title: str = ""
    uploader: str = ""
    uploader_url: str = ""

    @property
    def key(self) -> str:
        return f"{self.provider}:{self.video_id}:{self.video_hash}"

    @property
    def address(self) -> str:
        provider = known_providers()[self.provider]
        return provider.watch_url(self.video_id, self.video_hash, self.start_seconds)


def video_at(address: str) -> Video | None:
    try:
        known = read_address(unescape(address.strip()))
    except TrailerRefused:
        return None
    return Video(known.provider, known.video_id, known.video_hash, known.start_seconds)


def figure_of(video: Video, caption: str = "") -> str:
    """`caption` is HTML, cleaned later with the rest."""
    words = f"<figcaption>{caption}</figcaption>" if caption.strip() else ""
    return f'\n\n<figure data-video="{video.key}">{words}</figure>\n\n'


def link_to(address: str, words: str = "") -> str:
    shown = escape(words or re.sub(r"^https?://(?:www\.)?", "", address)[:120])
    return f'\n\n<p><a href="{escape(address)}">{shown}</a></p>\n\n'


def player_in(tag: str, behind: str) -> tuple[Video | None, str, int]:
    """The video of an <iframe> tag, its address, and how much of `behind` is its caption."""
    source = attributes_of(tag).get("src", "").strip()
    source = f"https:{source}" if source.startswith("//") else source
    video = video_at(source)
    if video is None:
        return None, source, 0
    caption = _CAPTION.match(behind[:2500])
    if caption and "<a" in caption["words"]:
        told = _told(source, caption["words"])
        if told and told.title:
            facts = (told.video_hash, told.start_seconds, told.title, told.uploader)
            found = Video(video.provider, video.video_id, *facts, told.uploader_url)
            return found, source, caption.end()
    return video, source, 0


def address_in_old_player(markup: str) -> str:
    """The address inside <object> or <embed>, the players of the years before 2012."""
    found = _PLAYER_ADDRESS.search(unescape(markup))
    address = found[0] if found else ""
    return f"https:{address}" if address.startswith("//") else address


def _told(source: str, words: str) -> Pasted | None:
    """What an embed code says, when all of its caption's links lead to the provider."""
    try:
        return read_paste(f'<iframe src="{escape(source)}"></iframe><p>{words}</p>')
    except TrailerRefused:
        return None
