"""A leaning stack of film cans on an archive shelf, one of them open."""

from __future__ import annotations

import math

from operations.demo.palette import ASH, DUSK, FOG, HOUSE, PEARL, PITCH, SCREEN, STEEL, blend
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(HOUSE, PITCH)
    s.beam(
        (x + r * 2.2, y - r * 1.9),
        (x - r * 1.4, y + r * 1.3),
        (x + r * 0.9, y + r * 1.5),
        0.6,
        soft=40,
    )
    shelf = y + r * 0.92
    for level in range(9):
        wide = r * s.random.uniform(0.74, 0.82)
        tall = r * 0.155
        px = x + s.random.uniform(-0.09, 0.09) * r - r * 0.12
        top = shelf - (level + 1) * tall * 1.06
        tint = s.random.choice((STEEL, ASH, DUSK, FOG))
        with s.shape(tint, to=blend(tint, PITCH, 0.6)) as pen:
            pen.rectangle(px - wide, top, px + wide, top + tall)
        with s.shape(PITCH, 0.55) as pen:
            pen.rectangle(px - wide, top + tall * 0.42, px + wide, top + tall * 0.48)
            pen.rectangle(px - wide, top + tall, px + wide, top + tall * 1.06)
        with s.shape(PEARL, 0.9) as pen:
            left = px - wide * s.random.uniform(0.1, 0.6)
            pen.rectangle(left, top + tall * 0.18, left + r * 0.38, top + tall * 0.8)
        with s.shape(SCREEN, 0.28) as pen:
            pen.rectangle(px + wide * 0.72, top, px + wide * 0.86, top + tall)
    reel = (x + r * 1.12, shelf - r * 0.6)
    for size, tint in ((0.6, PEARL), (0.575, DUSK), (0.52, PITCH)):
        with s.shape(tint, to=blend(tint, HOUSE, 0.4)) as pen:
            pen.ellipse(*reel, r * size)
    with s.shape(STEEL, 0.5) as pen:
        for wind in range(9):
            pen.ring(*reel, r * (0.26 + wind * 0.028), max(0.5, r * 0.005))
    with s.shape(PEARL, to=FOG) as pen:
        pen.ring(*reel, r * 0.58, r * 0.035)
        for spoke in range(5):
            angle = math.tau * spoke / 5 - 0.5
            pen.stroke(
                [
                    reel,
                    (reel[0] + math.cos(angle) * r * 0.57, reel[1] + math.sin(angle) * r * 0.57),
                ],
                r * 0.09,
                r * 0.05,
            )
        pen.ellipse(*reel, r * 0.17)
        pen.ellipse(*reel, r * 0.06, ink=0)
    with s.shape(blend(PITCH, HOUSE, 0.4)) as pen:
        pen.rectangle(0, shelf, s.width, s.height)
    with s.shape(STEEL, 0.7) as pen:
        pen.rectangle(0, shelf, s.width, shelf + max(1, r * 0.012))
