"""Putting an accepted picture into storage and its row into the database."""

import io
from typing import Any

from pictures.models.picture import Picture
from pictures.upload import Accepted, accept


def fill(picture: Picture, accepted: Accepted) -> None:
    """Give `picture` the accepted file and what was measured of it, without saving the row."""
    picture.file = accepted.file
    picture.width, picture.height = accepted.width, accepted.height
    picture.colour, picture.sha256 = accepted.colour, accepted.sha256


def keep_picture(content: bytes, **words: Any) -> Picture:
    """Make a Picture of raw bytes: `alt`, `caption`, `credit` and so on are its fields.

    Raises PictureRefused. For imports and drawings; forms go through PictureForm.
    """
    picture = Picture(**words)
    fill(picture, accept(io.BytesIO(content), len(content)))
    picture.save()
    return picture
