"""Two figures on a thin catwalk inside a machine of gears and cables without end."""

from __future__ import annotations

import math

from operations.demo.palette import BEAM, DUSK, FOG, HOUSE, PITCH, SCREEN, STEEL, blend
from operations.demo.pen import Pen, Point, smooth
from operations.demo.people import STANDING, figure
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(PITCH, PITCH, HOUSE)
    s.glow(x, y, r * 2.4, DUSK, 0.9)
    s.glow(x + r * 0.05, y - r * 0.05, r * 1.15, BEAM, 0.6)
    s.glow(x + r * 0.05, y - r * 0.05, r * 0.6, SCREEN, 0.75)
    wheels = (
        (0.05, -0.05, 0.98, 26, 0.75),
        (-1.25, 0.42, 0.62, 18, 0.5),
        (1.28, 0.5, 0.7, 20, 0.5),
        (1.42, -0.82, 0.56, 16, 0.35),
        (-1.36, -0.78, 0.78, 22, 0.35),
        (-2.3, 0.1, 0.6, 18, 0.3),
        (2.35, -0.1, 0.66, 18, 0.3),
    )
    for wx, wy, size, teeth, near in wheels:
        tint = blend(HOUSE, STEEL, 0.75 - near)
        with s.shape(blend(tint, FOG, 0.1), to=blend(tint, PITCH, 0.65)) as pen:
            _gear(pen, x + wx * r, y + wy * r, size * r, teeth, s.random.uniform(0, 1))
    with s.shape(PITCH) as pen:
        for _ in range(22):
            px = s.random.uniform(-0.1, 1.1) * s.width
            sag = s.random.uniform(-0.6, 0.6) * r
            line = smooth(
                [
                    (px, -9),
                    (px + sag, s.height * 0.4),
                    (px - sag * 0.6, s.height * 0.75),
                    (px + sag * 0.3, s.height + 9),
                ],
                closed=False,
                steps=16,
            )
            if min(math.dist(point, (x, y)) for point in line) > r * 0.62:
                pen.stroke(line, r * s.random.choice((0.012, 0.02, 0.04)))
    deck = y + r * 0.42
    with s.shape(PITCH) as pen:
        pen.rectangle(0, deck, s.width, deck + r * 0.05)
        pen.rectangle(0, deck + r * 0.12, s.width, deck + r * 0.135)
        for i in range(round(s.width / (r * 0.16)) + 1):
            px = i * r * 0.16
            pen.stroke(
                [
                    (px, deck + r * 0.03),
                    (px + r * 0.08, deck + r * 0.125),
                    (px + r * 0.16, deck + r * 0.03),
                ],
                r * 0.012,
            )
        figure(pen, x - r * 0.3, deck - r * 0.27, r * 0.56, STANDING)
        coat = [(-0.07, -0.16), (0.07, -0.16), (0.11, 0.14), (0.0, 0.17), (-0.12, 0.14)]
        pen.blob([(x - r * 0.3 + a * r, deck - r * 0.27 + b * r) for a, b in coat])
        pen.stroke([(x - r * 0.23, deck - r * 0.22), (x - r * 0.15, deck)], r * 0.014)
        figure(pen, x + r * 0.34, deck - r * 0.235, r * 0.49, STANDING)


def _gear(pen: Pen, x: float, y: float, radius: float, teeth: int, turn: float) -> None:
    rim: list[Point] = []
    for tooth in range(teeth):
        for share, reach in ((0.0, 0.89), (0.12, 1.0), (0.42, 1.0), (0.54, 0.89)):
            angle = math.tau * (tooth + share + turn) / teeth
            rim.append((x + math.cos(angle) * radius * reach, y + math.sin(angle) * radius * reach))
    pen.polygon(rim)
    pen.ellipse(x, y, radius * 0.72, ink=0)
    for spoke in range(6):
        angle = math.tau * (spoke + turn) / 6
        far = (x + math.cos(angle) * radius * 0.76, y + math.sin(angle) * radius * 0.76)
        pen.stroke([(x, y), far], radius * 0.1, radius * 0.07)
    pen.ellipse(x, y, radius * 0.22)
    pen.ellipse(x, y, radius * 0.09, ink=0)
