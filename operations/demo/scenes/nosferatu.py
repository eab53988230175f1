"""The shadow of a bald, long-fingered figure climbs a wall beside a staircase."""

from __future__ import annotations

import math

from operations.demo.palette import BEAM, DUSK, FOG, HOUSE, PITCH, SCREEN, STEEL, blend
from operations.demo.pen import Point, smooth
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(STEEL, HOUSE, DUSK)
    s.glow(x, y - r * 0.1, r * 2.0, FOG, 0.9)
    s.glow(x - r * 0.1, y - r * 0.2, r * 1.25, SCREEN, 0.8)
    body = [
        (-0.7, 1.6),
        (-0.56, 0.5),
        (-0.44, -0.02),
        (-0.2, -0.26),
        (0.0, -0.3),
        (0.2, -0.2),
        (0.34, 0.1),
        (0.4, 0.6),
        (0.5, 1.6),
    ]
    skull = [
        (0.0, -1.04),
        (0.13, -0.98),
        (0.195, -0.8),
        (0.185, -0.6),
        (0.13, -0.4),
        (0.1, -0.2),
        (-0.1, -0.2),
        (-0.13, -0.4),
        (-0.185, -0.6),
        (-0.195, -0.8),
        (-0.13, -0.98),
    ]
    ear = ((0.14, -0.72), (0.24, -0.78), (0.35, -0.88), (0.29, -0.64), (0.15, -0.48))
    with s.shape(blend(PITCH, HOUSE, 0.5), 0.93, blur=r * 0.014) as pen:
        pen.blob([(x + a * r, y + b * r) for a, b in body])
        pen.blob([(x + a * r, y + b * r) for a, b in skull])
        for side in (-1, 1):
            pen.blob([(x + side * a * r, y + b * r) for a, b in ear])
        arm = smooth(
            [(x + a * r, y + b * r) for a, b in ((0.2, -0.06), (0.6, -0.2), (0.98, -0.5))],
            closed=False,
        )
        pen.stroke(arm, r * 0.2, r * 0.075)
        for bend, reach in ((-1.25, 0.42), (-0.85, 0.56), (-0.42, 0.6), (0.0, 0.54), (0.5, 0.34)):
            finger = [
                (0.98, -0.5),
                (0.98 + math.cos(bend) * reach * 0.5, -0.5 + math.sin(bend) * reach * 0.62),
                (0.98 + math.cos(bend + 0.5) * reach, -0.5 + math.sin(bend + 0.42) * reach),
            ]
            pen.stroke(
                smooth([(x + a * r, y + b * r) for a, b in finger], closed=False),
                r * 0.055,
                r * 0.014,
            )
    tread, rise = r * 0.3, r * 0.2
    left, low = x - r * 2.2, y + r * 1.3
    steps: list[Point] = [(left - r * 4, s.height + r), (left - r * 4, low)]
    for i in range(-2, 18):
        steps += [(left + i * tread, low - i * rise), (left + i * tread, low - (i + 1) * rise)]
    steps += [(s.width + r, low - 18 * rise), (s.width + r, s.height + r)]
    with s.shape(PITCH) as pen:
        drop = r * 1.42
        pen.polygon([(px, py + drop) for px, py in steps])
        for i in range(-2, 22):
            bx = left + (i + 0.5) * tread
            by = low - (i + 1) * rise + drop
            pen.rectangle(bx - r * 0.018, by - r * 0.5, bx + r * 0.018, by + r * 0.1)
        pen.stroke(
            [
                (left - 2 * tread, low + rise * 1.5 + drop - r * 0.5),
                (left + 22 * tread, low - 22.5 * rise + drop - r * 0.5),
            ],
            r * 0.055,
        )
    s.glow(x - r * 1.9, y + r * 1.1, r * 1.5, BEAM, 0.5)
