"""Boxes that suggest while one types, and that no forged value can trip."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.widgets import Script
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.desk.quick_add import is_made_of_words

LARGEST_ID = 2**63 - 1


class Autocomplete(AutocompleteSelect):
    """Django's own select, which desk/choice.js makes a box to type into, without select2.

    A value posted that is no id is left out; Django's own answers it with a 500. With
    `may_add`, what is not found can be added from the words typed. `known` are names by id for
    which no query is needed.
    """

    may_add = False
    known: dict[str, str] = {}

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[Script("desk/choice.js", type="module")])  # type: ignore[list-item]

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        given = forms.Select.build_attrs(self, base_attrs, extra_attrs)
        meta, model = self.field.model._meta, self.field.remote_field.model
        attrs = given | {
            "class": f"{given.get('class', '')} desk-choice".strip(),
            "data-url": self.get_url(),
            "data-related-model": model._meta.label_lower,
            "data-field": f"{meta.app_label}.{meta.model_name}.{self.field.name}",
            "data-found": _("COUNT found"),
            "data-none": _("Nothing found"),
            "data-unknown": _("“WORDS” is not in the list: choose one, or empty the box."),
        }
        if self.may_add:
            names = (model._meta.app_label, model._meta.model_name)
            attrs["data-add-url"] = reverse(f"{self.admin_site.name}:quick_add", args=names)
            attrs["data-add"] = _("Add “WORDS”")
        return attrs

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        chosen = [each for each in value if self._is_id(each)]
        wanted = {str(each) for each in chosen} - {"", "None"}
        if wanted - self.known.keys():
            return super().optgroups(name, chosen, attr)
        told = [(key, words) for key, words in self.known.items() if key in wanted]
        blank = [] if self.is_required else [("", "")]
        return [
            (None, [self.create_option(name, key, words, bool(key), at)], at)
            for at, (key, words) in enumerate([*blank, *told])
        ]

    def _is_id(self, chosen: Any) -> bool:
        try:
            number = int(self.field.remote_field.model._meta.pk.to_python(chosen))
        except (ValidationError, TypeError, ValueError):
            return str(chosen) in {"", "None"}
        return 0 <= number <= LARGEST_ID


class AutocompleteMixin(admin.options.BaseModelAdmin):
    """For every admin class and inline of ours that has `autocomplete_fields`.

    Where words are enough to add a row, and for `only_chosen` fields, the box stands alone:
    the stock links to add and change in a window of their own are left out.
    """

    only_chosen: tuple[str, ...] = ()

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Autocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        wrapped = getattr(field, "widget", None)
        if not isinstance(wrapped, RelatedFieldWidgetWrapper):
            return field
        box = wrapped.widget
        if not isinstance(box, Autocomplete):
            return field
        if is_made_of_words(db_field.remote_field.model):
            box.may_add = bool(wrapped.can_add_related)
        elif db_field.name not in self.only_chosen:
            return field
        field.widget = box  # type: ignore[union-attr]
        return field
