"""The site's own settings, text pages and old addresses at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publishing.desk.lists import BoundedList
from publishing.desk.staff import staff
from publishing.desk.versioned import VersionedAdmin, VersionedForm
from publishing.log import Kind, audit
from publishing.models.old_address import OldAddress
from publishing.models.site_settings import SiteSettings
from publishing.models.text_page import TextPage
from publishing.rich_text import body_field


class ColourInput(forms.TextInput):
    """The browser's own picker, which needs no script of ours."""

    input_type = "color"


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """One row, made by migrate: to be changed, never added or deleted."""

    fieldsets = (
        (None, {"fields": ("name", "tagline", "time_zone", "rating_out_of", "four_eyes")}),
        (_("Colours"), {"fields": ("house_colour", "beam_colour", "link_colour")}),
    )

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name.endswith("_colour"):
            kwargs["widget"] = ColourInput()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data:
            audit(
                Kind.SETTING,
                str(_("Changed the site's settings.")),
                by=staff(request),
                target=obj,
                before={name: form[name].initial for name in form.changed_data},
                after={name: form.cleaned_data[name] for name in form.changed_data},
            )


class TextPageForm(VersionedForm):
    body = body_field(label=_("Text"), required=False)

    class Meta:
        model = TextPage
        fields = ("title", "body", "slug", "is_public", "in_footer", "position")


@admin.register(TextPage)
class TextPageAdmin(VersionedAdmin):
    """About, contact, imprint: readers see them as they are saved."""

    form = TextPageForm
    list_display = ("title", "slug", "is_public", "in_footer", "updated_at")
    search_fields = ("title",)
    fieldsets = (
        (None, {"fields": ("title", "body")}),
        (_("Where readers find it"), {"fields": ("slug", "is_public", ("in_footer", "position"))}),
    )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"position": TextPage.objects.count()}


@admin.register(OldAddress)
class OldAddressAdmin(BoundedList):
    """To look at: old addresses are kept by renaming and importing."""

    list_display = ("path", "target")
    search_fields = ("path",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
