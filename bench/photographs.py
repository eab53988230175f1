"""Pictures with as much detail as photographs, so that encoders take as long as over those.

Light in octaves, as in nature (the coarser the stronger), paler differences of colour, and film
grain. A JPEG of 24 million pixels comes to nine megabytes, as from a camera.
"""

import io
import random
from typing import Any

from PIL import Image, ImageChops, ImageFilter

OCTAVES = 9


def photograph(size: tuple[int, int], seed: int = 1) -> Image.Image:
    """Return an RGB picture of that size; the same seed gives a similar, not the same picture."""
    chance = random.Random(seed)
    luma = _light(size, chance, strength=70)
    bands = [_sum(luma, _light(size, chance, strength=25)) for _ in range(3)]
    return Image.merge("RGB", bands)


def _light(size: tuple[int, int], chance: random.Random, strength: float) -> Image.Image:
    light = Image.new("L", size, chance.randrange(110, 146))
    for octave in range(OCTAVES):
        cells = 3 * 2**octave
        noise = Image.effect_noise((cells * 3, cells * 2), strength / 1.5**octave)
        light = _sum(light, noise.resize(size, Image.Resampling.BICUBIC))
    grain = Image.effect_noise(size, strength / 12).filter(ImageFilter.GaussianBlur(0.7))
    return _sum(light, grain)


def _sum(light: Image.Image, noise: Image.Image) -> Image.Image:
    """Noise lies around 128, which adds nothing."""
    return ImageChops.add(light, noise, scale=1, offset=-128)


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()
