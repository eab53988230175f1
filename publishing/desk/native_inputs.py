"""Days and times in the browser's own inputs.

They need no script, open the phone's own picker and have no "Now", which would mean the time of
a zone other than the one that is chosen beside it.
"""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def day_input(**attrs: Any) -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


def time_input(**attrs: Any) -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time", **attrs})


class DayAndTimeWidget(forms.SplitDateTimeWidget):
    """Two inputs, `…_0` (day) and `…_1` (time, to the minute)."""

    template_name = "publishing/desk/moment_widget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        named = day_input(**{"aria-label": _("Day")}), time_input(**{"aria-label": _("Time")})
        forms.MultiWidget.__init__(self, named, attrs)

    def decompress(self, value: datetime | None) -> tuple[date | None, time | None]:
        """Without seconds: they are nothing to edit, and a form that drops them is no change."""
        if value is None:
            return None, None
        local = timezone.localtime(value)
        return local.date(), local.time().replace(second=0, microsecond=0)


# For `formfield_overrides` of every admin class and inline.
NATIVE_INPUTS: dict[Any, dict[str, Any]] = {
    models.DateField: {"widget": day_input()},
    models.DateTimeField: {
        "form_class": forms.SplitDateTimeField,
        "widget": DayAndTimeWidget(),
    },
}
