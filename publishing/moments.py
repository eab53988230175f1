"""Moments told in words, always with their zone."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

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


def told_everywhere(moment: datetime) -> str:
    """Tell it as it was typed, then in the current zone and in UTC, each once.

    A moment in a named zone was typed there: “26 November 2026, 09:00 KST (01:00 CET, 00:00
    UTC)”. The day is told again where it is another one.
    """
    here = timezone.get_current_timezone()
    zones: list[tzinfo] = [
        moment.tzinfo if isinstance(moment.tzinfo, ZoneInfo) else here,
        here,
        UTC,
    ]
    first, *others = (moment.astimezone(zone) for zone in zones)
    readings = {_clock(first, first): None}
    others_told = [_clock(local, first) for local in others]
    readings.update(dict.fromkeys(others_told))
    lead, *rest = readings
    told_first = f"{formats.date_format(first, 'j F Y')}, {lead}"
    return f"{told_first} ({', '.join(rest)})" if rest else told_first


def _clock(local: datetime, beside: datetime) -> str:
    clock = f"{local:%H:%M} {local.tzname()}"
    if local.date() == beside.date():
        return clock
    return f"{formats.date_format(local, 'j F')}, {clock}"
