"""What happens to a picture between the sender's disk and ours.

Everything is judged before it is decoded, and what is kept is our own encoding: the bytes
that came in, and with them place, camera and hidden payloads, are thrown away.
"""

import hashlib
import io
import logging
import warnings
from dataclasses import dataclass
from typing import IO, cast

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from pictures.colours import in_eight_bits, in_srgb

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
BYTES_LIMIT = 30 * 1024 * 1024
PIXELS_LIMIT = 40_000_000
LONGEST_SIDE = 2560
# Cameras and encoders write ten or so. Every pass over a progressive JPEG touches all its pixels,
# so that a small file of a thousand passes would keep us busy for minutes.
SCANS_LIMIT = 100
START_OF_SCAN = b"\xff\xda"

logger = logging.getLogger(__name__)


class PictureRefused(ValueError):
    """The file cannot be taken; the message is a sentence for the editor."""


@dataclass(frozen=True)
class Accepted:
    """A picture ready to be kept. `file.name` ends in its real extension; sizes are pixels."""

    file: ContentFile
    width: int
    height: int
    colour: str
    sha256: str


def accept(upload: IO[bytes], size: int) -> Accepted:
    """Judge and re-encode an uploaded picture of `size` bytes.

    Raises PictureRefused. The result is at most 2560 pixels long, sRGB, without metadata; of a
    moving picture it is the first frame.
    """
    if size > BYTES_LIMIT:
        raise PictureRefused(_("The file is larger than 30 MB; save it smaller and try again."))
    if size == 0:
        raise PictureRefused(_("The file is empty; export the picture again."))
    try:
        return _encoded(_decoded(upload))
    except PictureRefused:
        raise
    # Ours from 40 million pixels on, and Pillow's own from 179 million.
    except Image.DecompressionBombError as error:
        raise PictureRefused(
            _("The picture has more than 40 million pixels; save it smaller and try again.")
        ) from error
    except UnidentifiedImageError as error:
        raise PictureRefused(
            _("This is no JPEG, PNG, WebP, GIF or AVIF picture; save it as one of them.")
        ) from error
    # Broken files raise almost anything inside Pillow's decoders: OSError, SyntaxError, …
    except Exception as error:
        logger.info("An uploaded picture could not be decoded and is refused.", exc_info=True)
        raise PictureRefused(
            _("The picture is damaged and cannot be opened; export it again.")
        ) from error


def _decoded(upload: IO[bytes]) -> Image.Image:
    with warnings.catch_warnings():
        # The size is checked below, with a sentence; Pillow's warning would only be noise.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        image: Image.Image = Image.open(upload, formats=FORMATS)
    if image.width * image.height > PIXELS_LIMIT:
        raise Image.DecompressionBombError
    if image.format in ("JPEG", "MPO"):
        _refuse_endless_scans(upload)
        # Decodes a half, a quarter or an eighth where that is enough. Given a square, Pillow looks
        # at the shorter side as well, and decodes all of it.
        share = LONGEST_SIDE / max(image.size)
        image.draft("RGB", (round(image.width * share), round(image.height * share)))
    image.load()
    profile = image.info.get("icc_profile")
    image = in_eight_bits(image)
    # Smaller first: what follows then costs a fraction, and nobody sees a difference.
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    ImageOps.exif_transpose(image, in_place=True)
    return in_srgb(image, profile)


def _refuse_endless_scans(upload: IO[bytes]) -> None:
    position = upload.tell()
    upload.seek(0)
    scans = upload.read().count(START_OF_SCAN)
    upload.seek(position)
    if scans > SCANS_LIMIT:
        raise PictureRefused(_("This JPEG is built to be slow to open; export it again."))


def _encoded(image: Image.Image) -> Accepted:
    # Pixels copied into a fresh image: nothing of `info` (EXIF, comments, profiles) can follow.
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    buffer = io.BytesIO()
    if clean.mode == "RGBA":
        clean.save(buffer, "PNG", optimize=True)
        extension = "png"
    else:
        clean.save(buffer, "JPEG", quality=88, optimize=True, progressive=True, exif=b"")
        extension = "jpg"
    content = buffer.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    pixel = clean.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    red, green, blue = cast("tuple[int, int, int]", pixel)
    return Accepted(
        file=ContentFile(content, name=f"{digest[:20]}.{extension}"),
        width=clean.width,
        height=clean.height,
        colour=f"#{red:02x}{green:02x}{blue:02x}",
        sha256=digest,
    )
