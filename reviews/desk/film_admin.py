"""Films, with credits and trailers, and their embargoes."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.desk.merging import MergingAdmin
from publishing.desk.staff import staff
from publishing.desk.versioned import VersionedAdmin, VersionedForm
from publishing.moments import told, told_everywhere
from reviews.desk.embargo_step import EmbargoStep, embargo_told
from reviews.desk.film_filters import FilmFilter
from reviews.desk.finding import FindsNames
from reviews.desk.ordered import OrderedInline
from reviews.desk.rights import may_change_film, may_change_trailers
from reviews.desk.trailer_paste import TrailerPasteField
from reviews.desk.trailers.adding import add_trailer
from reviews.desk.trailers.trailer_form import TrailerFactsForm
from reviews.models.film import Film
from reviews.models.people import Credit
from reviews.models.trailer import Trailer
from reviews.publish import Refused, set_embargo
from reviews.publish.rename import film_saved


class WordsField(forms.CharField):
    """A list of plain words, typed with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = [word.strip() for word in (super().to_python(value) or "").split(",")]
        return list(dict.fromkeys(word for word in words if word))

    def run_validators(self, value: Any) -> None:
        """A list has no length of characters to check."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


class FilmForm(EmbargoStep, VersionedForm):
    countries = WordsField(label=gettext_lazy("Countries"), required=False)
    languages = WordsField(label=gettext_lazy("Languages"), required=False)
    genres = WordsField(label=gettext_lazy("Genres"), required=False)
    trailer_paste = TrailerPasteField()

    class Meta:
        model = Film
        exclude = ("version",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "trailer_paste" in self.fields:
            self.fields["trailer_paste"].widget.attrs["data-film"] = self.instance.pk or ""

    def _post_clean(self) -> None:
        """The embargo is no column to write: only `set_embargo` changes it."""
        kept = self.instance.embargo_until
        super()._post_clean()  # type: ignore[misc]
        self.instance.embargo_until = kept


class CreditInline(OrderedInline):
    model = Credit
    fields = ("person", "role", "character", "position")
    autocomplete_fields = ("person",)
    classes = ("ordered", "one-line")


class TrailerInline(OrderedInline):
    """Trailers come in through the paste box; here they are put in order, captioned, hidden."""

    model = Trailer
    form = TrailerFactsForm
    fields = (
        *(("video", "status"), "title", ("uploader", "uploaded_on"), ("poster", "shown_from")),
        *("despite_embargo", "position"),
    )
    readonly_fields = ("video",)
    autocomplete_fields = ("poster",)

    @admin.display(description=gettext_lazy("video"))
    def video(self, trailer: Trailer) -> str:
        return f"{trailer.provider_name} {trailer.video_id}"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change_trailers(staff(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change_trailers(staff(request), obj)


@admin.register(Film)
class FilmAdmin(MergingAdmin, FindsNames, VersionedAdmin):
    change_form_template = "publishing/desk/film_form.html"
    form = FilmForm
    list_display = ("title", "year", "original_title", "embargo_until")
    list_filter = (FilmFilter,)
    search_fields = ("title", "original_title", "year")
    kind_of_name = "film"
    autocomplete_fields = ("poster",)
    inlines = (CreditInline, TrailerInline)
    fieldsets = (
        (None, {"fields": ("title", "year", ("original_title", "original_language"))}),
        (
            gettext_lazy("Facts"),
            {
                "fields": (
                    ("runtime_minutes", "released_on"),
                    ("countries", "languages", "genres"),
                    ("studio", "distributor"),
                    "synopsis",
                    "poster",
                )
            },
        ),
        (
            gettext_lazy("Embargo"),
            {
                "fields": ("embargo_until", "embargo_reason"),
                "description": gettext_lazy("Nothing about the film is out before this moment."),
            },
        ),
        (
            gettext_lazy("Live at once"),
            {
                "fields": ("trailer_paste",),
                "description": gettext_lazy("Readers see trailers as soon as you save."),
                "classes": ("live-at-once",),
            },
        ),
        (
            gettext_lazy("Address and numbers elsewhere"),
            {
                "fields": ("slug", ("imdb_id", "tmdb_id", "wikidata_id")),
                "classes": ("collapse",),
            },
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may change a part of the form may open and save it."""
        may_open = may_change_film(staff(request), obj) or may_change_trailers(staff(request), obj)
        return may_open or super().has_change_permission(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.by = staff(request)  # the class is this request's own
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The trailer desk changes no fact of a film; it adds films by title and year."""
        if may_change_film(staff(request), obj):
            return ()
        open_to_all = {"trailer_paste", *(() if obj else ("title", "year"))}
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        return tuple(name for name in fields if name not in open_to_all)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Boxes that a person may not use are not shown, and not read from a POST either."""
        hidden = set()
        if not request.user.has_perm("reviews.set_embargo"):
            hidden.add("embargo_until")
        if not may_change_trailers(staff(request), obj):
            hidden.add("trailer_paste")
        fieldsets = super().get_fieldsets(request, obj)
        return [part for part in fieldsets if not hidden & set(map(str, part[1]["fields"]))]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        film = form.instance
        film_saved(film)
        pasted = form.cleaned_data.get("trailer_paste")
        if pasted and may_change_trailers(staff(request), film):
            for sentence in add_trailer(film, pasted, staff(request)).sentences:
                messages.info(request, sentence)
        if "embargo_until" in form.changed_data and request.user.has_perm("reviews.set_embargo"):
            self._set_embargo(request, film, form.cleaned_data)

    def _set_embargo(self, request: HttpRequest, film: Film, answers: dict[str, Any]) -> None:
        try:
            moved = set_embargo(
                film,
                answers.get("embargo_until"),
                staff(request),
                reason=answers.get("embargo_reason", ""),
            )
        except Refused as refusal:
            for sentence in refusal.sentences:
                messages.error(request, sentence)
        except PermissionDenied as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, embargo_told(film))
            for move in moved:
                messages.warning(
                    request,
                    _("“%(headline)s” moved from %(was)s to %(now)s.")
                    % {
                        "headline": move.headline,
                        "was": told(move.was_to_begin),
                        "now": told_everywhere(move.begins),
                    },
                )
