"""What the list of films can be narrowed to: what wants somebody's hand."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publishing.desk.lists import CountedFilter
from reviews.models.trailer import Trailer


class FilmFilter(CountedFilter):
    title = _("films")
    parameter_name = "films"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        self.at = request.at  # type: ignore[attr-defined]
        return [
            ("embargo", _("Under embargo")),
            ("no-trailer", _("Without a trailer")),
            ("no-poster", _("Without a poster")),
        ]

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "embargo":
            return rows.filter(embargo_until__gt=self.at)
        if value == "no-trailer":
            kept = Trailer.objects.filter(film=OuterRef("pk")).order_by()
            return rows.filter(~Exists(kept))
        if value == "no-poster":
            return rows.filter(poster=None)
        return rows.none()
