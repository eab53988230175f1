"""The stage a demo picture is lit and drawn on.

Light (washes, glows, beams) is laid at the picture's own size, shapes by the pen. Coordinates
are pixels of the finished picture. Not for photographs: nothing here opens a file.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

from operations.demo.palette import BEAM, HOUSE, PITCH, Colour
from operations.demo.pen import FINER, Pen, Point


class Stage:
    """One picture being lit and drawn. `random` is seeded, so a picture never changes."""

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        self.width, self.height = size
        self.image = Image.new("RGB", size, HOUSE)
        self.random = random.Random(seed)

    def wash(self, top: Colour, bottom: Colour, middle: Colour | None = None) -> None:
        """Fill the whole picture with a gradient from top to bottom."""
        ramp = Image.linear_gradient("L").resize((self.width, self.height))
        self.image = ImageOps.colorize(ramp, top, bottom, mid=middle)

    def glow(
        self,
        x: float,
        y: float,
        radius: float,
        colour: Colour,
        strength: float,
        ry: float | None = None,
    ) -> None:
        """Lay a round light that fades to nothing at `radius`."""
        ry = radius if ry is None else ry
        light = ImageOps.invert(Image.radial_gradient("L"))
        # radial_gradient reaches white at the corners, 1.41 radii out: keep the inner disc only.
        light = light.point(lambda v: round(max(0, (v - 74) / 181) ** 1.6 * 255 * strength))
        light = light.resize(
            (max(2, round(radius * 2)), max(2, round(ry * 2))), Image.Resampling.BICUBIC
        )
        self.image.paste(colour, (round(x - radius), round(y - ry)), light)

    @contextmanager
    def shape(
        self,
        colour: Colour,
        alpha: float = 1.0,
        blur: float = 0.0,
        to: Colour | None = None,
        fade: Point | None = None,
    ) -> Iterator[Pen]:
        """Draw one layer in `colour`, or from `colour` down to `to`.

        `blur` is a radius in pixels. `fade` is the opacity at the layer's top and bottom.
        """
        pen = Pen(self.image.size)
        yield pen
        drawn = pen.mask.getbbox()
        if drawn is None:
            return
        margin = math.ceil(blur * 3) + 1
        left, top = (max(0, edge // FINER - margin) for edge in drawn[:2])
        right = min(self.width, drawn[2] // FINER + margin + 1)
        bottom = min(self.height, drawn[3] // FINER + margin + 1)
        mask = pen.mask.crop((left * FINER, top * FINER, right * FINER, bottom * FINER)).reduce(
            FINER
        )
        if blur > 8:
            small = mask.reduce(4).filter(ImageFilter.GaussianBlur(blur / 4))
            mask = small.resize(mask.size, Image.Resampling.BICUBIC)
        elif blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur))
        if alpha < 1:
            mask = mask.point(lambda v: round(v * alpha))
        if fade:
            start, end = fade
            ramp = Image.linear_gradient("L").resize(mask.size)
            mask = ImageChops.multiply(
                mask, ramp.point(lambda v: round(255 * start + (end - start) * v))
            )
        if to is None:
            self.image.paste(colour, (left, top), mask)
        else:
            ramp = Image.linear_gradient("L").resize((1, mask.height))
            self.image.paste(
                ImageOps.colorize(ramp, colour, to).resize(mask.size), (left, top), mask
            )

    def beam(
        self,
        source: Point,
        one: Point,
        other: Point,
        strength: float = 0.5,
        colour: Colour = BEAM,
        soft: float = 14,
    ) -> None:
        """Throw a cone of light from `source` to the edge `one`–`other`, weaker as it travels."""
        reach = max(math.dist(source, one), math.dist(source, other)) * 1.04
        pen = Pen((self.width // 2, self.height // 2))
        pen.polygon([(px / 2, py / 2) for px, py in (source, one, other)])
        cone = (
            pen.mask.reduce(FINER)
            .filter(ImageFilter.GaussianBlur(soft / 2))
            .resize(self.image.size)
        )
        fall = Image.new("L", self.image.size, 0)
        light = ImageOps.invert(Image.radial_gradient("L"))
        light = light.point(lambda v: round(max(0, (v - 74) / 181) ** 0.75 * 255 * strength))
        light = light.resize((round(reach * 2), round(reach * 2)))
        fall.paste(light, (round(source[0] - reach), round(source[1] - reach)))
        self.image.paste(colour, (0, 0), ImageChops.multiply(cone, fall))

    def darken_below(self, top: float, full: float, colour: Colour = PITCH) -> None:
        """Sink everything below `top` into `colour`, wholly from `full` down."""
        depth = max(2, round(full - top))
        mask = Image.new("L", self.image.size, 0)
        ramp = Image.linear_gradient("L").resize((self.width, depth), Image.Resampling.BICUBIC)
        mask.paste(ramp, (0, round(top)))
        mask.paste(255, (0, round(top) + depth, self.width, self.height))
        self.image.paste(colour, (0, 0), mask)

    def letters(
        self, text: str, x: float, y: float, size: float, colour: Colour, spacing: float = 0.16
    ) -> float:
        """Write letter-spaced text centred on `x`; return its width."""
        font = ImageFont.load_default(size)
        widths = [font.getlength(letter) + size * spacing for letter in text]
        total = sum(widths) - size * spacing
        left = x - total / 2
        pencil = ImageDraw.Draw(self.image)
        for letter, width in zip(text, widths, strict=True):
            pencil.text((left, y), letter, font=font, fill=colour, anchor="ls")
            left += width
        return total

    def develop(self, grain: float = 0.07, vignette: float = 0.5) -> Image.Image:
        """Return the finished picture: dark corners, a little dust, grain."""
        size = self.image.size
        corners = ImageOps.invert(Image.radial_gradient("L")).point(
            lambda v: round(255 * (1 - vignette * (1 - min(1, v / 150)) ** 1.5))
        )
        corners = corners.resize(size, Image.Resampling.BICUBIC)
        self.image = ImageChops.multiply(self.image, Image.merge("RGB", [corners] * 3))
        noise = [Image.frombytes("L", size, self.random.randbytes(size[0] * size[1])) for _ in "ab"]
        film = ImageChops.add(noise[0], noise[1], scale=2).filter(ImageFilter.GaussianBlur(0.55))
        film = film.point(lambda v: round(128 + (v - 128) * grain * 6))
        grained = ImageChops.overlay(self.image, Image.merge("RGB", [film] * 3))
        # Overlay leaves pure black clean, which film never is: mix in a little plain noise.
        return Image.blend(grained, Image.merge("RGB", [film] * 3), grain * 0.22)
