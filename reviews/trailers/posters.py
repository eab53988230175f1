"""A trailer's still, fetched once and kept as a picture of ours, through the same pipeline."""

import io
from contextlib import suppress

from django.conf import settings
from django.utils.translation import gettext as _

from pictures.keep import PictureInUse, fill, keep, remove
from pictures.models.picture import Picture
from pictures.upload import PictureRefused, accept
from publishing.fetching import NotFetched, fetch
from reviews.models.trailer import Trailer
from reviews.trailers.turns import wait_for_turn

POSTER_BYTES = 8 * 1024 * 1024
# A missing size comes as a grey stand-in of 120 by 90.
NARROWEST = 200


class NoPoster(Exception):
    """No still could be kept; the message is a sentence for the editor."""


def keep_poster(trailer: Trailer, addresses: tuple[str, ...]) -> Picture | None:
    """Fetch the first still that is one, or return None when there is none to fetch.

    Raises NoPoster. Takes seconds: never inside a transaction.
    """
    why = ""
    for address in addresses:
        wait_for_turn(trailer.provider)
        try:
            answer = fetch(
                address,
                bytes_limit=POSTER_BYTES,
                accept="image/*",
                allow_loopback=settings.OEMBED_ALLOW_LOOPBACK,
            )
            if answer.status != 200:
                raise NotFetched(_("the provider answered with error %d.") % answer.status)
            accepted = accept(io.BytesIO(answer.body), len(answer.body))
            if accepted.width < NARROWEST:
                raise NotFetched(_("it is too small to be shown."))
            picture = Picture(decorative=True, credit=trailer.provider_name)
            fill(picture, accepted)
            keep(picture)
        except (NotFetched, PictureRefused) as error:
            why = str(error)
            continue
        return picture
    if why:
        raise NoPoster(_("The still could not be taken: %(why)s") % {"why": why})
    return None


def discard(picture: Picture) -> None:
    """Take back a still that nothing shows, with all that was made of it."""
    with suppress(PictureInUse):
        remove(picture)
