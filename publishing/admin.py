"""The site's own settings and old addresses at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from publishing.models.old_address import OldAddress
from publishing.models.site_settings import SiteSettings


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """One row, made by migrate: to be changed, never added or deleted."""

    fields = ("name", "tagline", "time_zone", "rating_out_of")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(OldAddress)
class OldAddressAdmin(admin.ModelAdmin):
    """To look at: old addresses are kept by renaming and importing."""

    list_display = ("path", "target")
    search_fields = ("path",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
