"""A shell has landed in the right eye of a moon that has a face."""

from __future__ import annotations

import math

from operations.demo.palette import ASH, DUSK, FOG, HOUSE, PEARL, PITCH, SCREEN, STEEL
from operations.demo.pen import Point, smooth
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(PITCH, DUSK, HOUSE)
    with s.shape(PEARL, 0.9) as pen:
        for _ in range(170):
            size = r * s.random.choice((0.003, 0.004, 0.006, 0.009))
            pen.ellipse(s.random.uniform(0, s.width), s.random.uniform(0, s.height), size)
    s.glow(x, y, r * 1.75, STEEL, 0.7)
    eye = (x + r * 0.36, y - r * 0.16)
    with s.shape(SCREEN, to=FOG) as pen:
        pen.ellipse(x, y, r)
    with s.shape(STEEL, 0.55, blur=r * 0.12) as pen:
        pen.ellipse(x, y, r)
        pen.ellipse(x - r * 0.2, y - r * 0.16, r * 0.98, ink=0)
    with s.shape(ASH, 0.34, blur=r * 0.012) as pen:
        for _ in range(22):
            angle, far = s.random.uniform(0, math.tau), s.random.uniform(0.5, 0.9)
            size = r * s.random.uniform(0.02, 0.075)
            pen.ellipse(
                x + math.cos(angle) * far * r, y + math.sin(angle) * far * r, size, size * 0.86
            )
    with s.shape(HOUSE, 0.82, blur=r * 0.012) as pen:
        brow = smooth(
            [(x + a * r, y + b * r) for a, b in ((-0.58, -0.28), (-0.36, -0.42), (-0.12, -0.33))],
            closed=False,
        )
        pen.stroke(brow, r * 0.05, r * 0.09)
        pen.blob(
            [
                (x + a * r, y + b * r)
                for a, b in ((-0.52, -0.14), (-0.36, -0.22), (-0.19, -0.13), (-0.35, -0.06))
            ]
        )
        nose = smooth(
            [
                (x + a * r, y + b * r)
                for a, b in ((-0.02, -0.22), (-0.08, 0.02), (-0.14, 0.16), (0.0, 0.22), (0.1, 0.17))
            ],
            closed=False,
        )
        pen.stroke(nose, r * 0.022, r * 0.03)
        mouth = [(-0.34, 0.42), (-0.1, 0.4), (0.06, 0.43), (0.3, 0.36), (0.12, 0.56), (-0.12, 0.58)]
        pen.blob([(x + a * r, y + b * r) for a, b in mouth])
        wince = smooth(
            [(x + a * r, y + b * r) for a, b in ((0.16, -0.42), (0.3, -0.34), (0.56, -0.42))],
            closed=False,
        )
        pen.stroke(wince, r * 0.07, r * 0.04)
    with s.shape(SCREEN, 0.9) as pen:
        pen.ellipse(x - r * 0.33, y - r * 0.145, r * 0.03)
    with s.shape(HOUSE, 0.9, blur=r * 0.02) as pen:
        pen.ellipse(*eye, r * 0.23, r * 0.17)
    lean = math.radians(-32)
    away = (math.cos(lean), math.sin(lean))
    s.beam(
        eye,
        (eye[0] + away[0] * r * 5 - r, eye[1] + away[1] * r * 5 - r * 1.2),
        (eye[0] + away[0] * r * 5 + r, eye[1] + away[1] * r * 5 + r * 1.2),
        0.75,
    )

    def along(distance: float, side: float) -> Point:
        return (
            eye[0] + (away[0] * distance - away[1] * side) * r,
            eye[1] + (away[1] * distance + away[0] * side) * r,
        )

    with s.shape(PITCH) as pen:
        pen.polygon(
            smooth(
                [
                    along(-0.02, -0.13),
                    along(0.3, -0.155),
                    along(0.62, -0.155),
                    along(0.62, 0.155),
                    along(0.3, 0.155),
                    along(-0.02, 0.13),
                ],
                steps=8,
            )
        )
        pen.polygon([along(0.0, -0.14), along(0.6, -0.17), along(0.6, 0.17), along(0.0, 0.14)])
    with s.shape(STEEL) as pen:
        pen.polygon([along(0.02, -0.1), along(0.58, -0.13), along(0.58, -0.07), along(0.02, -0.05)])
        for d in (0.14, 0.46):
            pen.stroke([along(d, -0.15), along(d, 0.15)], r * 0.012)
