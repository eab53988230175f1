"""A lone climber with a staff in high snow; a winged shadow crosses the light above."""

from __future__ import annotations

import math

from operations.demo.palette import BEAM, DUSK, FOG, HOUSE, PEARL, PITCH, SCREEN, STEEL, blend
from operations.demo.pen import Point, smooth
from operations.demo.people import CLIMBING, figure
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(HOUSE, PEARL, STEEL)
    s.glow(x + r * 0.3, y - r * 0.35, r * 2.1, SCREEN, 0.75)
    s.glow(x + r * 0.3, y - r * 0.35, r * 0.95, BEAM, 0.8)
    for depth, (low, jag, lit) in enumerate(((0.5, 0.95, 0.55), (0.75, 0.7, 0.8))):
        ridge: list[Point] = []
        px = -0.4 * r
        while px < s.width + r:
            peak = jag * (1 if len(ridge) % 2 else 0.4) * s.random.uniform(0.6, 1.05)
            ridge.append((px, y + r * (low - peak + (0.2 if abs(px - x) < r * 0.8 else 0))))
            px += r * s.random.uniform(0.28, 0.46)
        with s.shape(blend(STEEL, FOG, lit - 0.35), to=PEARL) as pen:
            pen.polygon([*ridge, (s.width, s.height), (0, s.height)])
        with s.shape(blend(DUSK, STEEL, depth * 0.4), 0.6) as pen:
            for i in range(1, len(ridge) - 1):
                (px, py), (qx, qy) = ridge[i], ridge[i + 1]
                if py < qy:  # the side of each peak that looks away from the sun
                    dx, dy = qx - px, qy - py
                    seam = ((-0.02, 1.0), (0.14, 0.74), (-0.1, 0.52), (0.1, 0.26))
                    pen.polygon(
                        [(px, py), (qx, qy), *((px + a * dx, py + b * dy) for a, b in seam)]
                    )
    with s.shape(SCREEN, to=FOG) as pen:
        slope = [
            (0, y + r * 1.02),
            (s.width * 0.25, y + r * 0.86),
            (x - r * 0.2, y + r * 0.72),
            (x + r * 0.7, y + r * 0.6),
            (s.width, y + r * 0.32),
        ]
        pen.polygon([*smooth(slope, closed=False), (s.width, s.height), (0, s.height)])
    with s.shape(STEEL, 0.5, blur=r * 0.012) as pen:
        for step in range(16):
            px = x - r * (0.55 + step * 0.16)
            pen.ellipse(
                px, y + r * (0.84 + step * 0.045) + (step % 2) * r * 0.03, r * 0.03, r * 0.012
            )
    foot = (x - r * 0.34, y + r * 0.56)
    with s.shape(PITCH) as pen:
        figure(pen, foot[0], foot[1], r * 0.5, CLIMBING)
        pen.stroke(
            [(foot[0] + r * 0.17, foot[1] - r * 0.34), (foot[0] + r * 0.13, foot[1] + r * 0.24)],
            r * 0.016,
        )
        cloak = [
            (-0.05, -0.16),
            (-0.14, 0.0),
            (-0.22, 0.1),
            (-0.08, 0.12),
            (0.05, 0.06),
            (0.08, -0.12),
        ]
        pen.blob([(foot[0] + a * r, foot[1] + b * r) for a, b in cloak])
    wing = (
        (0.0, 0.0),
        (0.18, -0.12),
        (0.42, -0.34),
        (0.82, -0.42),
        (1.18, -0.2),
        (0.98, -0.2),
        (0.9, -0.02),
        (0.7, -0.12),
        (0.56, 0.08),
        (0.38, -0.02),
        (0.2, 0.14),
    )
    at, lean = (x + r * 0.3, y - r * 0.48), math.radians(-9)
    with s.shape(PITCH, 0.94, blur=r * 0.004) as pen:
        for side, size in ((1, 1.0), (-1, 0.94)):
            turned = [
                (
                    a * side * size * math.cos(lean) - b * math.sin(lean),
                    a * side * size * math.sin(lean) + b * math.cos(lean),
                )
                for a, b in wing
            ]
            pen.polygon([(at[0] + a * r, at[1] + b * r) for a, b in turned])
        body = smooth(
            [
                (at[0] + a * r, at[1] + b * r)
                for a, b in (
                    (0.13, -0.2),
                    (0.05, -0.08),
                    (0.0, 0.06),
                    (-0.06, 0.24),
                    (-0.2, 0.42),
                    (-0.18, 0.56),
                )
            ],
            closed=False,
        )
        pen.stroke(body[:32], r * 0.05, r * 0.15)
        pen.stroke(body[28:], r * 0.13, r * 0.012)
        pen.blob(
            [
                (at[0] + a * r, at[1] + b * r)
                for a, b in ((0.1, -0.17), (0.12, -0.26), (0.2, -0.3), (0.25, -0.27), (0.18, -0.18))
            ]
        )
