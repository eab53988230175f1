"""What one looks for in the library: pictures without words, and rights that run out."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pictures.models.picture import RIGHTS_WARNING, Picture


class WordsFilter(admin.SimpleListFilter):
    title = _("words")
    parameter_name = "words"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("missing", _("No alternative text")),
            ("alt", _("Described")),
            ("decorative", _("Decorative")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "missing":
                return queryset.undescribed()
            case "alt":
                return queryset.exclude(alt="")
            case "decorative":
                return queryset.filter(decorative=True)
        return queryset


class RightsFilter(admin.SimpleListFilter):
    title = _("rights")
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ended", _("Have run out")),
            ("ending", _("Run out within 30 days")),
            ("until", _("Until a day")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today = timezone.localdate()
        match self.value():
            case "ended":
                return queryset.filter(rights_until__lt=today)
            case "ending":
                return queryset.filter(rights_until__range=(today, today + RIGHTS_WARNING))
            case "until":
                return queryset.exclude(rights_until=None)
        return queryset


def rights_to_mind(days: timedelta = RIGHTS_WARNING) -> Any:
    """Pictures whose rights have run out or soon will, the most urgent first."""
    return Picture.objects.rights_end_by(timezone.localdate() + days).order_by("rights_until")
