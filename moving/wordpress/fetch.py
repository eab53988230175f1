"""Fetching pictures from the old site while it still stands."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from moving.archive.values import Fault
from pictures.upload import BYTES_LIMIT
from publishing.fetching import NotFetched, fetch

SECONDS = 30.0


def fetch_picture(address: str) -> bytes:
    """The file at an address, over https whatever the export says. Raises Fault.

    The client asks public hosts only and follows no redirect to another; see publishing.fetching.
    """
    secure = urlsplit(address)._replace(scheme="https").geturl()
    try:
        answer = fetch(secure, bytes_limit=BYTES_LIMIT, seconds=SECONDS, accept="image/*")
    except NotFetched as error:
        raise Fault(str(error)) from error
    if answer.status != 200:
        raise Fault(
            _("%(host)s answered %(status)d.")
            % {"host": urlsplit(secure).hostname, "status": answer.status}
        )
    return answer.body
