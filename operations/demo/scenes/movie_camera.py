"""An eye looks out of a camera lens."""

from __future__ import annotations

import math

from operations.demo.palette import BEAM, DUSK, FOG, HOUSE, PEARL, PITCH, SCREEN, STEEL, blend
from operations.demo.pen import smooth
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(HOUSE, PITCH)
    s.beam((x, y), (x + r * 4, y - r * 1.5), (x + r * 4, y + r * 1.5), 0.5, soft=30)
    s.glow(x, y, r * 2.2, DUSK, 0.9)
    rings = (
        (1.0, PITCH),
        (0.985, STEEL),
        (0.96, PITCH),
        (0.86, DUSK),
        (0.845, PITCH),
        (0.76, FOG),
        (0.748, HOUSE),
    )
    for size, tint in rings:
        with s.shape(tint, to=blend(tint, PITCH, 0.55)) as pen:
            pen.ellipse(x, y, r * size)
    with s.shape(STEEL) as pen:  # engraved scale
        for tick in range(72):
            angle = math.tau * tick / 72
            inner = 0.885 if tick % 6 else 0.87
            pen.stroke(
                [(x + math.cos(angle) * r * k, y + math.sin(angle) * r * k) for k in (inner, 0.94)],
                r * (0.006 if tick % 6 else 0.013),
            )
    corners = [math.tau * blade / 7 + 0.35 for blade in range(7)]
    opening = [(x + math.cos(a) * r * 0.71, y + math.sin(a) * r * 0.71) for a in corners]
    with s.shape(DUSK, to=blend(PITCH, HOUSE, 0.6)) as pen:
        pen.ellipse(x, y, r * 0.745)
        pen.polygon(opening, ink=0)
    with s.shape(PITCH, 0.9) as pen:
        for (px, py), angle in zip(opening, corners, strict=True):
            pen.stroke(
                [
                    (px, py),
                    (x + math.cos(angle - 0.75) * r * 0.75, y + math.sin(angle - 0.75) * r * 0.75),
                ],
                r * 0.014,
            )
        pen.stroke([*opening, opening[0]], r * 0.012)
    with s.shape(PEARL, to=FOG) as pen:  # the white of the eye, cut to an almond
        lid = [
            (-0.59, 0.02),
            (-0.31, -0.26),
            (0.02, -0.35),
            (0.34, -0.25),
            (0.6, 0.05),
            (0.31, 0.25),
            (0.0, 0.31),
            (-0.32, 0.22),
        ]
        pen.blob([(x + a * r, y + b * r) for a, b in lid])
    with s.shape(PITCH, 0.75, blur=r * 0.035) as pen:
        pen.stroke(
            smooth(
                [
                    (x + a * r, y + b * r)
                    for a, b in (
                        (-0.6, 0.02),
                        (-0.31, -0.26),
                        (0.02, -0.36),
                        (0.34, -0.26),
                        (0.61, 0.05),
                    )
                ],
                closed=False,
            ),
            r * 0.09,
        )
    with s.shape(STEEL, to=DUSK) as pen:
        pen.ellipse(x, y - r * 0.02, r * 0.29)
    with s.shape(FOG, 0.55) as pen:
        for spoke in range(64):
            angle = math.tau * spoke / 64 + s.random.uniform(-0.03, 0.03)
            far = s.random.uniform(0.22, 0.275)
            pen.stroke(
                [
                    (x + math.cos(angle) * r * k, y - r * 0.02 + math.sin(angle) * r * k)
                    for k in (0.16, far)
                ],
                r * 0.008,
            )
    with s.shape(PITCH) as pen:
        pen.ring(x, y - r * 0.02, r * 0.295, r * 0.02)
        pen.ellipse(x, y - r * 0.02, r * 0.15)
    s.glow(x + r * 0.1, y - r * 0.13, r * 0.17, BEAM, 1.0)
    with s.shape(SCREEN) as pen:
        pen.ellipse(x + r * 0.1, y - r * 0.13, r * 0.05)
    with s.shape(SCREEN, 0.16, blur=r * 0.01) as pen:  # reflection on the glass
        arc = [
            (x + math.cos(a) * r * 0.68, y + math.sin(a) * r * 0.68)
            for a in [math.radians(d) for d in range(195, 265, 5)]
        ]
        pen.stroke(arc, r * 0.012, r * 0.09)
