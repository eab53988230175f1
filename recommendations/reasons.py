"""Why a piece is recommended, in words, when they are read."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from recommendations.models.neighbour import Neighbour

Reason = Neighbour.Reason


def in_words(told: Mapping[str, Any]) -> str:
    """One line such as “Also directed by Ann Shin”.

    `told` has `reason` and the names `film`, `person`, `tag`, `author`, where there are any. Empty
    for a reason whose thing is gone, and for one that tells a reader nothing.
    """
    match told.get("reason"):
        case Reason.TEXT:
            return _("A text much like this")
        case Reason.SAME_FILM if told.get("film"):
            return _("Also about %(film)s") % {"film": told["film"]}
        case Reason.DIRECTOR if told.get("person"):
            return _("Also directed by %(person)s") % {"person": told["person"]}
        case Reason.WRITER if told.get("person"):
            return _("Also written by %(person)s") % {"person": told["person"]}
        case Reason.CAST if told.get("person"):
            return _("Also with %(person)s") % {"person": told["person"]}
        case Reason.CREW if told.get("person"):
            return _("%(person)s worked on both") % {"person": told["person"]}
        case Reason.TAG if told.get("tag"):
            return _("Also tagged %(tag)s") % {"tag": told["tag"]}
        case Reason.AUTHOR if told.get("author"):
            return _("Also by %(author)s") % {"author": told["author"]}
    return ""
