"""Two enormous ears rise over a hill; one butterfly passes."""

from __future__ import annotations

from operations.demo.palette import BEAM, DUSK, HOUSE, PEARL, PITCH, SCREEN, STEEL, blend
from operations.demo.pen import Pen, smooth
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(DUSK, PEARL, STEEL)
    s.glow(x - r * 0.1, y + r * 0.1, r * 2.3, SCREEN, 0.9)
    with s.shape(SCREEN, 0.85) as pen:
        pen.ellipse(x, y - r * 0.05, r * 0.86)
    for depth in range(3):
        low = y + r * (0.42 + depth * 0.16)
        ridge = [(s.width * i / 6, low - s.random.uniform(0, 0.22) * r) for i in range(7)]
        tint = blend(STEEL, HOUSE, depth * 0.32)
        with s.shape(tint, to=blend(tint, PITCH, 0.3)) as pen:
            pen.polygon([*smooth(ridge, closed=False), (s.width, s.height), (0, s.height)])
    top = y + r * 0.62
    with s.shape(HOUSE, to=PITCH) as pen:
        _ear(pen, x - r * 0.2, top, r, -0.14)
        _ear(pen, x + r * 0.2, top, r, 0.2)
        crown = [
            (-0.52, 0.2),
            (-0.5, -0.08),
            (-0.3, -0.26),
            (0.0, -0.31),
            (0.3, -0.26),
            (0.5, -0.08),
            (0.52, 0.2),
        ]
        pen.blob([(x + a * r, top + b * r) for a, b in crown])
    with s.shape(STEEL, 0.4, blur=r * 0.02) as pen:
        _ear(pen, x - r * 0.2, top, r, -0.14, inner=True)
        _ear(pen, x + r * 0.2, top, r, 0.2, inner=True)
    with s.shape(PITCH) as pen:
        hill = [
            (0, top + r * 0.5),
            (s.width * 0.2, top + r * 0.28),
            (x - r * 0.3, top - r * 0.02),
            (x + r * 0.4, top - r * 0.03),
            (s.width * 0.86, top + r * 0.3),
            (s.width, top + r * 0.42),
        ]
        pen.polygon([*smooth(hill, closed=False), (s.width, s.height), (0, s.height)])
    with s.shape(PITCH) as pen:  # grass along the brow
        edge = smooth(hill, closed=False, steps=60)
        for px, py in edge:
            lean, tall = s.random.uniform(-0.03, 0.05) * r, s.random.uniform(0.03, 0.12) * r
            pen.stroke([(px, py + 3), (px + lean, py - tall)], r * 0.012, r * 0.003)
    fly = (x + r * 0.86, y - r * 0.58)
    s.glow(*fly, r * 0.5, BEAM, 0.65)
    with s.shape(BEAM) as pen:
        for side in (-1, 1):
            pen.blob(
                [
                    (fly[0] + side * a * r, fly[1] + b * r)
                    for a, b in (
                        (0.01, 0.0),
                        (0.1, -0.17),
                        (0.19, -0.14),
                        (0.15, 0.0),
                        (0.12, 0.1),
                        (0.05, 0.08),
                    )
                ]
            )
    with s.shape(PITCH) as pen:
        pen.stroke(
            [(fly[0], fly[1] - r * 0.06), (fly[0] + r * 0.005, fly[1] + r * 0.08)],
            r * 0.022,
            r * 0.012,
        )


def _ear(pen: Pen, x: float, base: float, r: float, lean: float, inner: bool = False) -> None:
    wide, tall = (0.075, 0.86) if inner else (0.165, 1.16)
    low = 0.36 if inner else 0.1
    spine = [
        (x + lean * r * t**1.6 * 1.4, base - r * (low + (tall - low) * t))
        for t in (0, 0.25, 0.5, 0.75, 1)
    ]
    left = [
        (px - wide * r * k, py)
        for (px, py), k in zip(spine, (0.62, 0.95, 1.0, 0.8, 0.12), strict=True)
    ]
    right = [
        (px + wide * r * k, py)
        for (px, py), k in zip(spine, (0.62, 0.95, 1.0, 0.8, 0.12), strict=True)
    ]
    pen.polygon(smooth([*left, *reversed(right)]))
