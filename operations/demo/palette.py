"""The house colours the demo pictures are mixed from: night blues, greys, one yellow light."""

from __future__ import annotations

Colour = tuple[int, int, int]
PITCH: Colour = (7, 11, 22)
HOUSE: Colour = (16, 27, 51)
DUSK: Colour = (38, 54, 90)
STEEL: Colour = (82, 101, 143)
ASH: Colour = (122, 130, 140)
FOG: Colour = (169, 176, 186)
PEARL: Colour = (213, 218, 224)
SCREEN: Colour = (250, 250, 247)
BEAM: Colour = (255, 213, 74)


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """Return the colour `share` of the way from `one` to `other`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return (red, green, blue)
