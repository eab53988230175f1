"""What one looks for in the library: pictures without words, and rights that run out."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pictures.models.picture import RIGHTS_WARNING
from publishing.desk.lists import CountedFilter


class WordsFilter(CountedFilter):
    title = _("words")
    parameter_name = "words"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("missing", _("No alternative text")),
            ("alt", _("Described")),
            ("decorative", _("Decorative")),
        ]

    def narrow(self, rows: Any, value: str) -> Any:
        match value:
            case "missing":
                return rows.undescribed()
            case "alt":
                return rows.exclude(alt="")
            case "decorative":
                return rows.filter(decorative=True)
        return rows


class RightsFilter(CountedFilter):
    title = _("rights")
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("to-mind", _("Ended, or end within 30 days")),
            ("ended", _("Have run out")),
            ("until", _("Until a day")),
        ]

    def narrow(self, rows: Any, value: str) -> Any:
        today = timezone.localdate()
        match value:
            case "to-mind":
                return rows.rights_end_by(today + RIGHTS_WARNING)
            case "ended":
                return rows.filter(rights_until__lt=today)
            case "until":
                return rows.exclude(rights_until=None)
        return rows
