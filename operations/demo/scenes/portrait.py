"""Author portraits: a head and shoulders against a round light, told apart by hair and collar."""

from __future__ import annotations

from operations.demo.palette import (
    BEAM,
    DUSK,
    FOG,
    HOUSE,
    PEARL,
    PITCH,
    SCREEN,
    STEEL,
    Colour,
    blend,
)
from operations.demo.pen import Pen, Point, smooth
from operations.demo.stage import Stage

_HEAD: tuple[Point, ...] = (
    (0.0, -0.62), (0.2, -0.56), (0.3, -0.34), (0.29, -0.12), (0.2, 0.09), (0.0, 0.2),
    (-0.2, 0.09), (-0.29, -0.12), (-0.3, -0.34), (-0.2, -0.56),
)  # fmt: skip
_SHOULDERS: tuple[Point, ...] = (
    (-0.14, 0.05), (-0.15, 0.3), (-0.34, 0.42), (-0.66, 0.54), (-0.8, 0.86), (-0.85, 1.6),
    (0.85, 1.6), (0.8, 0.86), (0.66, 0.54), (0.34, 0.42), (0.15, 0.3), (0.14, 0.05),
)  # fmt: skip
_HAIR: dict[str, tuple[Point, ...]] = {
    "crown": (  # piled high
        (-0.3, -0.2), (-0.46, -0.34), (-0.48, -0.58), (-0.34, -0.8), (-0.1, -0.9), (0.14, -0.9),
        (0.37, -0.79), (0.49, -0.56), (0.45, -0.33), (0.3, -0.2), (0.23, -0.4), (0.0, -0.48),
        (-0.23, -0.4),
    ),
    "cropped": (
        (-0.32, -0.2), (-0.35, -0.48), (-0.2, -0.69), (0.04, -0.73), (0.26, -0.64), (0.36, -0.42),
        (0.32, -0.2), (0.26, -0.4), (0.05, -0.46), (-0.2, -0.42), (-0.27, -0.34),
    ),
    "long": (
        (-0.36, -0.3), (-0.28, -0.63), (0.0, -0.75), (0.28, -0.64), (0.38, -0.34), (0.42, 0.1),
        (0.46, 0.52), (0.24, 0.56), (0.27, 0.1), (0.25, -0.3), (0.05, -0.44), (-0.18, -0.32),
        (-0.28, 0.0), (-0.26, 0.5), (-0.46, 0.5), (-0.42, 0.1),
    ),
    "bob": (
        (-0.37, -0.3), (-0.3, -0.62), (0.0, -0.74), (0.3, -0.62), (0.38, -0.3), (0.4, 0.06),
        (0.3, 0.18), (0.26, -0.06), (0.26, -0.32), (0.0, -0.35), (-0.26, -0.32), (-0.26, -0.06),
        (-0.3, 0.18), (-0.4, 0.06),
    ),
    "receding": (
        (-0.31, -0.1), (-0.34, -0.34), (-0.24, -0.58), (-0.02, -0.68), (0.22, -0.6), (0.34, -0.36),
        (0.31, -0.1), (0.27, -0.3), (0.22, -0.44), (0.06, -0.57), (-0.12, -0.55), (-0.24, -0.42),
        (-0.27, -0.28),
    ),
    "bun": (
        (-0.33, -0.28), (-0.29, -0.6), (-0.12, -0.72), (0.02, -0.72), (0.3, -0.6), (0.33, -0.28),
        (0.24, -0.42), (0.0, -0.52), (-0.24, -0.42),
    ),
}  # fmt: skip


def draw(
    s: Stage,
    x: float,
    y: float,
    r: float,
    hair: str = "cropped",
    light: int = 1,
    ground: Colour = HOUSE,
    disc: Colour = STEEL,
    extra: str = "",
) -> None:
    """Draw one author; `light` is 1 for a lamp at the right, -1 at the left."""
    s.wash(blend(ground, DUSK, 0.4), ground)
    s.glow(x + light * r * 0.3, y - r * 0.2, r * 1.9, disc, 0.55)
    with s.shape(blend(disc, SCREEN, 0.2), to=blend(disc, ground, 0.45)) as pen:
        pen.ellipse(x + light * r * 0.12, y - r * 0.12, r * 0.86)
    with s.shape(PITCH, 0.4, blur=r * 0.08) as pen:
        _bust(pen, x - light * r * 0.1, y + r * 0.06, r, hair, extra)
    with s.shape(BEAM) as pen:
        _bust(pen, x + light * r * 0.018, y - r * 0.006, r, hair, extra)
    skin = blend(HOUSE, DUSK, 0.55)
    with s.shape(skin, to=HOUSE) as pen:
        _bust(pen, x, y, r, hair, extra)
    with s.shape(STEEL, 0.6, blur=r * 0.07) as pen:  # the cheek turned to the lamp
        pen.ellipse(x + light * r * 0.2, y - r * 0.16, r * 0.09, r * 0.26)
        pen.ellipse(x + light * r * 0.1, y + r * 0.3, r * 0.05, r * 0.1)
    with s.shape(PITCH, to=blend(PITCH, HOUSE, 0.5)) as pen:
        pen.polygon(smooth([(x + a * r, y + b * r) for a, b in _HAIR[hair]]))
        if extra == "bun":
            pen.ellipse(x, y - r * 0.8, r * 0.17, r * 0.15)
        coat = [(x + a * r, y + b * r) for a, b in _SHOULDERS[2:-2]]
        pen.polygon(
            [
                *smooth(coat, closed=False),
                (x + r * 0.16, y + r * 0.4),
                (x, y + r * 0.72),
                (x - r * 0.16, y + r * 0.4),
            ]
        )
    with s.shape(PEARL, to=FOG) as pen:
        if extra == "collar":
            for side in (-1, 1):
                pen.polygon(
                    [
                        (x + side * a * r, y + b * r)
                        for a, b in ((0.15, 0.27), (0.2, 0.44), (0.04, 0.58), (0.0, 0.4))
                    ]
                )
        if extra == "glasses":
            for side in (-1, 1):
                pen.ring(x + side * r * 0.13, y - r * 0.2, r * 0.105, r * 0.02)
            pen.rectangle(x - r * 0.03, y - r * 0.22, x + r * 0.03, y - r * 0.2)
        if extra == "scarf":
            wrap = [
                (-0.27, 0.16),
                (-0.1, 0.24),
                (0.1, 0.24),
                (0.27, 0.14),
                (0.36, 0.34),
                (0.2, 0.5),
                (0.0, 0.55),
                (-0.22, 0.5),
                (-0.36, 0.34),
            ]
            pen.blob([(x + a * r, y + b * r) for a, b in wrap])
            pen.polygon(
                [
                    (x + a * r, y + b * r)
                    for a, b in ((0.06, 0.44), (0.3, 0.4), (0.36, 1.0), (0.14, 1.04))
                ]
            )
        if extra == "earrings":
            for side in (-1, 1):
                pen.ellipse(x + side * r * 0.31, y + r * 0.02, r * 0.03, r * 0.045)
    if extra == "scarf":
        with s.shape(STEEL, 0.8) as pen:
            for fold in (0.3, 0.4):
                line = [
                    (x + a * r, y + (fold + b) * r)
                    for a, b in ((-0.33, 0.0), (0.0, 0.1), (0.33, -0.02))
                ]
                pen.stroke(smooth(line, closed=False), r * 0.014, r * 0.006)
    if extra == "beard":
        with s.shape(PITCH) as pen:
            beard = (
                (-0.29, -0.1),
                (-0.24, 0.14),
                (-0.1, 0.32),
                (0.0, 0.35),
                (0.1, 0.32),
                (0.24, 0.14),
                (0.29, -0.1),
                (0.16, 0.0),
                (0.0, -0.03),
                (-0.16, 0.0),
            )
            pen.blob([(x + a * r, y + b * r) for a, b in beard])


def _bust(pen: Pen, x: float, y: float, r: float, hair: str, extra: str) -> None:
    for outline in (_HEAD, _SHOULDERS, _HAIR[hair]):
        pen.polygon(smooth([(x + a * r, y + b * r) for a, b in outline]))
    if extra == "bun":
        pen.ellipse(x, y - r * 0.8, r * 0.17, r * 0.15)
