"""A rowing boat with two people on a still lake as the sun comes up."""

from __future__ import annotations

from operations.demo.palette import BEAM, DUSK, FOG, HOUSE, PITCH, SCREEN, STEEL, blend
from operations.demo.pen import smooth
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    horizon = y + r * 0.16
    s.wash(HOUSE, STEEL, DUSK)
    s.glow(x, horizon, r * 2.8, FOG, 0.55, r * 1.5)
    s.glow(x, horizon, r * 1.25, BEAM, 0.75)
    with s.shape(BEAM, to=SCREEN) as pen:
        pen.ellipse(x, horizon, r * 0.46)
        pen.rectangle(0, horizon, s.width, s.height, ink=0)
    for depth, tint in enumerate((0.5, 0.28)):
        with s.shape(blend(HOUSE, STEEL, tint)) as pen:
            for side in (-1, 1):
                shore = [
                    (
                        x + side * r * (0.62 + depth * 0.5 + i * 0.42),
                        horizon - r * (0.02 + s.random.uniform(0.2, 0.9) * 0.12 * i / (1 + depth)),
                    )
                    for i in range(9)
                ]
                pen.polygon([*smooth(shore, closed=False), (x + side * r * 6, horizon), shore[0]])
    with s.shape(blend(HOUSE, DUSK, 0.55), to=PITCH) as pen:
        pen.rectangle(0, horizon, s.width, s.height)
    for band in range(6):
        shade = blend(BEAM, SCREEN, 0.45 - band * 0.09)
        with s.shape(shade, 0.85 - band * 0.11, blur=0.6) as pen:
            for line in range(8):
                t = (band * 8 + line + 1) / 48
                py = horizon + (s.height - horizon) * t**1.5
                half = r * (0.42 + 0.7 * t) * s.random.uniform(0.3, 1.0)
                shift = s.random.uniform(-0.14, 0.14) * r
                pen.ellipse(x + shift, py, half, max(0.8, r * 0.008 * (0.5 + 2.0 * t)))
    bx, by = x - r * 0.2, horizon + r * 0.6
    with s.shape(PITCH) as pen:
        hull = [
            (-0.62, -0.13),
            (-0.5, 0.0),
            (-0.3, 0.08),
            (0.0, 0.1),
            (0.3, 0.08),
            (0.5, 0.0),
            (0.66, -0.15),
            (0.3, -0.05),
            (0.0, -0.03),
            (-0.3, -0.05),
        ]
        pen.blob([(bx + a * r, by + b * r) for a, b in hull])
        for px, size, lean in ((-0.22, 0.42, 0.07), (0.26, 0.36, -0.06)):
            top = by - size * r
            pen.stroke(
                [(bx + px * r, by), (bx + (px + lean) * r, top + 0.12 * r)], 0.17 * r, 0.13 * r
            )
            pen.ellipse(bx + (px + lean * 1.3) * r, top, 0.07 * r, 0.082 * r)
        pen.ellipse(bx + 0.19 * r, by - 0.41 * r, 0.12 * r, 0.03 * r)
        pen.stroke([(bx - 0.2 * r, by - 0.12 * r), (bx - 0.86 * r, by + 0.16 * r)], 0.022 * r)
        pen.ellipse(bx - 0.88 * r, by + 0.165 * r, 0.1 * r, 0.02 * r)
    with s.shape(PITCH, 0.45, blur=r * 0.02) as pen:
        pen.ellipse(bx, by + 0.2 * r, 0.6 * r, 0.06 * r)
    with s.shape(blend(PITCH, HOUSE, 0.2)) as pen:  # reeds, close by
        for reed in range(64):
            side = -1 if reed % 2 else 1
            px = s.width / 2 + side * s.width * (0.5 - s.random.random() ** 2.2 * 0.3)
            tall = r * s.random.uniform(0.25, 0.85)
            bend = s.random.uniform(-0.16, 0.16) * r
            blade = smooth(
                [
                    (px, s.height + 4),
                    (px + bend * 0.2, s.height - tall * 0.6),
                    (px + bend, s.height - tall),
                ],
                closed=False,
                steps=6,
            )
            pen.stroke(blade, r * 0.02, r * 0.004)
