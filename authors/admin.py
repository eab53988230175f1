"""Authors at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from authors.models.author import Author
from publishing.desk.erasing import ErasingAdmin
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


@admin.register(Author)
class AuthorAdmin(ErasingAdmin, MergingAdmin, VersionedAdmin):
    form = AuthorForm
    list_display = ("name", "user", "is_listed")
    list_filter = ("is_listed",)
    list_select_related = ("user",)
    search_fields = ("name",)
    autocomplete_fields = ("photo", "user")
    fieldsets = (
        (None, {"fields": ("name", "bio", "bio_as_of", "photo")}),
        (_("Where to find them"), {"fields": ("website", "slug", "is_listed")}),
        (_("Login"), {"fields": ("user",)}),
    )
