"""A shorn head in profile, looking up, before a white wall with pikes and a window’s shadow."""

from __future__ import annotations

import math

from operations.demo.palette import BEAM, DUSK, FOG, PEARL, PITCH, SCREEN, STEEL
from operations.demo.pen import Point, smooth
from operations.demo.stage import Stage

_UPTURNED: tuple[Point, ...] = (
    (0.02, -0.49), (0.17, -0.46), (0.28, -0.36), (0.325, -0.24), (0.345, -0.16), (0.32, -0.1),
    (0.355, -0.03), (0.425, 0.055), (0.42, 0.09), (0.345, 0.115), (0.35, 0.15), (0.375, 0.185),
    (0.335, 0.21), (0.365, 0.245), (0.355, 0.285), (0.325, 0.315), (0.345, 0.37), (0.325, 0.435),
    (0.25, 0.47), (0.12, 0.455), (0.07, 0.53), (0.08, 0.74), (0.2, 0.88), (0.55, 1.02), (0.85, 1.8),
    (-0.85, 1.8), (-0.7, 1.0), (-0.34, 0.84), (-0.25, 0.64), (-0.24, 0.42), (-0.31, 0.22),
    (-0.37, 0.0), (-0.34, -0.23), (-0.21, -0.42),
)  # fmt: skip


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(SCREEN, FOG, PEARL)
    s.glow(x - r * 0.2, y - r * 0.4, r * 2.4, SCREEN, 1.0)
    slant = 0.22

    def cast(px: float, py: float) -> Point:
        return (x + (px + py * slant) * r, y + py * r)

    with s.shape(STEEL, 0.42, blur=r * 0.018) as pen:
        for px in (0.5, 0.98, 1.46):
            pen.stroke([cast(px, -0.9), cast(px, 0.34)], r * 0.05)
        for py in (-0.9, -0.3, 0.34):
            pen.stroke([cast(0.5, py), cast(1.46, py)], r * 0.05)
    with s.shape(BEAM, 0.5, blur=r * 0.012) as pen:
        pen.polygon(
            [cast(0.53, -0.865), cast(0.95, -0.865), cast(0.95, -0.335), cast(0.53, -0.335)]
        )
    at, tilt = (x - r * 0.42, y + r * 0.05), math.radians(-15)

    def placed(points: tuple[Point, ...], shift: float) -> list[Point]:
        cos, sin = math.cos(tilt), math.sin(tilt)
        return [
            (at[0] + (a * cos - b * sin + shift) * r * 1.18, at[1] + (a * sin + b * cos) * r * 1.18)
            for a, b in points
        ]

    with s.shape(BEAM, 0.95, blur=r * 0.004) as pen:  # the lit edge of the face
        pen.polygon(smooth(placed(_UPTURNED, 0.016), steps=8))
    crop = [
        (a + s.random.uniform(-0.012, 0.012), b - s.random.uniform(0.004, 0.03))
        for a, b in smooth(_UPTURNED[-5:] + _UPTURNED[:3], closed=False, steps=22)
    ]
    with s.shape(DUSK, to=PITCH) as pen:
        pen.polygon(smooth(placed(_UPTURNED, 0.0), steps=8))
        for a, b in crop:  # hair cut with sheep shears
            pen.stroke(placed(((a * 0.9, b * 0.9), (a, b)), 0.0), r * 0.014, r * 0.005)
    with s.shape(STEEL, 0.42, blur=r * 0.045) as pen:
        pen.stroke(
            smooth(placed(((0.05, -0.4), (0.2, -0.32), (0.26, -0.16)), 0), closed=False), r * 0.09
        )
        pen.stroke(
            smooth(
                placed(((0.24, 0.05), (0.27, 0.18), (0.24, 0.36), (0.12, 0.41)), 0), closed=False
            ),
            r * 0.1,
        )
    with s.shape(PITCH, 0.85, blur=r * 0.006) as pen:
        pen.stroke(
            smooth(placed(((0.19, -0.14), (0.26, -0.17), (0.31, -0.15)), 0), closed=False),
            r * 0.016,
            r * 0.03,
        )
        pen.blob(
            placed(((0.2, -0.035), (0.25, -0.075), (0.305, -0.05), (0.3, -0.02), (0.25, -0.015)), 0)
        )
        pen.stroke(
            smooth(
                placed(((-0.08, -0.06), (-0.15, -0.03), (-0.14, 0.1), (-0.07, 0.13)), 0),
                closed=False,
            ),
            r * 0.018,
        )
        pen.stroke(placed(((0.27, 0.21), (0.34, 0.208)), 0), r * 0.016)
    with s.shape(SCREEN) as pen:
        pen.ellipse(*placed(((0.285, -0.045),), 0)[0], r * 0.014)
        tear = placed(((0.29, 0.0), (0.3, 0.08), (0.285, 0.14)), 0)
        pen.stroke(smooth(tear, closed=False), r * 0.007, r * 0.016)
    with s.shape(PITCH) as pen:
        for i in range(9):
            foot = x + (-2.5 + i * 0.34 + s.random.uniform(-0.06, 0.06)) * r
            top = (
                foot + (0.62 + s.random.uniform(-0.1, 0.1)) * r,
                y - s.random.uniform(0.35, 0.95) * r,
            )
            if foot > at[0] - r * 0.85:
                break
            pen.stroke([(foot, y + 2.2 * r), top], r * 0.036, r * 0.022)
            lean = math.atan2(top[1] - (y + 2.2 * r), top[0] - foot)
            tip = (top[0] + math.cos(lean) * r * 0.24, top[1] + math.sin(lean) * r * 0.24)
            side = (math.sin(lean) * r * 0.05, -math.cos(lean) * r * 0.05)
            pen.polygon(
                [(top[0] + side[0], top[1] + side[1]), tip, (top[0] - side[0], top[1] - side[1])]
            )
