"""The caption of an embed code, "TITLE from UPLOADER on Vimeo.": what it says of the trailer.

Read from its links alone: the first that leads to the same video bears the title, the one
behind it the uploader. Links to other sites are passed over.
"""

import re
from dataclasses import dataclass

from reviews.trailers.address import TrailerRefused, Video, read_address, split_address
from reviews.trailers.embed_code import EmbedCode, Link
from reviews.trailers.provider import Provider
from reviews.trailers.providers import known_providers

LONGEST_WORDS = 300
LONGEST_URL = 200

# Marks that turn the reading direction would also turn the words of our page around them.
TURNS_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
UPLOADER_PATH = re.compile(r"(?:/[0-9A-Za-z_.~@%-]+)+")


@dataclass(frozen=True)
class Caption:
    """Plain text of at most 300 characters, an https address of at most 200; any may be empty."""

    title: str = ""
    uploader: str = ""
    uploader_url: str = ""
    video_hash: str = ""


def read_caption(code: EmbedCode, video: Video) -> Caption:
    """Return what an embed code says of its video; the player's own title stands in for one."""
    provider = known_providers()[video.provider]
    title = plain(code.player_title)
    if re.fullmatch(rf"{provider.name}[ -](video )?player", title, re.IGNORECASE):
        title = ""
    for position, link in enumerate(code.caption):
        named = _video_of(link)
        if named and (named.provider, named.video_id) == (video.provider, video.video_id):
            behind = code.caption[position + 1 : position + 2]
            uploader = _uploader(behind[0], provider) if behind else ("", "")
            return Caption(plain(link.words) or title, *uploader, named.video_hash)
    return Caption(title)


def _video_of(link: Link) -> Video | None:
    try:
        return read_address(link.href)
    except TrailerRefused:
        return None


def _uploader(link: Link, provider: Provider) -> tuple[str, str]:
    try:
        address = split_address(link.href)
    except TrailerRefused:
        return "", ""
    # The bare host is the "on Vimeo" of a caption that names no uploader.
    if address.host not in provider.hosts or not address.path or _video_of(link):
        return "", ""
    return plain(link.words), uploader_address(link.href, provider)


def uploader_address(href: str, provider: Provider) -> str:
    """The https address of somebody's page at the provider, without its query, or ""."""
    try:
        address = split_address(href)
    except TrailerRefused:
        return ""
    url = f"https://{address.host}{address.path}"
    is_kept = address.host in provider.hosts and address.is_https and len(url) <= LONGEST_URL
    return url if is_kept and UPLOADER_PATH.fullmatch(address.path) else ""


def plain(text: str) -> str:
    """One line of text: white space of any kind, no-break spaces too, becomes a single space."""
    return " ".join(TURNS_DIRECTION.sub("", text).split())[:LONGEST_WORDS].rstrip()
