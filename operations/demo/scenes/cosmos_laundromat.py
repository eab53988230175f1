"""A washing machine's round door holds a night sky, a hill and one sheep."""

from __future__ import annotations

import math

from operations.demo.palette import ASH, BEAM, DUSK, FOG, HOUSE, PEARL, PITCH, SCREEN, STEEL
from operations.demo.pen import smooth
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(PEARL, ASH, FOG)
    s.glow(x - r * 0.6, y - r * 0.8, r * 2.6, SCREEN, 0.9)
    with s.shape(ASH, 0.55, blur=r * 0.12) as pen:
        pen.ellipse(x + r * 0.08, y + r * 0.14, r * 1.12)
    with s.shape(STEEL, 0.5) as pen:
        for panel in (-2.0, 2.0):
            pen.rectangle(x + panel * r - r * 0.008, 0, x + panel * r + r * 0.008, s.height)
    for size, tint, to in (
        (1.12, SCREEN, ASH),
        (1.05, ASH, PEARL),
        (0.99, FOG, DUSK),
        (0.9, PITCH, DUSK),
    ):
        with s.shape(tint, to=to) as pen:
            pen.ellipse(x, y, r * size)
    with s.shape(PEARL, 0.85) as pen:
        for arm in range(2):
            for i in range(210):
                t = i / 210
                angle = arm * math.pi + t * 5.2 + s.random.gauss(0, 0.16)
                far = 0.06 + t * 0.82 + s.random.gauss(0, 0.025)
                if far < 0.86:
                    pen.ellipse(
                        x + math.cos(angle) * far * r,
                        y + math.sin(angle) * far * r * 0.9,
                        r * s.random.choice((0.004, 0.006, 0.01)),
                    )
    s.glow(x, y - r * 0.02, r * 0.55, BEAM, 0.75)
    s.glow(x, y - r * 0.02, r * 0.22, SCREEN, 0.9)
    inside = [
        (x + math.cos(a) * r * 0.9, y + math.sin(a) * r * 0.9)
        for a in [math.radians(d) for d in range(20, 161, 4)]
    ]
    with s.shape(HOUSE, to=PITCH) as pen:
        brow = smooth(
            [
                inside[-1],
                (x - r * 0.4, y + r * 0.42),
                (x + r * 0.1, y + r * 0.44),
                (x + r * 0.45, y + r * 0.36),
                inside[0],
            ],
            closed=False,
        )
        pen.polygon([*brow, *inside])
    at = (x + r * 0.06, y + r * 0.25)
    with s.shape(PITCH) as pen:
        for px, py, size in (
            (-0.14, 0, 0.1),
            (-0.05, -0.06, 0.11),
            (0.06, -0.06, 0.11),
            (0.13, 0.0, 0.1),
            (0.03, 0.03, 0.12),
            (-0.09, 0.04, 0.1),
        ):
            pen.ellipse(at[0] + px * r, at[1] + py * r, size * r)
        for leg in (-0.12, -0.06, 0.07, 0.12):
            pen.stroke(
                [(at[0] + leg * r, at[1] + r * 0.08), (at[0] + leg * r, at[1] + r * 0.2)], r * 0.03
            )
        pen.blob(
            [
                (at[0] + a * r, at[1] + b * r)
                for a, b in (
                    (0.16, -0.16),
                    (0.26, -0.19),
                    (0.32, -0.07),
                    (0.3, 0.0),
                    (0.24, -0.02),
                    (0.17, -0.06),
                )
            ]
        )
        pen.stroke(
            [(at[0] + r * 0.19, at[1] - r * 0.15), (at[0] + r * 0.12, at[1] - r * 0.13)],
            r * 0.04,
            r * 0.02,
        )
    with s.shape(SCREEN, 0.2, blur=r * 0.012) as pen:
        pen.stroke(
            [
                (x + math.cos(a) * r * 0.78, y + math.sin(a) * r * 0.78)
                for a in [math.radians(d) for d in range(185, 262, 4)]
            ],
            r * 0.02,
            r * 0.09,
        )
    with s.shape(ASH, to=PEARL) as pen:  # the latch
        pen.rectangle(x + r * 1.0, y - r * 0.16, x + r * 1.14, y + r * 0.16)
