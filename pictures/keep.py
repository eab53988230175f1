"""Putting an accepted picture into storage and its row into the database, or neither."""

import io
import logging
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from pictures.models.picture import Picture
from pictures.renditions import retire
from pictures.tasks import make_renditions_after_commit, remove_retired_files
from pictures.upload import Accepted, PictureRefused, accept
from pictures.uses import Use, uses_of

# Feeds name the file itself, and their readers may fetch it weeks later.
REPLACED_FOR = timedelta(days=60)


class PictureInUse(Exception):
    """The picture cannot be deleted; `uses` are the places that show it."""

    def __init__(self, uses: list[Use]) -> None:
        super().__init__(uses)
        self.uses = uses


logger = logging.getLogger(__name__)


def fill(picture: Picture, accepted: Accepted) -> None:
    """Give `picture` the accepted file and what was measured of it, without saving either."""
    picture.file = accepted.file
    picture.width, picture.height = accepted.width, accepted.height
    picture.colour, picture.sha256 = accepted.colour, accepted.sha256
    picture.made = {}


def store(picture: Picture) -> None:
    """Write the accepted file into storage, while there is somebody to tell that it failed.

    Raises PictureRefused; nothing of the file is left then.
    """
    try:
        picture.file.save(str(picture.file.name), picture.file.file, save=False)
    # A disk raises OSError, and every cloud's client errors of its own.
    except Exception as error:
        logger.exception("A picture could not be stored; the editor is told.")
        raise PictureRefused(
            _(
                "The server could not store the picture, and kept nothing of it. Its disk may be "
                "full: tell the administrator, then try again."
            )
        ) from error


def keep(picture: Picture) -> None:
    """Save the row of a picture whose file is filled in or stored, and have renditions made.

    Raises PictureRefused when there is no room for the file. When the row cannot be written, a
    file that came with it goes again. A file that it had before is kept for a while.
    """
    before = Picture.objects.filter(pk=picture.pk).values_list("file", flat=True).first()
    if not getattr(picture.file, "_committed", True):
        store(picture)
    try:
        picture.save()
    except BaseException:
        if picture.file.name != before:
            default_storage.delete(str(picture.file.name))
        raise
    if before and before != picture.file.name:
        retire({before}, keep_for=REPLACED_FOR)
    make_renditions_after_commit(picture)


@transaction.atomic
def remove(picture: Picture) -> None:
    """Delete a picture that is used nowhere, and its files after the commit.

    Raises PictureInUse. The row is locked first, so that nobody can begin to use it meanwhile.
    """
    Picture.objects.select_for_update().get(pk=picture.pk)
    if uses := uses_of(picture):
        raise PictureInUse(uses)
    names = {str(picture.file.name), *picture.renditions.values_list("file", flat=True)}
    picture.delete()
    retire(names, keep_for=timedelta(0))
    transaction.on_commit(remove_retired_files.enqueue, robust=True)


def keep_picture(content: bytes, **words: Any) -> Picture:
    """Make a Picture of raw bytes: `alt`, `caption`, `credit` and so on are its fields.

    Raises PictureRefused. For imports and drawings; forms go through PictureForm.
    """
    picture = Picture(**words)
    fill(picture, accept(io.BytesIO(content), len(content)))
    keep(picture)
    return picture
