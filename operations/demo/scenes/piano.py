"""Piano keys running off into the dark, lit by a small lamp."""

from __future__ import annotations

from operations.demo.palette import BEAM, FOG, HOUSE, PEARL, PITCH, SCREEN, STEEL, blend
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(PITCH, HOUSE)
    s.glow(x - r * 0.3, y - r * 0.6, r * 1.9, BEAM, 0.45)
    far, near = y - r * 0.05, y + r * 1.5

    def key(i: float, depth: float) -> tuple[float, float]:
        spread = 0.2 + 0.16 * depth
        return (x + i * r * spread, far + (near - far) * depth)

    for i in range(-14, 14):
        shade = blend(SCREEN, STEEL, min(1, abs(i + 1) / 9))
        with s.shape(shade, to=blend(shade, FOG, 0.6)) as pen:
            (ax, ay), (bx, by) = key(i, 0), key(i + 1, 0)
            (cx, cy), (dx, dy) = key(i + 1, 1), key(i, 1)
            pen.polygon(
                [
                    (ax + r * 0.006, ay),
                    (bx - r * 0.006, by),
                    (cx - r * 0.008, cy),
                    (dx + r * 0.008, dy),
                ]
            )
    with s.shape(PITCH, to=HOUSE) as pen:
        for i in range(-14, 14):
            if i % 7 in (0, 1, 3, 4, 5):
                pen.polygon(
                    [key(i + 0.7, 0), key(i + 1.3, 0), key(i + 1.3, 0.6), key(i + 0.7, 0.6)]
                )
        pen.rectangle(0, 0, s.width, far)
    with s.shape(blend(PITCH, HOUSE, 0.7), to=PITCH) as pen:
        pen.rectangle(0, far - r * 0.32, s.width, far)
    with s.shape(PEARL, to=FOG) as pen:  # the score
        for side in (-1, 1):
            page = (
                (0.01, -0.22),
                (0.3, -0.27),
                (0.62, -0.22),
                (0.6, -1.0),
                (0.3, -1.06),
                (0.0, -1.0),
            )
            pen.polygon([(x - r * 0.3 + side * a * r, far + b * r) for a, b in page])
    with s.shape(HOUSE, 0.8) as pen:
        for side in (-1, 1):
            for stave in range(4):
                for line in range(4):
                    ly = far - r * (0.92 - stave * 0.17 - line * 0.022)
                    left = x - r * 0.3 + side * r * 0.3 - r * 0.23
                    pen.rectangle(left, ly, left + r * 0.46, ly + max(0.6, r * 0.004))
                for _ in range(7):
                    nx = x - r * 0.3 + side * r * 0.3 + s.random.uniform(-0.21, 0.21) * r
                    ny = far - r * (0.92 - stave * 0.17 - s.random.uniform(0, 0.066))
                    pen.ellipse(nx, ny, r * 0.013, r * 0.01)
                    pen.rectangle(nx + r * 0.01, ny - r * 0.05, nx + r * 0.014, ny)
    lamp = (x - r * 0.3, far - r * 1.2)
    with s.shape(PITCH) as pen:
        pen.polygon(
            [
                (lamp[0] + a * r, lamp[1] + b * r)
                for a, b in ((-0.12, -0.1), (0.12, -0.1), (0.26, 0.08), (-0.26, 0.08))
            ]
        )
        pen.rectangle(lamp[0] - r * 0.012, -r, lamp[0] + r * 0.012, lamp[1])
    with s.shape(BEAM) as pen:
        pen.ellipse(lamp[0], lamp[1] + r * 0.08, r * 0.2, r * 0.025)
    s.beam((lamp[0], lamp[1] - r * 0.1), (x - r * 1.3, far), (x + r * 0.7, far), 0.5, soft=20)
