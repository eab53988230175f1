"""Addresses of the site as it was, is or will be at an instant: `/as-of/2026-11-23T09:00:00Z/…`.

Inside such a page the script prefix ends in the instant, so `reverse` gives addresses that stay
at it. What is allowed to see one is not decided here.
"""

import re
from datetime import UTC, datetime, time, timedelta

from django.urls import get_script_prefix
from django.utils import timezone

AS_OF = "as-of/"
NINE = time(9)
# Beyond these nothing was ever written, and no zone can tell the time.
EARLIEST, LATEST = datetime(1000, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)

_INSTANT_IN_PREFIX = re.compile(rf"(?<=/){AS_OF}[^/]+/\Z")


def spelled(moment: datetime) -> str:
    """The one spelling of an instant in addresses: in UTC, a fraction only where there is one."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


def read_instant(text: str) -> datetime | None:
    """The instant of any ISO spelling that says its offset, in UTC; None for all else."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return None
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if EARLIEST <= moment < LATEST else None


def site_root() -> str:
    """Where the site itself begins, told from inside an as-of page too."""
    return _INSTANT_IN_PREFIX.sub("", get_script_prefix())


def public_path(path: str) -> str:
    """The readers' own address of a path that may lie inside an as-of page."""
    return site_root() + path.removeprefix(get_script_prefix())


def as_of_address(moment: datetime, path: str) -> str:
    """Where the page at `path`, as `reverse` gives it, is told as of that moment."""
    return f"{site_root()}{AS_OF}{spelled(moment)}/{path.removeprefix(get_script_prefix())}"


def tomorrow_at_nine() -> datetime:
    """Nine in the morning of the next day, in the current zone."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, NINE))
