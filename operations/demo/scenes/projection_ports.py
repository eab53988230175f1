"""The back wall of a cinema seen from the seats: three ports, one of them lit."""

from __future__ import annotations

from operations.demo.palette import BEAM, DUSK, HOUSE, PITCH, SCREEN, STEEL, blend
from operations.demo.pen import smooth
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(HOUSE, PITCH)
    s.glow(x, y - r * 0.5, r * 1.7, DUSK, 0.9)
    with s.shape(DUSK, 0.6) as pen:
        for panel in range(-6, 7):
            pen.rectangle(
                x + panel * r * 0.44, 0, x + panel * r * 0.44 + max(1, r * 0.008), y + r * 0.5
            )
    lit = (x + r * 0.1, y - r * 0.5)
    with s.shape(STEEL, to=DUSK) as pen:
        for px in (-0.95, 0.1, 0.95):
            pen.rectangle(x + (px - 0.2) * r, y - r * 0.66, x + (px + 0.2) * r, y - r * 0.34)
    with s.shape(PITCH) as pen:
        for px in (-0.95, 0.1, 0.95):
            pen.rectangle(x + (px - 0.17) * r, y - r * 0.63, x + (px + 0.17) * r, y - r * 0.37)
    for left, right, strength in (
        (-2.6, -1.2, 0.5),
        (-1.3, 0.1, 0.75),
        (-0.1, 1.5, 0.9),
        (1.3, 2.7, 0.55),
    ):
        s.beam(lit, (x + left * r, s.height + r), (x + right * r, s.height + r), strength, soft=12)
    s.glow(*lit, r * 0.42, BEAM, 0.9)
    s.glow(*lit, r * 0.16, SCREEN, 1.0)
    for row in range(4):
        base, wide = y + r * (0.62 + row * 0.24), r * (0.26 + row * 0.08)
        shift = wide if row % 2 else 0.0
        with s.shape(blend(DUSK, PITCH, 0.3 + row * 0.2), to=PITCH) as pen:
            px = x - wide * 14 + shift
            while px < s.width + wide:
                back = (
                    (-0.86, 0.9),
                    (-0.84, 0.1),
                    (-0.6, -0.12),
                    (0.6, -0.12),
                    (0.84, 0.1),
                    (0.86, 0.9),
                )
                pen.polygon(smooth([(px + a * wide, base + b * wide) for a, b in back], steps=6))
                px += wide * 2
            pen.rectangle(0, base + wide * 0.75, s.width, s.height)
