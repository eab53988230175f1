"""One film's boxes on the trailer desk, and those for a film that is not in the list."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.desk.moments import MomentField
from reviews.desk.trailer_paste import TrailerLine, TrailerPasteField
from reviews.desk.trailers.adding import Added, add_trailer
from reviews.desk.trailers.films import find_film, may_add, new_film, title_and_year
from reviews.models.film import Film


class TrailerForm(forms.Form):
    """A trailer for a known film: nothing happens while `trailer` is empty."""

    trailer = TrailerPasteField(label=gettext_lazy("Trailer"), help_text="")
    shown_from = MomentField(label=gettext_lazy("Show from (empty: now)"))
    despite_embargo = forms.BooleanField(
        label=gettext_lazy("Show it before the film's embargo lifts"), required=False
    )

    def __init__(self, film: Film, data: Any = None) -> None:
        self.film = film
        super().__init__(data, prefix=f"film-{film.pk}")
        words = {"aria-label": _("Trailer of %(film)s") % {"film": film}, "data-film": film.pk}
        self.fields["trailer"].widget = TrailerLine(**words)

    def save(self, by: User) -> Added | None:
        pasted = self.cleaned_data["trailer"]
        if not pasted:
            return None
        return add_trailer(
            self.film,
            pasted,
            by,
            shown_from=self.cleaned_data["shown_from"],
            despite_embargo=self.cleaned_data["despite_embargo"],
        )


class OtherFilmForm(forms.Form):
    """A trailer for any film by its title; one not found is added by title and year."""

    film = forms.CharField(
        label=gettext_lazy("Film"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Title and year: Sunrise (1927). A new film is added."),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        required=False,
        validators=[MinValueValidator(1870), MaxValueValidator(2200)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    trailer = TrailerPasteField(label=gettext_lazy("Trailer"), widget=TrailerLine(), help_text="")
    shown_from = MomentField(label=gettext_lazy("Show from (empty: now)"))
    despite_embargo = forms.BooleanField(
        label=gettext_lazy("Show it before the film's embargo lifts"), required=False
    )

    def __init__(self, by: User, data: Any = None) -> None:
        self.by = by
        super().__init__(data, prefix="other")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        pasted, typed = cleaned.get("trailer"), cleaned.get("film", "")
        if typed and not pasted and "trailer" not in self.errors:
            self.add_error("trailer", _("Paste the trailer's address."))
        if pasted and not typed:
            self.add_error("film", _("Say which film it is a trailer of."))
        if pasted and typed:
            title, year = title_and_year(typed)
            cleaned["title"], cleaned["year"] = title, cleaned.get("year") or year
            try:
                cleaned["found"] = find_film(title, cleaned["year"])
                if cleaned["found"] is None:
                    may_add(title, cleaned["year"], self.by)
            except ValidationError as error:
                self.add_error("film", error)
        return cleaned

    def save(self) -> Added | None:
        cleaned = self.cleaned_data
        if not cleaned["trailer"]:
            return None
        film = cleaned["found"] or new_film(cleaned["title"], cleaned["year"], self.by)
        return add_trailer(
            film,
            cleaned["trailer"],
            self.by,
            shown_from=cleaned["shown_from"],
            despite_embargo=cleaned["despite_embargo"],
        )
