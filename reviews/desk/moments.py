"""Moments as editors type them: a day, a time and a named zone, never a guess."""

import zoneinfo
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.as_of import EARLIEST, LATEST, tomorrow_at_nine
from publishing.desk.native_inputs import DayAndTimeWidget, day_input, time_input
from publishing.moments import told, typed_in, zone_of

ZONES = (
    *("UTC", "America/Los_Angeles", "America/New_York", "Europe/London", "Europe/Paris"),
    "Asia/Seoul",
)
NOON = time(12)


def in_zone(day: date, hour: time, zone: zoneinfo.ZoneInfo) -> datetime:
    """The instant of a local time, in UTC.

    ValidationError, with the two readings, for a time that the zone's clocks skip or show twice,
    and for a day so far away that not every zone has it.
    """
    if not EARLIEST.date() < day < LATEST.date():
        raise ValidationError(_("Choose a day nearer to today."), code="absurd")
    first, second = (datetime.combine(day, hour, tzinfo=zone).replace(fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    readings = " / ".join(told(moment.astimezone(UTC)) for moment in (first, second))
    skipped = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != first.replace(
        tzinfo=None, fold=0
    )
    sentence = (
        _("The clocks of %(zone)s skip this time. Choose another; it could mean %(readings)s.")
        if skipped
        else _("The clocks of %(zone)s show this time twice: %(readings)s. Use UTC to say which.")
    )
    raise ValidationError(sentence % {"zone": zone.key, "readings": readings}, code="ambiguous")


def zone_choices(*others: str) -> list[tuple[str, str]]:
    """The site's zone first, then those a film desk hears from most, then any others in use."""
    site = timezone.get_current_timezone_name()
    names = dict.fromkeys([site, *ZONES, *filter(None, others)])
    return [(name, name.replace("_", " ")) for name in names]


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones()) - {"localtime", "posixrules", "Factory"}


def is_zone(name: str | None) -> bool:
    """True for the zones that have a name everywhere, not for this machine's own files."""
    return name in _zones()


class MomentWidget(forms.MultiWidget):
    """Three inputs, named `…_0` (day), `…_1` (time) and `…_zone`.

    desk/moments.js adds the browser's zone and tells what is typed in the others.
    """

    template_name = "publishing/desk/moment_widget.html"

    class Media:
        js = (Script("desk/moments.js", type="module"),)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "0": day_input(**{"aria-label": gettext_lazy("Day")}),
            "1": time_input(**{"aria-label": gettext_lazy("Time")}),
            "zone": forms.Select(attrs={"aria-label": gettext_lazy("Time zone")}),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: datetime | None) -> list[Any]:
        """A moment in a named zone is shown there, as it was typed."""
        here = timezone.get_current_timezone_name()
        if value is None:
            return [None, None, here]
        zone = zone_of(value) or here
        local = typed_in(value, zone)
        return [local.date(), local.time().replace(microsecond=0), zone]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        parts = value if isinstance(value, list) else self.decompress(value)
        chosen = parts[2] if len(parts) > 2 and is_zone(parts[2]) else ""
        self.widgets[2].choices = zone_choices(chosen)  # type: ignore[attr-defined]
        context = super().get_context(name, value, attrs)
        context["widget"]["site_zone"] = timezone.get_current_timezone_name()
        context["widget"]["tomorrow"] = tomorrow_at_nine()
        return context


class MomentField(forms.MultiValueField):
    """A day, a time and a zone that make an aware moment in that zone; None when all is empty."""

    widget = MomentWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            forms.DateField(required=False),
            forms.TimeField(required=False, input_formats=["%H:%M", "%H:%M:%S"]),
            forms.CharField(required=False),
        )
        super().__init__(fields, required=False, require_all_fields=False, **kwargs)

    def compress(self, parts: list[Any]) -> datetime | None:
        day, hour, zone = [*parts, None, None, None][:3]
        if not day and not hour:
            return None
        if not day:
            raise ValidationError(_("Give the day too."), code="day")
        if not hour:
            raise ValidationError(_("Give the time too, such as 09:00."), code="time")
        zone = zone or timezone.get_current_timezone_name()
        if not is_zone(zone):
            raise ValidationError(_("This is no time zone we know."), code="zone")
        return typed_in(in_zone(day, hour, zoneinfo.ZoneInfo(zone)), zone)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The zone alone, which always has a value, is no change."""
        if not self.disabled and initial is None and data:
            return bool(data[0] or data[1])
        return super().has_changed(initial, data)


class DateReadersSeeField(forms.SplitDateTimeField):
    """A day, perhaps with a time; without one it means noon in the site's zone."""

    widget = DayAndTimeWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(require_all_fields=False, **kwargs)
        self.fields[1].required = False

    def compress(self, parts: Any) -> datetime | None:
        day, hour = [*parts, None, None][:2]
        if not day:
            if hour:
                raise ValidationError(_("Give the day too."), code="day")
            return None
        return in_zone(day, hour or NOON, timezone.get_current_timezone())
