"""Pictures of our own encoding move without being encoded again; nothing else passes as such."""

import io
import zlib

import pytest
from PIL import Image, PngImagePlugin

from pictures.own_form import accept_own
from pictures.upload import accept
from tests.pictures.files import jpeg_with_endless_scans


def encoded(mode: str = "RGB", form: str = "PNG", size=(90, 60), **options) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 40).convert(mode).save(buffer, form, **options)
    return buffer.getvalue()


def ours(mode: str = "RGB") -> bytes:
    upload = encoded(mode)
    return accept(io.BytesIO(upload), len(upload)).file.read()


def chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content).to_bytes(4)
    return len(content).to_bytes(4) + name + content + check


def with_words() -> PngImagePlugin.PngInfo:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "hidden")
    return words


def within_the_pixels(png: bytes) -> bytes:
    """A PNG with bytes behind the end of its compressed pixels, where no viewer looks."""
    end = png.index(b"IEND") - 4
    return png[:end] + chunk(b"IDAT", b"hidden") + png[end:]


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_our_own_encoding_is_kept_byte_for_byte(mode):
    content = ours(mode)

    accepted = accept_own(content)

    assert accepted is not None
    assert accepted.file.read() == content
    assert (accepted.width, accepted.height) == (90, 60)


def foreign() -> dict[str, bytes]:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (48.0, 51.0, 29.0)}
    jpeg, png = ours("RGB"), ours("RGBA")
    return {
        "nothing": b"",
        "words": b"GIF89a or not",
        "a place in a JPEG": encoded(form="JPEG", exif=exif.tobytes()),
        "a comment in a JPEG": encoded(form="JPEG", comment=b"hidden"),
        "a profile in a JPEG": encoded(form="JPEG", icc_profile=b"x" * 200),
        "an archive behind a JPEG": jpeg + b"PK\x03\x04",
        "an archive behind a PNG": png + b"PK\x03\x04",
        "a JPEG cut off": jpeg[: len(jpeg) // 2],
        "a PNG cut off": png[: len(png) // 2],
        "words in a PNG": encoded("RGBA", pnginfo=with_words()),
        "bytes behind a PNG's pixels": within_the_pixels(png),
        "a PNG of a palette": encoded("P"),
        "a grey JPEG": encoded("L", form="JPEG"),
        "a picture too large": encoded(form="JPEG", size=(2600, 20)),
        "a JPEG of endless passes": jpeg_with_endless_scans(200),
        "a GIF": encoded("P", form="GIF"),
        "a JPEG that lies about a length": jpeg[:4] + b"\x00\x02" + jpeg[6:],
    }


@pytest.mark.parametrize("content", foreign().values(), ids=foreign())
def test_anything_our_encoder_would_not_have_written_goes_the_usual_way(content):
    assert accept_own(content) is None
