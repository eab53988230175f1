"""A man in a flat hat climbs into a cinema screen."""

from __future__ import annotations

from operations.demo.palette import ASH, DUSK, FOG, HOUSE, PEARL, PITCH, SCREEN, STEEL, blend
from operations.demo.people import STEPPING_IN, figure
from operations.demo.stage import Stage


def draw(s: Stage, x: float, y: float, r: float) -> None:
    s.wash(PITCH, HOUSE)
    w, h = r * 1.02, r * 0.76
    s.glow(x, y, r * 2.6, DUSK, 0.9)
    s.glow(x, y, r * 1.7, STEEL, 0.55)
    source = (x - r * 2.9, y - r * 1.15)
    with s.shape(PITCH) as pen:
        pen.rectangle(x - w * 1.03, y - h * 1.04, x + w * 1.03, y + h * 1.04)
    with s.shape(SCREEN, to=FOG) as pen:
        pen.rectangle(x - w, y - h, x + w, y + h)
    with s.shape(FOG, 0.75, to=PEARL) as pen:  # the street on the screen
        pen.polygon([(x - w, y + h * 0.45), (x + w, y + h * 0.25), (x + w, y + h), (x - w, y + h)])
    with s.shape(ASH, 0.55) as pen:
        pen.rectangle(x + w * 0.3, y - h * 0.62, x + w * 0.86, y + h * 0.4)
        pen.rectangle(x + w * 0.44, y - h * 0.4, x + w * 0.72, y + h * 0.36, ink=0)
    with s.shape(STEEL, 0.8) as pen:
        pen.rectangle(x + w * 0.44, y - h * 0.4, x + w * 0.72, y + h * 0.36)
    s.beam(source, (x - w, y - h), (x - w, y + h), 0.62)
    s.beam(source, (x - w, y - h), (x + w, y - h * 0.5), 0.2)
    with s.shape(PITCH) as pen:
        figure(pen, x - w * 0.36, y + h * 0.42, r * 1.12, STEPPING_IN, hat="flat")
    with s.shape(blend(PITCH, HOUSE, 0.5)) as pen:  # the stage edge
        pen.rectangle(0, y + h * 1.04, s.width, s.height)
    heads = s.random
    for row, shade in ((0, 0.85), (1, 0.3)):
        base = y + h * (1.2 + row * 0.2)
        size = r * (0.1 + row * 0.035)
        with s.shape(blend(PITCH, DUSK, shade), to=PITCH) as pen:
            px = -size
            while px < s.width + size:
                lift = heads.uniform(-0.3, 0.3) * size
                pen.ellipse(px, base + lift, size * 0.8, size)
                pen.ellipse(px, base + lift + size * 1.9, size * 1.75, size * 1.25)
                px += size * heads.uniform(3.3, 4.4)
            pen.rectangle(0, base + size * 1.9, s.width, s.height)
