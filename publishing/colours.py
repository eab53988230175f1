"""Colours of the house: read, compared and made readable.

Contrast as in WCAG 2.2, "contrast ratio" and "relative luminance".
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

Colour = tuple[int, int, int]

WHITE, BLACK = "#ffffff", "#000000"
# Grounds and ink of the default theme, static/reader/base.css.
LIGHT_CURTAIN, DARK_CURTAIN, INK = "#f1f3f5", "#1a1f26", "#14171c"
READABLE = 7.0


def read(colour: str) -> Colour:
    """Return red, green and blue, 0 to 255. ValueError for anything but #rrggbb."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"{colour!r} is no colour such as #101b33")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(read(one)), _luminance(read(other))))
    return (lighter + 0.05) / (darker + 0.05)


def lightened(colour: str, ground: str) -> str:
    """Return `colour`, mixed with as little white as makes it readable on a dark `ground`."""
    mixes = (mixed(colour, WHITE, step / 20) for step in range(21))
    return next((mix for mix in mixes if contrast(mix, ground) >= READABLE), WHITE)


def mixed(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `other` in it."""
    parts = zip(read(colour), read(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def validate_colour(colour: str) -> None:
    try:
        read(colour)
    except ValueError as error:
        raise ValidationError(_("Write a colour like #101b33."), code="colour") from error


def validate_house(colour: str) -> None:
    """White words stand on it."""
    validate_colour(colour)
    _refuse_below(READABLE, colour, WHITE, _("White words on this colour"))


def validate_beam(colour: str) -> None:
    """Dark words and signs stand on it."""
    validate_colour(colour)
    _refuse_below(READABLE, colour, INK, _("Dark words on this colour"))


def validate_link(colour: str) -> None:
    """It is read on white and on the grey of shelves."""
    validate_colour(colour)
    _refuse_below(READABLE, colour, LIGHT_CURTAIN, _("Links of this colour"))


def _refuse_below(least: float, one: str, other: str, what: object) -> None:
    ratio = contrast(one, other)
    if ratio < least:
        raise ValidationError(
            _("%(what)s have a contrast of %(ratio).1f to 1; readers need %(least)d. %(advice)s"),
            params={
                "what": what,
                "ratio": ratio,
                "least": least,
                "advice": _("Choose a darker one.") if other != INK else _("Choose a lighter one."),
            },
            code="contrast",
        )
