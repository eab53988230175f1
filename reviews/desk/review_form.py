"""The form in which a piece is written, and what is asked when it is published."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.desk.versioned import VersionedForm
from publishing.models.site_settings import SiteSettings
from publishing.rich_text import body_field
from publishing.slugs import validate_slug
from reviews.desk.moments import DateReadersSeeField, MomentField
from reviews.desk.share_links import ShareFields
from reviews.desk.trailer_paste import TrailerPasteField
from reviews.models.address import Address
from reviews.models.content import CONTENT_FIELDS
from reviews.models.review import Review
from reviews.models.tag import Tag

# Filled in by the program, so they do not make a draft of an empty form.
SET_BY_DEFAULT = {"kind", "language", "rating_out_of"}


def _counted(rows: int, advised: int, css: str = "") -> forms.Textarea:
    """A box whose length desk/counts.js tells, beside how much of it is usually shown."""
    return forms.Textarea(attrs={"rows": rows, "class": css, "data-advised": advised})


class ReviewForm(ShareFields, VersionedForm):
    """Every field may be empty: a draft needs one character anywhere.

    `trailer_paste` goes to the film; `publish_at`, `withdraw_at` and their companions belong to
    the buttons and are looked at only when one of them is pressed.
    """

    body = body_field(
        label=gettext_lazy("Body"),
        required=False,
        help_text=gettext_lazy("Alt+F10 leads to the buttons, Escape back to the text."),
    )
    published_at = DateReadersSeeField(
        label=gettext_lazy("Date readers see"),
        required=False,
        help_text=gettext_lazy("Set when it is first published, unless you give one: 2013-03-29."),
    )
    trailer_paste = TrailerPasteField()
    publish_at = MomentField(label=gettext_lazy("When"))
    at_embargo = forms.BooleanField(
        label=gettext_lazy("When the film's embargo lifts"), required=False
    )
    correction = forms.CharField(
        label=gettext_lazy("Correction readers see"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("“An earlier version misspelt Falconetti.” Leave empty for a typo."),
    )
    tell_readers = forms.BooleanField(
        label=gettext_lazy("Show it as updated today"), required=False
    )
    desk_note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    withdraw_at = MomentField(label=gettext_lazy("When (empty: now)"))
    withdraw_reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=300)

    class Meta:
        model = Review
        fields = (*CONTENT_FIELDS, "published_at", "tags")
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 1, "class": "headline", "data-advised": 60}),
            "rating_line": forms.Textarea(
                attrs={"rows": 2, "class": "rating-line", "data-advised": 160}
            ),
            "description": forms.Textarea(attrs={"rows": 2, "data-advised": 160}),
        }
        help_texts = {
            "headline": gettext_lazy("As readers will see it: Film Review: ‘The Defector’"),
            "slug": gettext_lazy("Follows the headline when left empty."),
            "rating_line": gettext_lazy("The verdict in words; with quotation marks if it quotes."),
            "rating_printed": gettext_lazy("Letters or words in place of a number: B+"),
            "description": gettext_lazy("For search engines; the beginning of the text if empty."),
            "disclosure": gettext_lazy(
                "“The critic saw the film at the distributor's invitation.”"
            ),
            "tags": gettext_lazy("Separated by commas: documentary, science fiction"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The admin makes the widget of this field itself, whatever Meta says.
        if "tags" in self.fields:
            suggestions = {
                "data-tags-url": reverse("admin:autocomplete"),
                "data-found": _("COUNT found"),
            }
            self.fields["tags"].widget.attrs.update(suggestions)

    def clean_headline(self) -> str:
        """Headlines are one line, however they were pasted."""
        return " ".join(self.cleaned_data["headline"].split("\n")).replace("\r", "").strip()

    def clean_rating_line(self) -> str:
        return " ".join(self.cleaned_data["rating_line"].split("\n")).replace("\r", "").strip()

    def clean_slug(self) -> str:
        slug = unicodedata.normalize("NFC", self.cleaned_data["slug"].strip().strip("/"))
        if not slug:
            # A form opened before the publication knows no address yet: it does not take it away.
            return self.instance.slug if self._is_published else ""
        validate_slug(slug)
        taken = Address.objects.filter(slug=slug).exclude(review_id=self.instance.pk)
        if owner := taken.select_related("review").first():
            raise ValidationError(
                _("“%(piece)s” has this address; choose another.") % {"piece": owner.review},
                code="taken",
            )
        return slug

    @property
    def _is_published(self) -> bool:
        return self.instance.published_version is not None

    def clean_tags(self) -> list[str]:
        tags = self.cleaned_data["tags"]
        longest = Tag._meta.get_field("name").max_length
        for name in tags:
            if len(name) > longest:
                raise ValidationError(
                    _("A tag has at most %(longest)s characters; separate tags by commas."),
                    params={"longest": longest},
                    code="max_length",
                )
        return tags

    def clean_published_at(self) -> Any:
        moment = self.cleaned_data["published_at"]
        if "published_at" not in self.changed_data or (moment is None and self._is_published):
            return self.instance.published_at  # the form shows no microseconds; the row keeps them
        if moment is not None and moment > timezone.now():
            raise ValidationError(
                _("This date lies ahead. Use Schedule to publish then."), code="ahead"
            )
        return moment

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("rating") is not None:
            scale = cleaned.get("rating_out_of") or SiteSettings.objects.get(pk=1).rating_out_of
            cleaned["rating_out_of"] = scale
            if cleaned["rating"] > scale:
                self.add_error(
                    "rating",
                    _("%(rating)s is more than the scale's %(scale)s.")
                    % {"rating": cleaned["rating"], "scale": scale},
                )
        if not self.errors and self._is_empty(cleaned):
            raise ValidationError(
                _("There is nothing to save yet: a single word is enough for a draft."),
                code="empty",
            )
        if cleaned.get("trailer_paste") and not cleaned.get("film"):
            self.add_error(
                "trailer_paste", _("Choose the film first: a trailer belongs to its film.")
            )
        self._check_schedule(cleaned)
        return cleaned

    def _is_empty(self, cleaned: dict[str, Any]) -> bool:
        names = {*CONTENT_FIELDS, "tags", "trailer_paste", "published_at"} - SET_BY_DEFAULT
        return not any(cleaned.get(name) for name in names)

    def _check_schedule(self, cleaned: dict[str, Any]) -> None:
        if "_schedule" not in self.data or "publish_at" in self.errors:
            return
        moment, at_embargo = cleaned.get("publish_at"), cleaned.get("at_embargo")
        if moment is None and not at_embargo:
            self.add_error("publish_at", _("Say when it is to be published."))
        elif moment is not None and at_embargo:
            self.add_error("publish_at", _("Give a moment or tick the embargo, not both."))
        elif moment is not None and moment <= timezone.now():
            self.add_error("publish_at", _("This moment has passed; use Publish."))
