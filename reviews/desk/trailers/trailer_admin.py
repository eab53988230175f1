"""Single trailers at the desk, with what their provider answered; the list is the trailer desk."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.desk.autocomplete import AutocompleteMixin
from publishing.desk.native_inputs import NATIVE_INPUTS
from publishing.desk.staff import staff
from publishing.moments import told
from reviews.desk.rights import may_change_trailers
from reviews.desk.trailers.read_view import read_view
from reviews.desk.trailers.screen import trailer_desk
from reviews.desk.trailers.trailer_form import TrailerFactsForm
from reviews.models.trailer import Trailer
from reviews.models.trailer_check import TrailerCheck
from reviews.trailers.tasks import ask_soon

ANSWERS_SHOWN = 10


@admin.register(Trailer)
class TrailerAdmin(AutocompleteMixin, admin.ModelAdmin):
    form = TrailerFactsForm
    change_form_template = "publishing/desk/trailer_form.html"
    formfield_overrides = NATIVE_INPUTS | {models.URLField: {"assume_scheme": "https"}}
    autocomplete_fields = ("poster",)
    readonly_fields = ("film", "video", "answers")
    fieldsets = (
        (None, {"fields": ("film", "video", "title", ("uploader", "uploader_url"))}),
        (None, {"fields": (("uploaded_on", "duration_seconds"), "poster")}),
        (
            gettext_lazy("When readers see it"),
            {"fields": ("status", "shown_from", "despite_embargo", "position")},
        ),
        (gettext_lazy("What its provider answered"), {"fields": ("answers",)}),
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("desk/", view(trailer_desk), name="reviews_trailer_desk"),
            path("read/", view(read_view), name="reviews_trailer_read"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:reviews_trailer_desk"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Trailers come in through the boxes, which read what is pasted."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return may_change_trailers(staff(request), obj.film)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and may_change_trailers(staff(request), obj.film)

    @admin.display(description=gettext_lazy("video"))
    def video(self, trailer: Trailer) -> str:
        words = f"{trailer.provider_name} {trailer.video_id}"
        return format_html('<a href="{}">{}</a>', trailer.watch_url, words)

    @admin.display(description=gettext_lazy("answers"))
    def answers(self, trailer: Trailer) -> str:
        rows = TrailerCheck.objects.filter(trailer=trailer)[:ANSWERS_SHOWN]
        words = [(told(row.at), row.get_outcome_display(), row.why) for row in rows]
        return format_html_join("", "<p>{}: <b>{}</b> {}</p>", words) or _("Not asked yet.")

    def response_change(self, request: HttpRequest, obj: Trailer) -> HttpResponse:
        if "_ask" in request.POST:
            ask_soon(obj)
            messages.success(
                request,
                _("Saved, and %(provider)s is being asked; look again in a moment.")
                % {"provider": obj.provider_name},
            )
            return HttpResponseRedirect(request.get_full_path())
        return super().response_change(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Trailer) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:reviews_trailer_desk"))
