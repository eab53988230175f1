"""Moments told in words, always with their zone."""

from datetime import datetime

from django.utils import formats, timezone


def told(moment: datetime) -> str:
    """Tell a moment in the current zone, which is named: “29 March 2013, 12:00 UTC”."""
    local = timezone.localtime(moment)
    return f"{formats.date_format(local, 'j F Y, H:i')} {local.tzname()}"


def told_near(moment: datetime, at: datetime) -> str:
    """The same as seen from `at`: the day is left out when it is today, “21:00 CEST”."""
    local, here = timezone.localtime(moment), timezone.localtime(at)
    if local.date() != here.date():
        return told(moment)
    return f"{formats.date_format(local, 'H:i')} {local.tzname()}"
