"""A drawing tablet in a dark room; the line on it is still unfinished."""

from __future__ import annotations

import math

from operations.demo.palette import BEAM, DUSK, HOUSE, PEARL, PITCH, SCREEN, STEEL
from operations.demo.pen import smooth
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(HOUSE, PITCH)
    s.glow(x, y + r * 0.1, r * 2.0, DUSK, 1.0)
    slab = [
        (x + a * r, y + b * r)
        for a, b in ((-1.1, -0.56), (1.0, -0.72), (1.36, 0.66), (-1.28, 0.78))
    ]
    with s.shape(PITCH, 0.8, blur=r * 0.1) as pen:
        pen.polygon([(px + r * 0.04, py + r * 0.12) for px, py in slab])
    with s.shape(STEEL, to=DUSK) as pen:
        pen.polygon(slab)
    pane = [(x + (px - x) * 0.9, y + (py - y) * 0.88) for px, py in slab]
    with s.shape(SCREEN, to=PEARL) as pen:
        pen.polygon(pane)
    with s.shape(STEEL, 0.35) as pen:
        for i in range(1, 12):
            t = i / 12
            pen.stroke(
                [
                    (
                        pane[0][0] + (pane[1][0] - pane[0][0]) * t,
                        pane[0][1] + (pane[1][1] - pane[0][1]) * t,
                    ),
                    (
                        pane[3][0] + (pane[2][0] - pane[3][0]) * t,
                        pane[3][1] + (pane[2][1] - pane[3][1]) * t,
                    ),
                ],
                r * 0.004,
            )
        for i in range(1, 8):
            t = i / 8
            pen.stroke(
                [
                    (
                        pane[0][0] + (pane[3][0] - pane[0][0]) * t,
                        pane[0][1] + (pane[3][1] - pane[0][1]) * t,
                    ),
                    (
                        pane[1][0] + (pane[2][0] - pane[1][0]) * t,
                        pane[1][1] + (pane[2][1] - pane[1][1]) * t,
                    ),
                ],
                r * 0.004,
            )
    jump = smooth(
        [
            (x + a * r, y + b * r)
            for a, b in ((-0.78, 0.42), (-0.52, 0.02), (-0.2, -0.2), (0.12, -0.12), (0.3, 0.12))
        ],
        closed=False,
    )
    with s.shape(STEEL, 0.7) as pen:
        pen.stroke(jump, r * 0.012)
    with s.shape(HOUSE) as pen:
        for i in range(0, len(jump), 9):
            px, py = jump[i]
            squash = 1 - 0.32 * abs(math.cos(i / len(jump) * math.pi))
            pen.ring(px, py, r * 0.1 * squash, r * 0.014)
    tip = jump[-1]
    s.glow(*tip, r * 0.4, BEAM, 0.85)
    with s.shape(PITCH) as pen:
        pen.stroke([tip, (tip[0] + r * 0.07, tip[1] - r * 0.1)], r * 0.012, r * 0.06)
        pen.stroke(
            [(tip[0] + r * 0.07, tip[1] - r * 0.1), (tip[0] + r * 0.78, tip[1] - r * 1.02)],
            r * 0.062,
            r * 0.085,
        )
