"""Inlines whose rows have an order."""

from typing import Any

from django import forms
from django.contrib import admin


class OrderedForm(forms.ModelForm):
    """A row that stands where it was put: without a position it keeps its place on the form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False

    def clean_position(self) -> int:
        position = self.cleaned_data["position"]
        if position is not None:
            return position
        number = (self.prefix or "").rpartition("-")[2]
        return int(number) if number.isdigit() else 0


class OrderedInline(admin.TabularInline):
    """Rows with a position, which desk/ordered-inline.js moves by buttons and keys."""

    form = OrderedForm
    extra = 0
    classes = ("ordered",)

    class Media:
        js = ("desk/ordered-inline.js",)
