"""Inlines whose rows have an order."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.forms.widgets import Script
from django.http import HttpRequest

from publishing.desk.autocomplete import Autocomplete, AutocompleteMixin
from publishing.desk.native_inputs import NATIVE_INPUTS


class OrderedForm(forms.ModelForm):
    """A row that stands where it was put: without a position it keeps its place on the form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
        for name, field in self.fields.items():
            chosen = self.instance._state.fields_cache.get(name)
            if chosen is not None and isinstance(field.widget, Autocomplete):
                field.widget.known = {str(chosen.pk): str(chosen)}

    def clean_position(self) -> int:
        position = self.cleaned_data["position"]
        if position is not None:
            return position
        number = (self.prefix or "").rpartition("-")[2]
        return int(number) if number.isdigit() else 0


class OrderedInline(AutocompleteMixin, admin.StackedInline):
    """Rows with a position, which desk/ordered-inline.js moves by buttons, keys and mouse.

    With "one-line" among its `classes` a row is a line, else a card. `adder` is the label of a
    box that adds rows by typing what they are about; `folded` names what a row's fields are,
    which are then shown on demand.
    """

    adder: Any = ""
    folded: Any = ""

    form = OrderedForm
    template = "publishing/desk/ordered_inline.html"
    extra = 0
    formfield_overrides = NATIVE_INPUTS | {models.URLField: {"widget": forms.URLInput}}
    classes: tuple[str, ...] = ("ordered",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what the rows are about, so that no box asks for its own."""
        rows = super().get_queryset(request)
        return rows.select_related(*self.get_autocomplete_fields(request))

    class Media:
        js = (
            Script("desk/ordered-inline.js", type="module"),
            Script("desk/adder.js", type="module"),
        )
