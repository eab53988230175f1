"""A man in a straw hat hangs from the minute hand of a great clock."""

from __future__ import annotations

import math

from operations.demo.palette import BEAM, DUSK, FOG, HOUSE, PEARL, PITCH, SCREEN, STEEL, blend
from operations.demo.people import HANGING, figure
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(STEEL, HOUSE, DUSK)
    s.glow(x, y, r * 2.3, FOG, 0.5)
    for tower in range(15):  # the street far below
        wide = r * s.random.uniform(0.22, 0.5)
        px = s.width * tower / 14
        top = y + r * s.random.uniform(0.55, 1.15)
        with s.shape(blend(DUSK, STEEL, s.random.random() * 0.6), to=HOUSE) as pen:
            pen.rectangle(px - wide / 2, top, px + wide / 2, s.height)
    with s.shape(PITCH) as pen:  # the wall the clock hangs on
        edge = x - r * 1.32
        pen.rectangle(-r, -r, edge, s.height + r)
        for ledge in (-0.9, 0.75):
            pen.rectangle(-r, y + ledge * r, edge + r * 0.12, y + (ledge + 0.09) * r)
        pen.rectangle(edge - r, y - r * 0.1, x, y + r * 0.1)
    with s.shape(HOUSE) as pen:
        for row in range(-12, 13):
            pen.rectangle(-r, y + row * r * 0.17, edge, y + row * r * 0.17 + max(1, r * 0.008))
    for column, storey in ((0.5, -0.55), (0.5, 0.1), (1.05, -0.55), (1.05, 0.1)):
        lit = (column, storey) == (0.5, 0.1)
        with s.shape(BEAM if lit else DUSK, 1.0 if lit else 0.8) as pen:
            left = edge - (column + 0.22) * r
            pen.rectangle(left, y + storey * r, left + r * 0.32, y + (storey + 0.44) * r)
            pen.rectangle(
                left, y + (storey + 0.21) * r, left + r * 0.32, y + (storey + 0.23) * r, ink=0
            )
    s.glow(x, y, r * 1.7, BEAM, 0.42)
    for size, tint, to in ((1.07, PITCH, HOUSE), (1.0, STEEL, DUSK), (0.965, SCREEN, PEARL)):
        with s.shape(tint, to=to) as pen:
            pen.ellipse(x, y, r * size)
    with s.shape(HOUSE) as pen:
        pen.ring(x, y, r * 0.9, r * 0.012)
        pen.ring(x, y, r * 0.68, r * 0.008)
        for minute in range(60):
            angle = math.tau * minute / 60
            inner = 0.86
            if minute % 5 == 0:
                inner, wide = 0.71, 0.045 if minute % 15 == 0 else 0.03
            else:
                wide = 0.01
            pen.stroke(
                [(x + math.sin(angle) * r * k, y - math.cos(angle) * r * k) for k in (inner, 0.88)],
                r * wide,
            )
    tip = (x + r * 0.44, y + r * 0.02)
    with s.shape(HOUSE, 0.28, blur=r * 0.02) as pen:
        figure(pen, tip[0] + r * 0.05, tip[1] + r * 0.62, r * 0.86, HANGING, hat="straw")
    with s.shape(PITCH) as pen:
        hour = math.radians(-76)
        pen.stroke(
            [(x, y), (x + math.sin(hour) * r * 0.46, y - math.cos(hour) * r * 0.46)],
            r * 0.07,
            r * 0.04,
        )
        pen.stroke([(x - r * 0.16, y - r * 0.01), (x + r * 0.8, y + r * 0.05)], r * 0.055, r * 0.03)
        pen.ellipse(x, y, r * 0.07)
        figure(pen, tip[0], tip[1] + r * 0.56, r * 0.86, HANGING, hat="straw")
