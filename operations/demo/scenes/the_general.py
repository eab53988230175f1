"""A locomotive crosses a timber trestle, its lamp lit, smoke streaming behind."""

from __future__ import annotations

import math

from operations.demo.palette import ASH, BEAM, DUSK, FOG, HOUSE, PEARL, PITCH, SCREEN, STEEL, blend
from operations.demo.pen import Pen, smooth
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(DUSK, PEARL, STEEL)
    ground = y + r * 0.42
    s.glow(x + r * 1.2, ground, r * 2.2, SCREEN, 0.7)
    for depth, tint in enumerate((0.62, 0.38)):
        ridge = [
            (i / 12 * s.width, ground + r * (0.3 + depth * 0.32) - r * s.random.uniform(0.0, 0.36))
            for i in range(13)
        ]
        with s.shape(blend(HOUSE, FOG, tint), to=blend(HOUSE, PEARL, tint + 0.2)) as pen:
            pen.polygon([*smooth(ridge, closed=False), (s.width, s.height), (0, s.height)])
    for layer in range(8):
        t = layer / 7
        size = r * (0.1 + 0.36 * t)
        shade = blend(PEARL, ASH, s.random.random() * 0.6)
        with s.shape(shade, 0.8 * (1 - t * 0.75), blur=size * 0.28) as pen:
            for puff in range(4):
                u = t + puff / 28
                px = x + r * 0.52 - u * r * 3.0
                py = ground - r * 0.9 - r * 0.5 * math.sqrt(u) + s.random.uniform(-0.1, 0.1) * r
                pen.ellipse(px, py, size, size * 0.82)
    s.beam(
        (x + r * 1.06, ground - r * 0.5),
        (x + r * 4.2, ground - r * 0.95),
        (x + r * 4.2, ground + r * 0.18),
        0.95,
    )
    with s.shape(PITCH, to=HOUSE) as pen:
        pen.rectangle(0, ground, s.width, ground + r * 0.055)
        pen.rectangle(0, ground + r * 0.1, s.width, ground + r * 0.13)
        step = r * 0.42
        px = (x % step) - step
        while px < s.width + step:
            for lean in (-0.13, 0.13):
                pen.stroke([(px, ground), (px + lean * r, s.height)], r * 0.035)
            for level in range(1, 8):
                ly = ground + level * r * 0.36
                pen.stroke([(px - step / 2, ly), (px + step / 2, ly)], r * 0.022)
                pen.stroke([(px, ly - r * 0.36), (px + step, ly)], r * 0.014)
            px += step
        _engine(pen, x, ground, r)
    s.glow(x + r * 1.1, ground - r * 0.5, r * 0.34, BEAM, 0.8)
    s.glow(x + r * 1.09, ground - r * 0.5, r * 0.13, SCREEN, 1.0)


def _engine(pen: Pen, x: float, ground: float, r: float) -> None:
    def box(left: float, top: float, right: float, bottom: float, ink: int = 255) -> None:
        pen.rectangle(x + left * r, ground - top * r, x + right * r, ground - bottom * r, ink)

    for wx in (-0.46, 0.0):
        hub = (x + wx * r, ground - 0.21 * r)
        pen.ellipse(*hub, 0.21 * r)
        pen.ellipse(*hub, 0.165 * r, ink=0)
        for spoke in range(12):
            angle = math.tau * spoke / 12
            rim = (hub[0] + math.cos(angle) * 0.18 * r, hub[1] + math.sin(angle) * 0.18 * r)
            pen.stroke([hub, rim], 0.02 * r)
        pen.ellipse(*hub, 0.05 * r)
    for wx in (0.42, 0.66):
        pen.ellipse(x + wx * r, ground - 0.09 * r, 0.09 * r)
    for wx in (-1.62, -1.36, -1.08, -0.88):
        pen.ellipse(x + wx * r, ground - 0.1 * r, 0.1 * r)
    box(-0.66, 0.64, 0.82, 0.3)  # boiler
    pen.ellipse(x + 0.82 * r, ground - 0.47 * r, 0.05 * r, 0.17 * r)
    box(-0.7, 0.36, 0.86, 0.29)
    box(0.28, 0.32, 0.84, 0.14)
    box(-0.74, 0.95, -0.3, 0.22)  # cab
    box(-0.64, 0.84, -0.42, 0.6, ink=0)
    box(-0.82, 1.0, -0.22, 0.94)
    box(-1.76, 0.46, -0.86, 0.18)  # tender
    for log in range(6):
        pen.ellipse(x + (-1.66 + log * 0.14) * r, ground - (0.5 + 0.04 * (log % 2)) * r, 0.085 * r)
    box(-0.9, 0.26, -0.7, 0.2)
    pen.polygon(
        [
            (x + a * r, ground - b * r)
            for a, b in ((0.47, 0.62), (0.57, 0.62), (0.68, 0.96), (0.36, 0.96))
        ]
    )
    pen.ellipse(x + 0.52 * r, ground - 0.96 * r, 0.16 * r, 0.03 * r)
    pen.ellipse(x + 0.16 * r, ground - 0.66 * r, 0.1 * r, 0.12 * r)
    pen.ellipse(x - 0.12 * r, ground - 0.65 * r, 0.07 * r, 0.09 * r)
    box(0.98, 0.58, 1.08, 0.42)
    box(0.84, 0.44, 1.02, 0.38)
    pen.polygon(
        [(x + a * r, ground - b * r) for a, b in ((0.84, 0.24), (1.16, 0.02), (0.84, 0.02))]
    )
    pen.stroke([(x - 0.46 * r, ground - 0.15 * r), (x + 0.4 * r, ground - 0.2 * r)], 0.035 * r)
