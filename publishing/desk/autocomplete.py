"""Boxes that suggest while one types, and that no forged value can trip."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest

LARGEST_ID = 2**63 - 1


class Autocomplete(AutocompleteSelect):
    """Django's own, which answers a refused form with a 500 when the value posted is no id."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [chosen for chosen in value if self._is_id(chosen)], attr)

    def _is_id(self, chosen: Any) -> bool:
        try:
            number = int(self.field.remote_field.model._meta.pk.to_python(chosen))
        except (ValidationError, TypeError, ValueError):
            return str(chosen) in {"", "None"}
        return 0 <= number <= LARGEST_ID


class AutocompleteMixin(admin.options.BaseModelAdmin):
    """For every admin class and inline of ours that has `autocomplete_fields`."""

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Autocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
