"""The shapes in which pages show pictures, and where a picture is cut to make one.

A cut keeps the focal point where the picture has it: what lies 30 per cent from the left lies
30 per cent from the left of every cut. `object-position` in a style sheet means the same, so that
the previews at the desk, the original shown meanwhile and the finished cut agree.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Shape:
    """One shape. `ratio` is width / height, None for the picture's own; `widths` in pixels."""

    name: str
    ratio: float | None
    widths: tuple[int, ...]
    for_crawlers: bool = False  # one JPEG and nothing else: they take no other
    label: Any = ""  # at the desk, below the preview

    def box(self, size: tuple[int, int], focal: tuple[int, int]) -> Box:
        """Return what is cut out of a picture of `size`: left, upper, right, lower."""
        width, height = size
        if self.ratio is None:
            return 0.0, 0.0, float(width), float(height)
        wide = min(width, height * self.ratio)
        high = wide / self.ratio
        left = (width - wide) * focal[0] / 100
        upper = (height - high) * focal[1] / 100
        return left, upper, left + wide, upper + high

    def sizes(self, size: tuple[int, int]) -> list[tuple[int, int]]:
        """Return what is made of a picture of `size`, smallest first; none is blown up.

        Of a picture smaller than the smallest width there is one, as large as it goes.
        """
        left, _, right, _ = self.box(size, (0, 0))
        widest = max(1, round(right - left))
        widths = [width for width in self.widths if width <= widest] or [widest]
        return [(width, self.height(width, size)) for width in widths]

    def height(self, width: int, size: tuple[int, int]) -> int:
        ratio = self.ratio or size[0] / size[1]
        return max(1, round(width / ratio))


# What pages ask for: phones at two to three pixels a point, laptops at one to two.
SHAPES = {
    shape.name: shape
    for shape in (
        Shape("native", None, (480, 960, 1600)),
        Shape("lead", 1.85, (480, 800, 1280), label=_("Lead")),
        Shape("card", 3 / 2, (160, 320, 640), label=_("Card")),
        Shape("poster", 2 / 3, (160, 320, 640), label=_("Poster")),
        Shape("square", 1.0, (112, 320), label=_("Portrait")),
        Shape("social", 1200 / 630, (1200,), for_crawlers=True, label=_("Social card")),
    )
}
