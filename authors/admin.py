"""Authors at the desk."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from authors.models.author import Author
from publishing.desk.erasing import ErasingAdmin
from publishing.desk.lists import CountedFilter
from publishing.desk.merging import MergingAdmin
from publishing.desk.versioned import VersionedAdmin, VersionedForm
from publishing.rich_text import short_rich_text_field


class AuthorForm(VersionedForm):
    bio = short_rich_text_field(label=_("Bio"), required=False)

    class Meta:
        model = Author
        fields = (
            *("name", "slug", "bio", "bio_as_of", "photo", "website", "is_listed"),
            *("user",),
        )


class ListedFilter(CountedFilter):
    title = _("authors")
    parameter_name = "listed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("yes", _("Listed")), ("no", _("Not listed"))]

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(is_listed=value == "yes")


@admin.register(Author)
class AuthorAdmin(ErasingAdmin, MergingAdmin, VersionedAdmin):
    form = AuthorForm
    list_display = ("name", "user", "is_listed")
    list_filter = (ListedFilter,)
    list_select_related = ("user",)
    search_fields = ("name",)
    autocomplete_fields = ("photo", "user")
    fieldsets = (
        (None, {"fields": ("name", "bio", "bio_as_of", "photo")}),
        (_("Where to find them"), {"fields": ("website", "slug", "is_listed")}),
        (_("Login"), {"fields": ("user",)}),
    )
