"""Every picture of the demo, drawn when it is loaded; none is kept as a file.

`picture` takes the file names that `content/pictures.jsonl` uses; `draw` draws the same picture
at any size. A name and a seed always give the same pixels.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import partial

from PIL import Image

from operations.demo.palette import DUSK, FOG, HOUSE, PEARL, SCREEN, STEEL, blend
from operations.demo.scenes import (
    big_buck_bunny,
    cosmos_laundromat,
    drawing_tablet,
    elephants_dream,
    film_cans,
    joan_of_arc,
    movie_camera,
    nosferatu,
    piano,
    portrait,
    projection_ports,
    safety_last,
    sherlock_jr,
    sintel,
    spring,
    sunrise,
    the_general,
    tinted_strip,
    trip_to_the_moon,
)
from operations.demo.stage import Stage

Scene = Callable[[Stage, float, float, float], None]
# Where a motif sits: x and y as shares of width and height, its half size as one of the short side.
Place = tuple[float, float, float]

SIZES: dict[str, tuple[int, int]] = {
    "still": (1600, 865),
    "poster": (800, 1200),
    "portrait": (600, 600),
    "card": (1200, 800),
}

_STILLS: dict[str, tuple[Scene, Place]] = {
    "a-trip-to-the-moon": (trip_to_the_moon.draw, (0.46, 0.52, 0.42)),
    "big-buck-bunny": (big_buck_bunny.draw, (0.52, 0.52, 0.44)),
    "cosmos-laundromat": (cosmos_laundromat.draw, (0.56, 0.5, 0.42)),
    "elephants-dream": (elephants_dream.draw, (0.5, 0.46, 0.46)),
    "man-with-a-movie-camera": (movie_camera.draw, (0.44, 0.5, 0.47)),
    "nosferatu": (nosferatu.draw, (0.5, 0.52, 0.46)),
    "safety-last": (safety_last.draw, (0.6, 0.5, 0.47)),
    "sherlock-jr": (sherlock_jr.draw, (0.6, 0.46, 0.46)),
    "sintel": (sintel.draw, (0.52, 0.5, 0.44)),
    "spring": (spring.draw, (0.48, 0.53, 0.5)),
    "sunrise": (sunrise.draw, (0.5, 0.42, 0.46)),
    "the-general": (the_general.draw, (0.5, 0.5, 0.42)),
    "the-passion-of-joan-of-arc": (joan_of_arc.draw, (0.54, 0.5, 0.46)),
}

# Place, title in its rows, and the line below it.
_POSTERS: dict[str, tuple[Place, list[str], str]] = {
    "a-trip-to-the-moon": ((0.46, 0.42, 0.4), ["A TRIP", "TO THE MOON"], "A STAR FILM  1902"),
    "big-buck-bunny": ((0.5, 0.42, 0.46), ["BIG BUCK", "BUNNY"], "AN OPEN MOVIE  2008"),
    "elephants-dream": ((0.5, 0.4, 0.46), ["ELEPHANTS", "DREAM"], "AN OPEN MOVIE  2006"),
    "man-with-a-movie-camera": (
        (0.5, 0.4, 0.42),
        ["MAN WITH", "A MOVIE CAMERA"],
        "DZIGA VERTOV  1929",
    ),
    "nosferatu": ((0.36, 0.44, 0.45), ["NOSFERATU"], "F. W. MURNAU  1922"),
    "safety-last": ((0.56, 0.4, 0.38), ["SAFETY LAST!"], "HAROLD LLOYD  1923"),
    "sherlock-jr": ((0.52, 0.4, 0.4), ["SHERLOCK JR."], "BUSTER KEATON  1924"),
    "sintel": ((0.52, 0.4, 0.46), ["SINTEL"], "AN OPEN MOVIE  2010"),
    "spring": ((0.53, 0.5, 0.46), ["SPRING"], "AN OPEN MOVIE  2019"),
    "sunrise": ((0.5, 0.38, 0.5), ["SUNRISE"], "A SONG OF TWO HUMANS  1927"),
    "the-passion-of-joan-of-arc": (
        (0.54, 0.38, 0.54),
        ["THE PASSION", "OF JOAN OF ARC"],
        "CARL TH. DREYER  1928",
    ),
}

_PORTRAITS: dict[str, Scene] = {
    "anjali-thorsgaard": partial(
        portrait.draw, hair="bun", extra="bun", light=-1, ground=DUSK, disc=FOG
    ),
    "desmond-achterberg": partial(portrait.draw, hair="receding", extra="collar"),
    "han-sori": partial(portrait.draw, hair="bob", extra="glasses", light=-1, disc=PEARL),
    "ines-caldeira-holt": partial(
        portrait.draw, hair="long", extra="scarf", ground=DUSK, disc=PEARL
    ),
    "marguerite-oyelaran": partial(portrait.draw, hair="crown", extra="earrings", disc=FOG),
    "tobias-wrenfield": partial(portrait.draw, hair="cropped", extra="beard", light=-1),
}

_CARDS: dict[str, tuple[Scene, Place]] = {
    "drawing-tablet": (drawing_tablet.draw, (0.5, 0.52, 0.46)),
    "piano": (piano.draw, (0.56, 0.66, 0.44)),
    "projection-ports": (projection_ports.draw, (0.5, 0.52, 0.46)),
    "stacked-cans": (film_cans.draw, (0.42, 0.5, 0.44)),
    "tinted-strip": (tinted_strip.draw, (0.5, 0.52, 0.46)),
}


def picture(file_name: str) -> Image.Image:
    """Return the picture a demo file name stands for, at its full size.

    Raises KeyError for a name that is not the demo's.
    """
    name = file_name.removesuffix(".jpg")
    return draw(name, zlib.crc32(name.encode()), SIZES[name.rpartition("-")[2]])


def draw(name: str, seed: int, size: tuple[int, int]) -> Image.Image:
    """Return an RGB picture of `size` pixels; `name` is a demo file name without its ending.

    Raises KeyError for a name that is not the demo's.
    """
    subject, _, kind = name.rpartition("-")
    stage = Stage(size, seed)
    if kind == "poster":
        return _poster(stage, subject)
    if kind == "portrait":
        scene, place = _PORTRAITS[subject], (0.5, 0.52, 0.5)
    else:
        scene, place = {"still": _STILLS, "card": _CARDS}[kind][subject]
    _put(stage, scene, place)
    return stage.develop()


def _put(stage: Stage, scene: Scene, place: Place) -> None:
    x, y, r = place
    scene(stage, x * stage.width, y * stage.height, r * min(stage.width, stage.height))


def _poster(stage: Stage, subject: str) -> Image.Image:
    place, rows, line = _POSTERS[subject]
    _put(stage, _STILLS[subject][0], place)
    wide, tall = stage.width, stage.height
    stage.darken_below(tall * 0.6, tall * 0.8)
    size = min(wide * 0.098, wide * 0.86 / (max(map(len, rows)) * 0.82))
    for i, row in enumerate(reversed(rows)):
        stage.letters(row, wide / 2, tall * 0.875 - i * size * 1.2, size, SCREEN)
    stage.letters(line, wide / 2, tall * 0.937, wide * 0.028, FOG, spacing=0.3)
    with stage.shape(STEEL, 0.8) as pen:
        pen.rectangle(wide * 0.46, tall * 0.897, wide * 0.54, tall * 0.899)
    with stage.shape(blend(HOUSE, STEEL, 0.4)) as pen:
        edge = wide * 0.028
        pen.rectangle(edge, edge, wide - edge, tall - edge)
        pen.rectangle(edge + 1.5, edge + 1.5, wide - edge - 1.5, tall - edge - 1.5, ink=0)
    return stage.develop(vignette=0.4)
