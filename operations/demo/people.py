"""Small human figures in silhouette, posed by their joints."""

from __future__ import annotations

from collections.abc import Sequence

from operations.demo.pen import Pen, Point

Pose = dict[str, Sequence[Point]]


def figure(pen: Pen, x: float, y: float, height: float, pose: Pose, hat: str = "") -> None:
    """Draw a figure whose hip is at (x, y).

    A pose gives, in heights with y downwards, `spine` (hip to neck), `head` (one point),
    and any limbs as chains of joints: `arms…`, `legs…`.
    """

    def placed(points: Sequence[Point]) -> list[Point]:
        return [(x + px * height, y + py * height) for px, py in points]

    pen.stroke(placed(pose["spine"]), 0.17 * height, 0.15 * height)
    for limb, points in pose.items():
        if limb.startswith("leg"):
            pen.stroke(placed(points), 0.11 * height, 0.065 * height)
        elif limb.startswith("arm"):
            pen.stroke(placed(points), 0.075 * height, 0.05 * height)
    (hx, hy), size = placed(pose["head"])[0], 0.075 * height
    pen.ellipse(hx, hy, size, size * 1.15)
    if hat == "flat":
        pen.rectangle(hx - size * 1.75, hy - size * 0.95, hx + size * 1.75, hy - size * 0.62)
        pen.rectangle(hx - size * 1.05, hy - size * 1.7, hx + size * 1.05, hy - size * 0.7)
    if hat == "straw":
        pen.rectangle(hx - size * 1.9, hy - size * 0.9, hx + size * 1.9, hy - size * 0.6)
        pen.rectangle(hx - size * 1.1, hy - size * 1.6, hx + size * 1.1, hy - size * 0.7)


STANDING: Pose = {
    "spine": [(0, 0), (0, -0.26)],
    "head": [(0, -0.43)],
    "leg_one": [(-0.03, 0.0), (-0.05, 0.24), (-0.06, 0.48)],
    "leg_two": [(0.03, 0.0), (0.06, 0.24), (0.08, 0.48)],
    "arm_one": [(-0.08, -0.27), (-0.12, -0.08), (-0.1, 0.08)],
    "arm_two": [(0.08, -0.27), (0.13, -0.08), (0.11, 0.08)],
}
STEPPING_IN: Pose = {
    "spine": [(0, 0), (0.1, -0.26)],
    "head": [(0.16, -0.42)],
    "leg_back": [(-0.02, 0.02), (-0.14, 0.24), (-0.22, 0.5)],
    "leg_front": [(0.02, 0.02), (0.22, 0.08), (0.2, 0.3)],
    "arm_front": [(0.14, -0.26), (0.3, -0.22), (0.4, -0.36)],
    "arm_back": [(0.04, -0.26), (-0.12, -0.16), (-0.22, -0.04)],
}
HANGING: Pose = {
    "spine": [(0, 0), (-0.03, -0.26)],
    "head": [(0.0, -0.42)],
    "leg_one": [(-0.03, 0.02), (-0.14, 0.2), (-0.06, 0.42)],
    "leg_two": [(0.03, 0.02), (0.12, 0.24), (0.2, 0.44)],
    "arm_one": [(-0.1, -0.27), (-0.13, -0.46), (-0.08, -0.64)],
    "arm_two": [(0.06, -0.27), (0.1, -0.46), (0.06, -0.64)],
}
CLIMBING: Pose = {
    "spine": [(0, 0), (0.08, -0.26)],
    "head": [(0.13, -0.43)],
    "leg_one": [(-0.03, 0.0), (-0.1, 0.24), (-0.15, 0.48)],
    "leg_two": [(0.03, 0.0), (0.16, 0.16), (0.14, 0.4)],
    "arm_one": [(0.12, -0.26), (0.22, -0.12), (0.3, -0.2)],
    "arm_two": [(0.04, -0.26), (-0.04, -0.1), (-0.02, 0.06)],
}
