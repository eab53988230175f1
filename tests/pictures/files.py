"""Picture files of every odd kind, made here so that each test says what is odd about it."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms

SIZE = (60, 40)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def plain(mode: str = "RGB", colour: Any = "#35507a", size: tuple[int, int] = SIZE) -> Image.Image:
    return Image.new(mode, size, colour)


def halves(size: tuple[int, int] = SIZE) -> Image.Image:
    """Red above, blue below: says which way up it is."""
    image = Image.new("RGB", size, "#c02020")
    image.paste("#2020c0", (0, size[1] // 2, size[0], size[1]))
    return image


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_claims(width: int, height: int, depth: int = 8) -> bytes:
    """A PNG of a few hundred bytes whose head promises that many pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(100_000), 9))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


def gif_that_claims(width: int, height: int) -> bytes:
    whole = bytearray(saved(plain("P", 1), "GIF"))
    whole[6:10] = struct.pack("<HH", width, height)
    return bytes(whole)


def jpeg_that_claims(width: int, height: int) -> bytes:
    whole = bytearray(saved(plain(), "JPEG"))
    start = whole.index(b"\xff\xc0") + 5
    whole[start : start + 4] = struct.pack(">HH", height, width)
    return bytes(whole)


def png_with_text_bomb() -> bytes:
    """Eighty megabytes of comment, packed into eighty kilobytes."""
    whole = saved(plain(), "PNG")
    bomb = chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(80_000_000), 9))
    return whole[:33] + bomb + whole[33:]


def png_with_profile_bomb() -> bytes:
    whole = saved(plain(), "PNG")
    bomb = chunk(b"iCCP", b"sRGB\x00\x00" + zlib.compress(bytes(80_000_000), 9))
    return whole[:33] + bomb + whole[33:]


def jpeg_with_endless_scans(passes: int = 2_000) -> bytes:
    """A progressive JPEG that goes over its pixels again and again."""
    whole = saved(plain(size=(400, 400)), "JPEG", progressive=True)
    first = whole.index(b"\xff\xda")
    second = whole.index(b"\xff\xda", first + 2)
    return whole[:second] + whole[first:second] * passes + whole[second:]


def oriented(orientation: int, form: str = "JPEG") -> bytes:
    """The halves, stored turned, with the note that says how to turn them back."""
    back = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    image = halves()
    for turn in back.get(orientation, []):
        image = image.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(image, form, exif=exif, **({} if form == "PNG" else {"quality": 95}))


def telling() -> Image.Exif:
    """EXIF that gives away the place, the camera and its owner."""
    exif = Image.Exif()
    exif[0x010F] = "NIKON-OF-THE-WITNESS"
    exif[0x013B] = "Secret Owner"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 36.0)})
    return exif


def profile(name: str = "sRGB") -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def animated(form: str) -> bytes:
    frames = [plain(colour=colour) for colour in ("#c02020", "#20c020", "#2020c0")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100)
