"""Telling a file of our own encoding from any other, so that moving does not blur it.

Each JPEG encoding loses a little. A picture that comes back from an archive of ours may stay as
it is when it has nothing that our encoder would not have written: no metadata, no comments, no
profile, nothing behind its end.
"""

import hashlib
import io
import zlib
from typing import cast

from django.core.files.base import ContentFile
from PIL import Image

from pictures.upload import LONGEST_SIDE, SCANS_LIMIT, START_OF_SCAN, Accepted

LARGEST = 12 * 1024 * 1024
JPEG_SEGMENTS = frozenset((0xC0, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD))
JFIF_LENGTH = 16  # without a thumbnail
PNG_CHUNKS = frozenset((b"IHDR", b"IDAT", b"IEND"))


def accept_own(content: bytes) -> Accepted | None:
    """The picture with these very bytes, or None when they are not of our encoding."""
    if len(content) > LARGEST or content.count(START_OF_SCAN) > SCANS_LIMIT:
        return None
    if not (is_plain_jpeg(content) or is_plain_png(content)):
        return None
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            if max(image.size) > LONGEST_SIDE or image.mode not in ("RGB", "RGBA"):
                return None
            image.load()
            pixel = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
            extension = "jpg" if image.format == "JPEG" else "png"
            width, height = image.size
    # Broken files raise almost anything inside Pillow's decoders; the usual way says it in words.
    except Exception:
        return None
    red, green, blue = cast("tuple[int, int, int]", pixel)
    digest = hashlib.sha256(content).hexdigest()
    return Accepted(
        file=ContentFile(content, name=f"{digest[:20]}.{extension}"),
        width=width,
        height=height,
        colour=f"#{red:02x}{green:02x}{blue:02x}",
        sha256=digest,
    )


def is_plain_jpeg(content: bytes) -> bool:
    """Whether a JPEG is nothing but tables and scans, from its first byte to its last."""
    if content[:2] != b"\xff\xd8":
        return False
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        is_jfif = marker == 0xE0 and length == JFIF_LENGTH and content[at + 4 : at + 9] == b"JFIF\0"
        if not is_jfif and marker not in JPEG_SEGMENTS:
            return False
        at += 2 + length
        if marker == 0xDA:
            at = _end_of_scan(content, at)
        if content[at:] == b"\xff\xd9":
            return True
    return False


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands: in a scan, FF is followed by a zero or a restart mark."""
    while (at := content.find(b"\xff", at)) >= 0:
        if content[at + 1 : at + 2] not in (b"\0", *(bytes([n]) for n in range(0xD0, 0xD8))):
            return at
        at += 2
    return len(content)


def is_plain_png(content: bytes) -> bool:
    """Whether a PNG is nothing but a header and one stream of pixels."""
    if content[:8] != b"\x89PNG\r\n\x1a\n":
        return False
    at, pixels = 8, []
    while at + 12 <= len(content):
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if name not in PNG_CHUNKS:
            return False
        if name == b"IDAT":
            pixels.append(content[at + 8 : at + 8 + length])
        at += 12 + length
        if name == b"IEND":
            return length == 0 and at == len(content) and _is_one_stream(pixels)
    return False


def _is_one_stream(pixels: list[bytes]) -> bool:
    """No bytes may hide behind the end of the compressed pixels."""
    stream = zlib.decompressobj()
    try:
        for part in pixels:
            if stream.eof:
                return False
            waiting = part
            while waiting:
                stream.decompress(waiting, 1 << 20)
                waiting = stream.unconsumed_tail
    except zlib.error:
        return False
    return stream.eof and not stream.unused_data
