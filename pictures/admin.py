"""Pictures at the desk: uploading, words, credit, focal point."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from pictures.keep import fill, keep, store
from pictures.models.picture import Picture
from pictures.upload import PictureRefused, accept
from publishing.desk.lists import BoundedList
from publishing.desk.native_inputs import NATIVE_INPUTS


class PictureForm(forms.ModelForm):
    """Takes any picture file, keeps our own encoding of it; a bad file is a sentence beside it."""

    class Meta:
        model = Picture
        fields = (
            *("file", "alt", "decorative", "caption", "credit", "rights_until"),
            *("focal_x", "focal_y"),
        )

    accepted = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The name it comes with is forgotten, so it may be as long as it likes.
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


@admin.register(Picture)
class PictureAdmin(BoundedList):
    form = PictureForm
    formfield_overrides = NATIVE_INPUTS
    list_display = ("thumbnail", "__str__", "credit", "size", "added_at")
    list_display_links = ("thumbnail", "__str__")
    list_filter = ("decorative",)
    search_fields = ("alt", "caption", "credit", "file")
    fieldsets = (
        (None, {"fields": ("file", "alt", "decorative")}),
        (_("Words below it"), {"fields": ("caption", "credit", "rights_until")}),
        (
            _("Where its subject is"),
            {
                "fields": (("focal_x", "focal_y"),),
                "description": _("Per cent from the left and the top: crops keep this point."),
            },
        ),
    )

    @admin.display(description=_("look"))
    def thumbnail(self, picture: Picture) -> str:
        return format_html('<img class="desk-thumb" src="{}" alt="{}">', picture.url, picture)

    @admin.display(description=_("size"))
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        keep(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What a piece shows, or has shown, stays."""
        if obj is not None and (obj.editions.exists() or obj.desk_reviews.exists()):
            return False
        return super().has_delete_permission(request, obj)
