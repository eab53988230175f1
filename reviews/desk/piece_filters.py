"""What the list of pieces can be narrowed to."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publishing.desk.autocomplete import Autocomplete
from publishing.desk.lists import CountedFilter
from reviews.models.content import Kind
from reviews.models.edition import Edition
from reviews.models.review import Byline, Review, ReviewTag


class StatusFilter(CountedFilter):
    """The words of the chips; “changed” is live or not, with saves that nobody published."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        self.at = request.at  # type: ignore[attr-defined]
        return [
            ("draft", _("Draft")),
            ("submitted", _("Submitted")),
            ("scheduled", _("Scheduled")),
            ("live", _("Live")),
            ("changed", _("Unpublished changes")),
            ("withdrawn", _("Withdrawn")),
        ]

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        of_piece = Edition.objects.filter(review=OuterRef("pk")).order_by()
        meant: dict[str, dict[str, Any]] = {
            "draft": {"published_version": None, "stage": Review.Stage.DRAFTING},
            "submitted": {"stage": Review.Stage.SUBMITTED},
            "changed": {"version__gt": F("published_version")},
        }
        if value in meant:
            return rows.filter(**meant[value])
        if value == "scheduled":
            to_come = Edition.objects.filter(live_from__gt=self.at)
            return rows.filter(pk__in=to_come.values("review"))
        if value == "live":
            return rows.filter(Exists(of_piece.live(self.at)))
        if value == "withdrawn":
            not_over = of_piece.filter(live_until__gt=self.at)
            return rows.filter(~Exists(not_over), published_version__isnull=False)
        return rows.none()


class KindFilter(CountedFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Kind.choices

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(kind=value)


class TypedFilter(admin.SimpleListFilter):
    """One of too many to list: chosen by typing, in the box that the forms have."""

    template = "publishing/desk/typed_filter.html"
    through: Any = None
    field = ""
    label = "name"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        self.site = model_admin.admin_site
        return [("", "")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value() or ""
        if not value:
            return queryset
        if not (value.isascii() and value.isdigit() and len(value) < 19):
            return queryset.none()
        named = self._model.objects.filter(pk=value).values(self.label)
        rows = queryset.filter(pk__in=self.pieces(int(value)))
        return rows.annotate(**{f"{self.parameter_name}_chosen": Subquery(named)})

    @property
    def _model(self) -> Any:
        return self.through._meta.get_field(self.field).remote_field.model

    def pieces(self, pk: int) -> QuerySet[Any]:
        raise NotImplementedError

    def _chosen(self, changelist: Any) -> tuple[str, str]:
        """Value and name of who is chosen: the rows of the page carry the name."""
        value = self.value() or ""
        row = next(iter(changelist.result_list), None)
        return value, getattr(row, f"{self.parameter_name}_chosen", "") if row else value

    def choices(self, changelist: Any) -> Any:
        """One: the box, and what the list is narrowed to besides."""
        box = Autocomplete(self.through._meta.get_field(self.field), self.site)
        box.is_required = False
        box.known = dict([self._chosen(changelist)])
        others = {
            name: value
            for name, value in changelist.params.items()
            if name not in (self.parameter_name, "p")
        }
        attrs = {"id": f"by-{self.field}"}
        yield {
            "box": box.render(str(self.parameter_name), self.value() or "", attrs),
            "id": attrs["id"],
            "others": others,
            "is_set": bool(self.value()),
            "query_string": changelist.get_query_string(remove=[self.parameter_name, "p"]),
        }


class AuthorFilter(TypedFilter):
    title = _("author")
    parameter_name = "author"
    through, field = Byline, "author"

    def pieces(self, pk: int) -> QuerySet[Any]:
        return Byline.objects.filter(author=pk).values("review")


class TagFilter(TypedFilter):
    title = _("tag")
    parameter_name = "tag"
    through, field = ReviewTag, "tag"

    def pieces(self, pk: int) -> QuerySet[Any]:
        return ReviewTag.objects.filter(tag=pk).values("content_object")
