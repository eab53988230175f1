"""Moments as editors type them: a day, a time and a named zone, never a guess."""

import zoneinfo
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.as_of import EARLIEST, LATEST
from publishing.desk.native_inputs import DayAndTimeWidget, day_input, time_input
from publishing.moments import told

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


def zone_choices() -> list[tuple[str, str]]:
    """The site's zone first, then those a film desk hears from most."""
    site = timezone.get_current_timezone_name()
    names = dict.fromkeys([site, *ZONES])
    return [(name, name.replace("_", " ")) for name in names]


class MomentWidget(forms.MultiWidget):
    """Three inputs, named `…_0` (day), `…_1` (time) and `…_zone`."""

    template_name = "publishing/desk/moment_widget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "0": day_input(**{"aria-label": gettext_lazy("Day")}),
            "1": time_input(**{"aria-label": gettext_lazy("Time")}),
            "zone": forms.Select(attrs={"aria-label": gettext_lazy("Time zone")}),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: datetime | None) -> list[Any]:
        zone = timezone.get_current_timezone_name()
        if value is None:
            return [None, None, zone]
        local = timezone.localtime(value)
        return [local.date(), local.time().replace(microsecond=0), zone]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        self.widgets[2].choices = zone_choices()  # type: ignore[attr-defined]
        return super().get_context(name, value, attrs)


class MomentField(forms.MultiValueField):
    """A day, a time and a zone that make an aware moment in UTC, or None when all is empty."""

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
        try:
            known = zoneinfo.ZoneInfo(zone) if zone else timezone.get_current_timezone()
        except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
            raise ValidationError(_("This is no time zone we know."), code="zone") from error
        return in_zone(day, hour, known)

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
