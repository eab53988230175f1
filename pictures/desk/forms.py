"""The forms that pictures come in by: the library's, and the chooser's, which asks less."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pictures.keep import fill, store
from pictures.models.picture import Picture
from pictures.upload import PictureRefused, accept


class PictureForm(forms.ModelForm):
    """Takes any picture file, keeps our own encoding of it; a bad file is a sentence beside it."""

    class Meta:
        model = Picture
        fields = (
            *("file", "alt", "decorative", "caption", "credit", "rights_until"),
            *("focal_x", "focal_y"),
        )
        help_texts = {
            "file": _("JPEG, PNG, WebP, GIF or AVIF, at most 30 MB and 40 million pixels."),
            "caption": _("Readers see it below the picture: “Chaplin in The Gold Rush”."),
            "credit": _("“Courtesy of the Danish Film Institute”"),
            "rights_until": _("The last day it may be shown; the desk warns 30 days before."),
        }

    accepted = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The name it comes with is forgotten, so it may be as long as it likes. Who may only look
        # has a form without fields.
        if "file" in self.fields:
            cast(forms.FileField, self.fields["file"]).max_length = None

    def clean_file(self) -> Any:
        upload = self.cleaned_data.get("file")
        if "file" not in self.changed_data or not upload:
            return upload
        try:
            self.accepted = accept(upload.file, upload.size)
        except PictureRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return upload

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.accepted is None or self.errors:
            return
        fill(self.instance, self.accepted)
        try:
            store(self.instance)
        except PictureRefused as refusal:
            self.add_error("file", str(refusal))


class UploadForm(PictureForm):
    """What the chooser sends for each file; focal point and rights are the library's business."""

    class Meta:
        model = Picture
        fields = ("file", "alt", "decorative", "caption", "credit")


class WordsForm(forms.ModelForm):
    """The words of a picture, filled in where it is chosen."""

    class Meta:
        model = Picture
        fields = ("alt", "decorative", "caption", "credit")
