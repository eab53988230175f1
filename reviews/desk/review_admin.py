"""A piece at the desk: form, saving, and the door's acts behind the buttons.

Registered by the recommendations app, which adds its own box to the form.
"""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.desk.erasing import ErasingAdmin
from publishing.desk.staff import staff
from publishing.moments import told_near
from reviews.desk.autosave import AutosaveMixin
from reviews.desk.before_readers import before_readers
from reviews.desk.buttons import ACTS, offer_for
from reviews.desk.check_view import check_view, living
from reviews.desk.correct_view import correct_view
from reviews.desk.going_live_view import going_live_urls
from reviews.desk.handover import open_note
from reviews.desk.history import HistoryMixin
from reviews.desk.link_view import link_view
from reviews.desk.ordered import OrderedInline
from reviews.desk.piece_list import PieceList
from reviews.desk.preview_view import preview_urls
from reviews.desk.review_form import ReviewForm
from reviews.desk.rights import may_change_trailers, may_edit
from reviews.desk.share_links import ShareFields
from reviews.desk.status import status_of
from reviews.desk.subject import saved_subject, unsaved_subject
from reviews.desk.trailers.adding import add_trailer
from reviews.desk.undo_view import undo_view, undoable, with_undo
from reviews.models.edition import Edition
from reviews.models.review import AlsoAbout, Byline, Review
from reviews.publish import Refused
from reviews.revisions import keep_revision

# Not part of the text: they belong to the film, or to the buttons.
NO_TEXT = {
    *("version", "trailer_paste", "publish_at", "at_embargo", "correction", "tell_readers"),
    *("withdraw_at", "withdraw_reason", "desk_note"),
    *ShareFields.base_fields,
}


def _editions(review: Review) -> list[Edition]:
    """The piece's editions in order, without their texts."""
    light = review.editions.defer("body", "plain_text", "card")
    return list(light.select_related("published_by").order_by("live_from"))


class BylineInline(OrderedInline):
    model = Byline
    fields = ("author", "position")
    autocomplete_fields = ("author",)
    classes = ("ordered", "one-line")
    adder = gettext_lazy("Add an author")
    verbose_name_plural = gettext_lazy("By")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj is None else 0


class AlsoAboutInline(OrderedInline):
    model = AlsoAbout
    fields = ("film", "position")
    autocomplete_fields = ("film",)
    classes = ("ordered", "one-line", "collapse")
    adder = gettext_lazy("Add a film")
    verbose_name_plural = gettext_lazy("Also about")


class ReviewAdmin(ErasingAdmin, PieceList, AutosaveMixin, HistoryMixin):
    """Writes the desk's row as the stock admin does, then makes one call to the door."""

    form = ReviewForm
    change_form_template = "publishing/desk/review_form.html"
    autocomplete_fields = ("film", "lead_picture")
    inlines = [BylineInline, AlsoAboutInline]
    fieldsets = (
        # The bylines stand between these two, as on the page; what is live at once comes after
        # them, and then what is "below".
        (None, {"fields": ("film", "headline", "rating_line")}),
        (None, {"fields": ("body", "lead_picture")}),
        (
            gettext_lazy("Filed under"),
            {"fields": ("tags", ("published_at", "kind")), "classes": ("below",)},
        ),
        (
            gettext_lazy("Rating"),
            {
                "fields": (("rating", "rating_out_of"), "rating_printed"),
                "classes": ("below", "collapse"),
            },
        ),
        (
            gettext_lazy("Search engines, language, disclosure"),
            {
                "fields": ("description", ("slug", "language"), "disclosure"),
                "classes": ("below", "collapse"),
            },
        ),
        (
            gettext_lazy("Trailers"),
            {
                "fields": ("trailers", "trailer_paste"),
                "classes": ("live-at-once",),
            },
        ),
    )

    # -- rights ---------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_edit(staff(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was public, or is about to be, is withdrawn and never deleted."""
        if obj is None:
            return False  # no bulk deletion either
        allowed = super().has_delete_permission(request, obj)
        return allowed and may_edit(staff(request), obj) and not obj.editions.exists()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        film = obj.film if obj else None
        if may_change_trailers(staff(request), film):
            return ("trailers",)
        return ("trailers", "trailer_paste")

    # -- form -----------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        views = (
            ("<int:review_id>/correct/", correct_view, "reviews_review_correct"),
            ("<int:review_id>/undo/", undo_view, "reviews_review_undo"),
            ("<int:review_id>/check/", check_view, "reviews_review_check"),
            ("check/", check_view, "reviews_review_check"),
            ("links/", link_view, "reviews_review_links"),
        )
        return [
            *(path(at, self.admin_site.admin_view(view), name=name) for at, view, name in views),
            *preview_urls(self),
            *going_live_urls(self),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("Trailers of this film"))
    def trailers(self, review: Review) -> str:
        if review.film is None:
            return _("Choose the film, then paste a trailer.")
        rows = review.film.trailers.order_by("position", "pk")
        words = [(t.watch_url, t.heading, t.provider_name, t.video_id) for t in rows]
        return format_html_join("", '<p><a href="{}">{}</a> · {} {}</p>', words) or _("None yet.")

    @admin.display(description=gettext_lazy("Add a trailer"))
    def trailer_paste(self, review: Review) -> str:
        return _("The trailer desk adds trailers to films that are public.")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Adds `status`, `offer` and `public_url` for the rail, and tells text from furniture."""
        review = context.get("original")
        editions = _editions(review) if review else []
        status = status_of(review or Review(), editions, request.at)  # type: ignore[attr-defined]
        live = {inline.__name__ for inline in self.live_inlines}
        formsets = context["inline_admin_formsets"]
        context.update(
            status=status,
            offer=offer_for(staff(request), review, status),
            public_url=status.live.get_absolute_url() if status.live else "",
            undoable=undoable(status, request.at),  # type: ignore[attr-defined]
            **self._rail(request, review),
            **before_readers(self, request, review, status, editions),
            text_formsets=[f for f in formsets if type(f.opts).__name__ not in live],
            live_formsets=[f for f in formsets if type(f.opts).__name__ in live],
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def _rail(self, request: HttpRequest, review: Review | None) -> dict[str, Any]:
        """What the rail says of the text: as posted in a form that was refused, else as saved."""
        at = request.at  # type: ignore[attr-defined]
        own = [review.pk] if review else []
        typed = request.POST if request.method == "POST" else getattr(request, "brought", None)
        if typed is not None:
            fresh = Review.objects.get(pk=review.pk) if review else Review()
            subject = unsaved_subject(typed, fresh, at)
        else:
            subject = saved_subject(review, at) if review else unsaved_subject({}, Review(), at)
        return {
            "living": living(subject),
            "saved": told_near(review.saved_at, at) if review else "",
            "note": open_note(review) if review else None,
            "check_url": reverse("admin:reviews_review_check", args=own),
        }

    # -- saving ---------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Review, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = staff(request)
        admin.ModelAdmin.save_model(self, request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Bylines and tags first; then version and revision; then one call to the door."""
        super().save_related(request, form, formsets, change)
        review: Review = form.instance
        live = {inline.model for inline in self.live_inlines}
        text_changed = bool(set(form.changed_data) - NO_TEXT) or any(
            formset.has_changed() for formset in formsets if formset.model not in live
        )
        if change and text_changed:
            review.version += 1
            review.save(update_fields=["version"])
        if text_changed or not change:
            keep_revision(review, staff(request), why=getattr(request, "merged", ""))
        pasted = form.cleaned_data.get("trailer_paste")
        if pasted and review.film and may_change_trailers(staff(request), review.film):
            for sentence in add_trailer(review.film, pasted, staff(request)).sentences:
                messages.info(request, sentence)
        if pasted or any(f.has_changed() for f in formsets if f.model in live):
            messages.info(request, _("Readers see what you changed under “Live at once”."))
        self._act(request, review, form.cleaned_data)

    def _act(self, request: HttpRequest, review: Review, answers: dict[str, Any]) -> None:
        """Do what the pressed button says. The text is saved whatever the door answers."""
        pressed = next((name for name in ACTS if name in request.POST), None)
        if pressed is None:
            messages.success(request, _("Saved. Readers see nothing of the text yet."))
            return
        act, permission = ACTS[pressed]
        if not request.user.has_perm(permission):
            messages.error(request, _("Saved as a draft: you may not do more with this piece."))
            return
        try:
            said = act(review, staff(request), answers)
            messages.success(request, with_undo(said) if pressed == "_publish" else said)
        except Refused as refusal:
            messages.warning(request, _("Your text is saved, but nothing else was done:"))
            for sentence in refusal.sentences:
                messages.error(request, sentence)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        return self._back_to(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._back_to(request, obj) or super().response_change(request, obj)

    def _back_to(self, request: HttpRequest, review: Review) -> HttpResponse | None:
        """Back to the form, where status and messages are; popups close themselves."""
        if "_popup" in request.POST:
            return None
        return HttpResponseRedirect(review.desk_url)
