"""Moments told in words, always with their zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils import formats, timezone


def told(moment: datetime) -> str:
    """Tell a moment in the current zone, which is named: “29 March 2013, 12:00 UTC”."""
    local = timezone.localtime(moment)
    return f"{formats.date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"


def told_near(moment: datetime, at: datetime) -> str:
    """The same as seen from `at`: the day is left out when it is today, “21:00 CEST”."""
    local, here = timezone.localtime(moment), timezone.localtime(at)
    if local.date() != here.date():
        return told(moment)
    return f"{formats.date_format(local, 'H:i')} {local.tzname()}"


def typed_in(moment: datetime, zone: str) -> datetime:
    """The moment in the zone in which it was typed, so that it is told as it was; "" is none."""
    return moment.astimezone(ZoneInfo(zone)) if zone else moment


def zone_of(moment: datetime) -> str:
    """The zone in which a moment was typed; empty when none was named."""
    return moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else ""


def told_everywhere(moment: datetime, at: datetime | None = None) -> str:
    """Tell it as it was typed, then in the current zone and in UTC, each once.

    A moment in a named zone was typed there: “26 November 2026, 09:00 KST (01:00 CET, 00:00
    UTC)”. The day is told again where it is another one, and left out when it is that of `at`.
    """
    here = timezone.get_current_timezone()
    first = moment.astimezone(ZoneInfo(zone) if (zone := zone_of(moment)) else here)
    readings = [_clock(moment.astimezone(zone), first) for zone in (here, UTC)]
    lead = _clock(first, first)
    others = [reading for reading in dict.fromkeys(readings) if reading != lead]
    if at is None or at.astimezone(first.tzinfo).date() != first.date():
        lead = f"{formats.date_format(first)}, {lead}"
    return f"{lead} ({', '.join(others)})" if others else lead


def _clock(local: datetime, beside: datetime) -> str:
    clock = f"{local:%H:%M} {local.tzname()}"
    if local.date() == beside.date():
        return clock
    return f"{formats.date_format(local, 'MONTH_DAY_FORMAT')}, {clock}"
