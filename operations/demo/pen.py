"""Sharp shapes with smooth edges: drawn three times too large, to be shrunk."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

Point = tuple[float, float]

FINER = 3


def smooth(points: Sequence[Point], closed: bool = True, steps: int = 14) -> list[Point]:
    """Return a Catmull-Rom curve through the points, as a fine polyline."""
    count = len(points)
    curve: list[Point] = []
    for start in range(count if closed else count - 1):
        around = [start - 1, start, start + 1, start + 2]
        if closed:
            p = [points[i % count] for i in around]
        else:
            p = [points[min(max(i, 0), count - 1)] for i in around]
        for step in range(steps):
            t = step / steps
            curve.append(
                (
                    _catmull_rom(p[0][0], p[1][0], p[2][0], p[3][0], t),
                    _catmull_rom(p[0][1], p[1][1], p[2][1], p[3][1], t),
                )
            )
    return curve if closed else [*curve, points[-1]]


def _catmull_rom(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


class Pen:
    """Draws on a mask three times finer than the picture; `ink` 0 rubs out."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.mask = Image.new("L", (size[0] * FINER, size[1] * FINER), 0)
        self._draw = ImageDraw.Draw(self.mask)

    def polygon(self, points: Sequence[Point], ink: int = 255) -> None:
        self._draw.polygon([(x * FINER, y * FINER) for x, y in points], fill=ink)

    def blob(self, points: Sequence[Point], ink: int = 255) -> None:
        self.polygon(smooth(points), ink)

    def rectangle(
        self, left: float, top: float, right: float, bottom: float, ink: int = 255
    ) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], ink)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float | None = None, ink: int = 255
    ) -> None:
        ry = rx if ry is None else ry
        box = [(x - rx) * FINER, (y - ry) * FINER, (x + rx) * FINER, (y + ry) * FINER]
        self._draw.ellipse(box, fill=ink)

    def ring(self, x: float, y: float, radius: float, width: float, ink: int = 255) -> None:
        box = [(v + s * radius) * FINER for s in (-1, 1) for v in (x, y)]
        self._draw.ellipse(box, outline=ink, width=max(1, round(width * FINER)))

    def stroke(
        self, points: Sequence[Point], width: float, end: float | None = None, ink: int = 255
    ) -> None:
        """Draw a round-ended line whose width runs from `width` to `end`."""
        end = width if end is None else end
        last = len(points) - 1
        for i in range(last):
            (ax, ay), (bx, by) = points[i], points[i + 1]
            a = (width + (end - width) * i / last) / 2
            b = (width + (end - width) * (i + 1) / last) / 2
            length = math.hypot(bx - ax, by - ay) or 1
            nx, ny = (by - ay) / length, (ax - bx) / length
            self.polygon(
                [
                    (ax + nx * a, ay + ny * a),
                    (bx + nx * b, by + ny * b),
                    (bx - nx * b, by - ny * b),
                    (ax - nx * a, ay - ny * a),
                ],
                ink,
            )
            self.ellipse(ax, ay, a, ink=ink)
            self.ellipse(bx, by, b, ink=ink)
