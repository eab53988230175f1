"""A strip of film curls across a light table; one frame of it is hand-coloured."""

from __future__ import annotations

import math

from operations.demo.palette import BEAM, FOG, HOUSE, PEARL, PITCH, SCREEN, STEEL, blend
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(PEARL, FOG)
    s.glow(x, y, r * 2.3, SCREEN, 1.0)
    wide, tall = r * 0.62, r * 0.46

    def place(u: float, v: float) -> tuple[float, float]:
        """Map strip coordinates (along, across) onto a gentle S-curve."""
        turn = -0.3 + 0.28 * math.sin(u * 0.72)
        px, py = u * wide, r * 0.42 * math.sin(u * 0.72)
        return (x + px - math.sin(turn) * v * tall, y + py + math.cos(turn) * v * tall)

    def band(u0: float, u1: float, v0: float, v1: float) -> list[tuple[float, float]]:
        upper = [place(u0 + (u1 - u0) * i / 8, v0) for i in range(9)]
        lower = [place(u1 - (u1 - u0) * i / 8, v1) for i in range(9)]
        return [*upper, *lower]

    with s.shape(STEEL, 0.5, blur=r * 0.08) as pen:
        pen.polygon(
            [
                (px + r * 0.06, py + r * 0.16)
                for u in range(-5, 5)
                for px, py in band(u, u + 1, -1.0, 1.0)
            ]
        )
    with s.shape(HOUSE, to=PITCH) as pen:
        for u in range(-5, 5):
            pen.polygon(band(u - 0.01, u + 1.01, -1.0, 1.0))
        for hole in range(-20, 20):
            for v in (-0.9, 0.78):
                pen.polygon(band(hole / 4 + 0.06, hole / 4 + 0.18, v, v + 0.12), ink=0)
    for u in range(-5, 5):
        tint = BEAM if u == 0 else blend(STEEL, FOG, 0.2 + 0.1 * (u % 3))
        with s.shape(tint, to=blend(tint, SCREEN, 0.35)) as pen:
            pen.polygon(band(u + 0.05, u + 0.95, -0.66, 0.66))
        with s.shape(PITCH, 0.88) as pen:  # a dancer, a little further on in every frame
            swing = math.sin(u * 1.1)
            pen.stroke([place(u + 0.5, -0.1), place(u + 0.5, 0.22)], r * 0.06, r * 0.08)
            pen.ellipse(*place(u + 0.5, -0.3), r * 0.05)
            skirt = [
                (u + 0.5, 0.02),
                (u + 0.72 + 0.05 * swing, 0.32),
                (u + 0.5, 0.38),
                (u + 0.28 + 0.05 * swing, 0.32),
            ]
            pen.blob([place(*point) for point in skirt])
            for side in (-1, 1):
                pen.stroke(
                    [
                        place(u + 0.5, -0.12),
                        place(u + 0.5 + side * 0.2, -0.3 - side * 0.14 * swing),
                    ],
                    r * 0.03,
                    r * 0.018,
                )
                pen.stroke(
                    [place(u + 0.5, 0.3), place(u + 0.5 + side * 0.09, 0.6)], r * 0.032, r * 0.02
                )
