"""Every odd and hostile file there is, taken or refused in words; nothing else can happen."""

import io
import zipfile

import pytest
from PIL import Image, ImageFile

from pictures import upload
from pictures.upload import PictureRefused, accept
from tests.pictures.files import (
    animated,
    gif_that_claims,
    halves,
    jpeg_that_claims,
    jpeg_with_endless_scans,
    opened,
    oriented,
    plain,
    png_that_claims,
    png_with_profile_bomb,
    png_with_text_bomb,
    profile,
    saved,
    telling,
)


def kept(content: bytes) -> Image.Image:
    return opened(accept(io.BytesIO(content), len(content)).file.read())


def refusal(content: bytes) -> str:
    with pytest.raises(PictureRefused) as refused:
        accept(io.BytesIO(content), len(content))
    return str(refused.value)


@pytest.fixture
def undecoded(monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: pytest.fail("was decoded"))


def near(seen, wanted, by=12):
    return all(abs(a - b) <= by for a, b in zip(seen, wanted, strict=True))


BLUE = (0x35, 0x50, 0x7A)
ORDINARY = {
    "JPEG": saved(plain(), "JPEG"),
    "progressive JPEG": saved(plain(), "JPEG", progressive=True),
    "PNG": saved(plain(), "PNG"),
    "interlaced PNG": saved(plain(), "PNG", interlace=1),
    "WebP": saved(plain(), "WEBP"),
    "lossless WebP": saved(plain(), "WEBP", lossless=True),
    "GIF": saved(plain(), "GIF"),
    "AVIF": saved(plain(), "AVIF"),
    "MPO of a stereo camera": saved(plain(), "MPO", save_all=True, append_images=[plain()]),
    "palette": saved(plain().convert("P", palette=Image.Palette.ADAPTIVE), "PNG"),
    "huge profile": saved(plain(), "JPEG", icc_profile=profile() + bytes(3_000_000)),
    "broken profile": saved(plain(), "JPEG", icc_profile=b"no profile at all" * 9),
    "empty profile": saved(plain(), "PNG", icc_profile=b"\x00"),
    "profile for grey": saved(plain(), "JPEG", icc_profile=profile("sRGB")[:200]),
}


@pytest.mark.parametrize("kind", ORDINARY)
def test_a_picture_of_every_kind_is_taken_and_looks_as_it_did(kind):
    image = kept(ORDINARY[kind])

    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (60, 40))
    assert near(image.getpixel((30, 20)), BLUE)


DEEP = {
    "16 bits of grey, light": (saved(plain("I;16", 40_000), "PNG"), 155),
    "16 bits of grey, dark": (saved(plain("I;16", 5_000), "PNG"), 19),
    "16 bits of grey, white": (saved(plain("I;16", 65_535), "PNG"), 255),
    "8 bits of grey": (saved(plain("L", 155), "PNG"), 155),
    "1 bit": (saved(plain("1", 1), "PNG"), 255),
    "grey JPEG": (saved(plain("L", 90), "JPEG"), 90),
}


@pytest.mark.parametrize("kind", DEEP)
def test_grey_of_any_depth_keeps_its_lightness(kind):
    content, lightness = DEEP[kind]

    assert near(kept(content).getpixel((30, 20)), (lightness,) * 3, by=2)


@pytest.mark.parametrize("quality", [50, 95])
def test_the_four_inks_of_print_become_three_lights(quality):
    print_ready = saved(plain("CMYK", (200, 120, 10, 40)), "JPEG", quality=quality)

    image = kept(print_ready)

    red, green, blue = image.getpixel((30, 20))
    assert image.mode == "RGB"
    assert red < green < blue


SEE_THROUGH = {
    "RGBA": saved(plain("RGBA", (200, 30, 30, 0)), "PNG"),
    "grey with alpha": saved(plain("LA", (90, 0)), "PNG"),
    "palette with a clear colour": saved(plain("P", 0), "PNG", transparency=0),
    "one clear colour": saved(plain(), "PNG", transparency=BLUE),
    "GIF": saved(plain("P", 0), "GIF", transparency=0),
    "WebP": saved(plain("RGBA", (200, 30, 30, 0)), "WEBP", lossless=True, exact=True),
    "AVIF": saved(plain("RGBA", (200, 30, 30, 0)), "AVIF"),
    "RGBA with a profile": saved(plain("RGBA", (200, 30, 30, 0)), "PNG", icc_profile=profile()),
}


@pytest.mark.parametrize("kind", SEE_THROUGH)
def test_what_one_sees_through_stays_so(kind):
    image = kept(SEE_THROUGH[kind])

    assert (image.format, image.mode) == ("PNG", "RGBA")
    assert image.getpixel((30, 20))[3] == 0


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_a_moving_picture_the_first_frame_is_kept(form):
    image = kept(animated(form))

    assert getattr(image, "n_frames", 1) == 1
    assert near(image.getpixel((30, 20)), (0xC0, 0x20, 0x20))


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_upright(form, orientation):
    image = kept(oriented(orientation, form))

    assert image.size == (60, 40)
    assert near(image.getpixel((30, 5)), (0xC0, 0x20, 0x20), by=20)
    assert near(image.getpixel((30, 35)), (0x20, 0x20, 0xC0), by=20)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_camera_and_owner_are_thrown_away(form):
    told = saved(plain(), form, exif=telling(), icc_profile=profile(), comment=b"hidden words")

    accepted = accept(io.BytesIO(told), len(told))

    content = accepted.file.read()
    assert b"WITNESS" in told
    assert [word for word in (b"WITNESS", b"Secret", b"hidden", b"Exif") if word in content] == []
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(opened(content).info)
    assert not opened(content).getexif()


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("payload.html", "<script>alert(1)</script>")
    return buffer.getvalue()


PAYLOAD = b"<script>alert(document.domain)</script><?php evil(); ?>"
TWO_FACED = {
    "script after the end": saved(plain(), "JPEG") + PAYLOAD,
    "archive after the end": saved(plain(), "PNG") + archive(),
    "script in a comment": saved(plain(), "JPEG", comment=PAYLOAD),
    "script in a GIF's comment": saved(plain("P", 1), "GIF", comment=PAYLOAD),
    "script in the palette": saved(plain(), "PNG", icc_profile=PAYLOAD),
}


@pytest.mark.parametrize("kind", TWO_FACED)
def test_what_hides_in_a_picture_does_not_come_with_it(kind):
    accepted = accept(io.BytesIO(TWO_FACED[kind]), len(TWO_FACED[kind]))

    content = accepted.file.read()
    assert b"script" not in content
    assert b"payload" not in content


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NO_PICTURES = {
    "SVG": SVG,
    "SVG with a declaration": b'<?xml version="1.0"?>' + SVG,
    "HTML": b"<!doctype html><script>alert(1)</script>",
    "text": b"This is a picture, believe me.",
    "archive": archive(),
    "PDF": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj",
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(id) run",
    "BMP": saved(plain(), "BMP"),
    "TIFF": saved(plain(), "TIFF"),
    "ICO": saved(plain(size=(32, 32)), "ICO"),
    "JPEG 2000": saved(plain(), "JPEG2000"),
    "PPM": saved(plain(), "PPM"),
    "TGA": saved(plain(), "TGA"),
    "PCX": saved(plain(), "PCX"),
    "one byte": b"\xff",
    "zeros": bytes(5_000),
    "head of a JPEG alone": b"\xff\xd8",
    "head of a PNG alone": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("kind", NO_PICTURES)
def test_what_is_no_picture_of_ours_is_refused_in_words(kind):
    assert refusal(NO_PICTURES[kind]) in {
        "This is no JPEG, PNG, WebP, GIF or AVIF picture; save it as one of them.",
        "The picture is damaged and cannot be opened; export it again.",
    }


def test_an_empty_file_is_called_empty():
    assert refusal(b"") == "The file is empty; export the picture again."


WHOLE = {
    form: saved(halves((400, 300)), form, **({} if form in ("PNG", "GIF") else {"quality": 90}))
    for form in upload.FORMATS
}


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("form", WHOLE)
def test_a_file_cut_off_anywhere_is_refused_in_words(form, share):
    whole = WHOLE[form]

    said = refusal(whole[: int(len(whole) * share)])

    assert said.endswith(("export it again.", "save it as one of them."))


@pytest.mark.parametrize("form", WHOLE)
def test_a_file_with_rotten_bytes_is_taken_or_refused_and_nothing_worse(form):
    whole = WHOLE[form]

    for start in range(0, len(whole), max(len(whole) // 25, 1)):
        rotten = whole[:start] + bytes(b ^ 0x5A for b in whole[start : start + 9])
        rotten += whole[start + 9 :]
        try:
            accepted = accept(io.BytesIO(rotten), len(rotten))
        except PictureRefused as refused:
            assert str(refused).endswith(".")
        else:
            assert opened(accepted.file.read()).format in ("JPEG", "PNG")


BOMBS = {
    "PNG of 900 million pixels": png_that_claims(30_000, 30_000),
    "PNG of 144 million pixels": png_that_claims(12_000, 12_000),
    "PNG of 40 million and some": png_that_claims(8_001, 5_000),
    "PNG, one pixel high": png_that_claims(50_000_000, 1),
    "PNG of 16 bits": png_that_claims(20_000, 20_000, depth=16),
    "GIF of 4,000 million pixels": gif_that_claims(65_535, 65_535),
    "JPEG of 4,000 million pixels": jpeg_that_claims(65_500, 65_500),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_too_many_pixels_are_refused_before_one_is_decoded(kind, undecoded):
    assert refusal(BOMBS[kind]) == (
        "The picture has more than 40 million pixels; save it smaller and try again."
    )


ENDLESS = jpeg_with_endless_scans()


@pytest.mark.parametrize("bomb", [png_with_text_bomb, png_with_profile_bomb])
def test_packed_metadata_is_not_unpacked_without_end(bomb):
    content = bomb()

    assert len(content) < 200_000
    try:
        image = kept(content)
    except PictureRefused:
        return
    assert image.size == (60, 40)


def test_a_jpeg_of_endless_passes_is_refused_before_it_is_decoded(undecoded):
    assert refusal(ENDLESS) == ("This JPEG is built to be slow to open; export it again.")


def test_too_many_bytes_are_refused_before_one_is_read():
    class Unread(io.BytesIO):
        def read(self, *arguments):
            pytest.fail("was read")

    with pytest.raises(PictureRefused, match="larger than 30 MB"):
        accept(Unread(b"x"), upload.BYTES_LIMIT + 1)


@pytest.mark.parametrize(
    ("given", "shown"),
    [((5_000, 2_500), (2_560, 1_280)), ((1_000, 4_000), (640, 2_560)), ((2_560, 9), (2_560, 9))],
)
def test_what_is_kept_is_at_most_2560_pixels_long(given, shown):
    assert kept(saved(plain(size=given), "JPEG")).size == shown


def test_the_same_picture_has_the_same_name_and_its_real_ending():
    content = saved(plain(), "WEBP")

    first, second = (accept(io.BytesIO(content), len(content)) for _ in range(2))

    assert first.file.name == second.file.name == f"{first.sha256[:20]}.jpg"
    assert near(tuple(bytes.fromhex(first.colour[1:])), BLUE, by=4)
