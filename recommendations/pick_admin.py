"""The front page at the desk: a short list of picks, in order, each with its time."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.desk.autocomplete import AutocompleteMixin
from publishing.desk.lists import BoundedList
from publishing.desk.native_inputs import NATIVE_INPUTS
from publishing.moments import told_near
from recommendations.models.front_page_pick import FrontPagePick
from recommendations.orphans import orphans_view
from reviews.models.edition import Edition


@admin.register(FrontPagePick)
class FrontPagePickAdmin(AutocompleteMixin, BoundedList):
    """Readers see a pick while it is its time and its piece is live."""

    list_display = ("piece", "position", "times", "seen")
    list_editable = ("position",)
    list_select_related = ("review__film",)
    list_per_page = 50
    autocomplete_fields = ("review",)
    only_chosen = ("review",)
    fields = ("review", "position", "shown_from", "shown_until")
    formfield_overrides = NATIVE_INPUTS

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(orphans_view)
        return [
            path("orphans/", view, name="recommendations_frontpagepick_orphans"),
            *super().get_urls(),
        ]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """One more query says of every row whether readers see its piece."""
        changelist = super().get_changelist_instance(request)
        rows, at = list(changelist.result_list), request.at  # type: ignore[attr-defined]
        ids = [pick.review_id for pick in rows]
        live = Edition.objects.live(at).filter(review_id__in=ids)
        self.told = (at, set(live.values_list("review_id", flat=True)))
        return changelist

    @admin.display(description=gettext_lazy("piece"))
    def piece(self, pick: FrontPagePick) -> str:
        return str(pick.review)

    @admin.display(description=gettext_lazy("from, until"), ordering="shown_from")
    def times(self, pick: FrontPagePick) -> str:
        at, _live = self.told
        until = told_near(pick.shown_until, at) if pick.shown_until else _("removed")
        return _("from %(start)s until %(end)s") % {
            "start": told_near(pick.shown_from, at),
            "end": until,
        }

    @admin.display(description=gettext_lazy("readers see it"))
    def seen(self, pick: FrontPagePick) -> str:
        at, live = self.told
        if pick.shown_from > at:
            return _("Not yet.")
        if pick.shown_until and pick.shown_until <= at:
            return _("No longer.")
        return _("Yes.") if pick.review_id in live else _("No, its piece is not live.")
