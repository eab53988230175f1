"""The one way in for trailers: whatever staff paste becomes plain facts, or is refused in words.

Nothing is fetched, and nothing of the pasted text is kept but the facts: the player is built
anew from them (`providers`) each time a page is made.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reviews.trailers.address import TrailerRefused, read_address
from reviews.trailers.caption import Caption, read_caption
from reviews.trailers.embed_code import read_embed_code

__all__ = ["Pasted", "TrailerRefused", "read_paste"]

LONGEST_PASTE = 10_000
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Pasted:
    """What was pasted, as facts.

    `provider` is a key of PROVIDERS; `video_hash` is the private part of an unlisted Vimeo
    address; `start_seconds` is 0 to 86,400. `title` and `uploader` are plain text of at most
    300 characters, `uploader_url` is an https address on the provider's own host of at most
    200. All but `provider` and `video_id` may be empty, or 0.
    """

    provider: str
    video_id: str
    video_hash: str
    start_seconds: int
    title: str
    uploader: str
    uploader_url: str


def read_paste(text: str) -> Pasted:
    """Return the trailer in a pasted address or embed code.

    Raises TrailerRefused, whose message is one sentence for the editor.
    """
    if not text.strip():
        raise TrailerRefused(_("Paste the trailer's address or its embed code."))
    if len(text) > LONGEST_PASTE:
        raise TrailerRefused(_("This is too long for an embed code; paste the trailer's address."))
    if UNSTORABLE.search(text):
        raise TrailerRefused(_("This has characters that nobody can see; copy the address again."))
    code = read_embed_code(text) if "<" in text else None
    video = read_address(code.player if code else text)
    caption = read_caption(code, video) if code else Caption()
    return Pasted(
        provider=video.provider,
        video_id=video.video_id,
        video_hash=video.video_hash or caption.video_hash,
        start_seconds=video.start_seconds,
        title=caption.title,
        uploader=caption.uploader,
        uploader_url=caption.uploader_url,
    )
