"""A tall antlered shape waits between winter trunks; a small person stands before it."""

from __future__ import annotations

from operations.demo.palette import BEAM, DUSK, FOG, HOUSE, PEARL, PITCH, SCREEN, STEEL, blend
from operations.demo.pen import smooth
from operations.demo.people import STANDING, figure
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(STEEL, PEARL, FOG)
    s.glow(x, y - r * 0.2, r * 1.9, SCREEN, 1.0)
    ground = y + r * 0.78
    for depth in range(3):
        tint = blend(FOG, HOUSE, 0.22 + depth * 0.27)
        with s.shape(tint, to=blend(tint, PEARL, 0.55 - depth * 0.15)) as pen:
            for _ in range(13 - depth * 3):
                px = s.random.uniform(-0.05, 1.05) * s.width
                wide = r * s.random.uniform(0.03, 0.06) * (1 + depth)
                if abs(px - x) < r * (0.35 + depth * 0.26):
                    continue
                lean = s.random.uniform(-0.06, 0.06) * r
                pen.stroke(
                    [(px + lean, -9), (px, ground + depth * r * 0.1)], wide * 0.7, wide * 1.15
                )
                for _ in range(3):
                    by, side = s.random.uniform(0.05, 0.6) * s.height, s.random.choice((-1, 1))
                    reach = s.random.uniform(0.18, 0.42) * r
                    pen.stroke(
                        [
                            (px, by),
                            (px + side * reach * 0.6, by - reach * 0.4),
                            (px + side * reach, by - reach),
                        ],
                        wide * 0.3,
                        wide * 0.08,
                    )
    s.beam(
        (x + r * 0.75, -r * 0.5),
        (x - r * 0.72, ground + r * 0.25),
        (x + r * 0.2, ground + r * 0.3),
        0.95,
        soft=26,
    )
    with s.shape(SCREEN, to=FOG) as pen:
        snow = [
            (0, ground + r * 0.02),
            (s.width * 0.3, ground + r * 0.09),
            (x, ground + r * 0.03),
            (s.width * 0.75, ground + r * 0.1),
            (s.width, ground - r * 0.03),
        ]
        pen.polygon([*smooth(snow, closed=False), (s.width, s.height), (0, s.height)])
    spirit = (x + r * 0.3, ground + r * 0.02)
    with s.shape(HOUSE, to=DUSK) as pen:
        for leg in (-0.2, -0.07, 0.09, 0.2):
            pen.stroke(
                [
                    (spirit[0] + leg * r * 0.55, spirit[1] - r * 0.6),
                    (spirit[0] + leg * r, spirit[1]),
                ],
                r * 0.085,
                r * 0.03,
            )
        pen.blob(
            [
                (spirit[0] + a * r, spirit[1] + b * r)
                for a, b in (
                    (-0.2, -0.56),
                    (-0.19, -0.84),
                    (-0.08, -1.0),
                    (0.1, -0.98),
                    (0.2, -0.8),
                    (0.19, -0.54),
                    (0.0, -0.48),
                )
            ]
        )
        pen.blob(
            [
                (spirit[0] + a * r, spirit[1] + b * r)
                for a, b in (
                    (-0.14, -1.14),
                    (0.0, -1.24),
                    (0.14, -1.14),
                    (0.09, -0.9),
                    (0.0, -0.78),
                    (-0.09, -0.9),
                )
            ]
        )
        for side in (-1, 1):
            branch = [(0.06, -1.18), (0.24, -1.4), (0.42, -1.5), (0.52, -1.78)]
            pen.stroke(
                smooth(
                    [(spirit[0] + side * a * r, spirit[1] + b * r) for a, b in branch], closed=False
                ),
                r * 0.05,
                r * 0.012,
            )
            for start, end in (
                ((0.24, -1.4), (0.2, -1.72)),
                ((0.42, -1.5), (0.72, -1.56)),
                ((0.33, -1.46), (0.36, -1.82)),
            ):
                pen.stroke(
                    [
                        (spirit[0] + side * start[0] * r, spirit[1] + start[1] * r),
                        (spirit[0] + side * end[0] * r, spirit[1] + end[1] * r),
                    ],
                    r * 0.03,
                    r * 0.008,
                )
    with s.shape(BEAM) as pen:
        for side in (-1, 1):
            pen.ellipse(spirit[0] + side * r * 0.045, spirit[1] - r * 1.06, r * 0.017, r * 0.024)
    child = (x - r * 0.42, ground - r * 0.13)
    with s.shape(PITCH) as pen:
        figure(pen, *child, r * 0.38, STANDING)
        pen.blob(
            [
                (child[0] + a * r, child[1] + b * r)
                for a, b in (
                    (-0.05, -0.12),
                    (0.05, -0.12),
                    (0.12, 0.09),
                    (0.0, 0.12),
                    (-0.12, 0.09),
                )
            ]
        )
        pen.stroke(
            [(child[0] + r * 0.11, child[1] - r * 0.34), (child[0] + r * 0.1, child[1] + r * 0.17)],
            r * 0.016,
        )
        dog = [
            (-0.16, 0.02),
            (-0.06, 0.0),
            (0.06, -0.01),
            (0.13, -0.08),
            (0.2, -0.05),
            (0.13, 0.02),
            (0.1, 0.07),
            (-0.14, 0.08),
        ]
        at = (child[0] - r * 0.34, child[1] + r * 0.06)
        pen.blob([(at[0] + a * r, at[1] + b * r) for a, b in dog])
        for leg in (-0.13, -0.09, 0.06, 0.1):
            pen.stroke(
                [(at[0] + leg * r, at[1] + r * 0.05), (at[0] + leg * r, at[1] + r * 0.15)],
                r * 0.026,
            )
        pen.stroke(
            [(at[0] - r * 0.15, at[1] + r * 0.04), (at[0] - r * 0.23, at[1] - r * 0.03)],
            r * 0.024,
            r * 0.012,
        )
    with s.shape(STEEL, 0.45, blur=r * 0.015) as pen:
        for px, wide in ((child[0], 0.16), (spirit[0], 0.32), (child[0] - r * 0.34, 0.2)):
            pen.ellipse(px + r * 0.06, ground + r * 0.05, r * wide, r * 0.02)
