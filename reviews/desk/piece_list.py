"""The list of pieces: what stands in it, and what narrows it."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy, pgettext

from publishing.desk.staff import staff
from publishing.desk.versioned import VersionedAdmin
from reviews.desk.bulk_view import BULK_ACTIONS, may_ask
from reviews.desk.finding import FindsPieces
from reviews.desk.piece_filters import AuthorFilter, KindFilter, StatusFilter, TagFilter
from reviews.desk.status import Status, status_of
from reviews.models.edition import Edition
from reviews.models.review import Byline, Review


class PieceList(FindsPieces, VersionedAdmin):
    """The list's half of the admin class."""

    list_display = ("headline_or_film", "status_chip", "film", "authors", "date", "words", "saved")
    list_filter = (StatusFilter, AuthorFilter, TagFilter, KindFilter)
    actions = BULK_ACTIONS
    list_select_related = ("film",)
    list_per_page = 50
    search_fields = ("headline", "film__title", "bylines__author__name")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Two more queries give every row of the page its bylines and its status in words."""
        changelist = super().get_changelist_instance(request)
        editions = Edition.objects.order_by("live_from").only(
            *("review_id", "live_from", "live_until", "pressed_at"),
            *("waits_for_embargo", "moment_zone"),
        )
        rows = changelist.result_list.defer("body").prefetch_related(
            Prefetch("editions", editions, to_attr="in_order"),
            Prefetch("bylines", Byline.objects.select_related("author")),
        )
        for review in rows:
            review.status = status_of(review, review.in_order, request.at)  # type: ignore[attr-defined]
        changelist.result_list = list(rows)
        return changelist

    @admin.display(description=gettext_lazy("piece"), ordering="headline")
    def headline_or_film(self, review: Review) -> str:
        """With what is planned, or not published, which the chip does not say."""
        status: Status = review.status  # type: ignore[attr-defined]
        return format_html('{} <span class="told">{}</span>', str(review), status.news)

    @admin.display(description=gettext_lazy("status"))
    def status_chip(self, review: Review) -> str:
        status: Status = review.status  # type: ignore[attr-defined]
        return format_html(
            '<span class="chip chip-{}" title="{}">{}</span>',
            *(status.tone, status.line, status.word),
        )

    @admin.display(description=gettext_lazy("by"))
    def authors(self, review: Review) -> str:
        return ", ".join(str(byline.author) for byline in review.bylines.all())

    @admin.display(description=gettext_lazy("date"), ordering="published_at")
    def date(self, review: Review) -> str:
        """What readers see, or will see when what waits goes live."""
        waiting = review.status.waiting  # type: ignore[attr-defined]
        moment = review.published_at or (waiting.live_from if waiting else None)
        return date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment else ""

    @admin.display(description=gettext_lazy("words"), ordering="word_count")
    def words(self, review: Review) -> str:
        return number_format(review.word_count, use_l10n=True, force_grouping=True)

    @admin.display(description=gettext_lazy("saved"), ordering="saved_at")
    def saved(self, review: Review) -> str:
        saved, today = localtime(review.saved_at), localtime()
        near = pgettext("date format", "j M, H:i")
        return date_format(saved, near if saved.year == today.year else "SHORT_DATE_FORMAT")

    def get_actions(self, request: HttpRequest) -> Any:
        """Only what she may do at all; each piece is judged once more."""
        actions = super().get_actions(request)
        return {name: act for name, act in actions.items() if may_ask(staff(request), name)}
