"""Bringing whatever a picture's numbers mean into the one meaning browsers agree on: sRGB."""

import io

from PIL import Image, ImageCms

READY = ("RGB", "RGBA", "CMYK", "L")


def in_eight_bits(image: Image.Image) -> Image.Image:
    """Return it as RGB, RGBA, grey, or CMYK as it came: what the colour engine takes.

    Pillow's own conversion cuts sixteen bits of grey off at 255, which leaves white.
    """
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in READY else image.convert("RGB")


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return RGB or RGBA in sRGB; a profile that is broken or for another mode is passed over."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None  # the plain numbers are the best guess left
        if converted is not None:
            return converted
    return image if image.mode == mode else image.convert(mode)
