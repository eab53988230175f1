"""The lock against lost saves: a form made from an older version is refused, its text kept."""

import re
from typing import Any

from django import forms
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.desk.autocomplete import AutocompleteMixin
from publishing.desk.lists import BoundedList
from publishing.desk.native_inputs import NATIVE_INPUTS
from publishing.desk.staff import staff
from publishing.models.kept_form import KeptForm
from publishing.moments import told
from publishing.renames import renamed

# Fields that no person filled in.
_FOR_MACHINES = re.compile(r"^(?:version|_.*)$|-(?:[A-Z_]+_FORMS|id|position)$")


class VersionedForm(forms.ModelForm):
    """A form that says which version it was made from, in a hidden field."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version


class VersionedAdmin(AutocompleteMixin, BoundedList):
    """An admin for models with a `version` that counts saves.

    A POST locks the row before anything of it is read, so that of two people saving at once one
    is accepted and the other gets a page (409) with both texts; hers is kept.
    """

    form = VersionedForm
    formfield_overrides = NATIVE_INPUTS
    change_form_template = "publishing/desk/versioned_form.html"
    object_history_template = "publishing/desk/object_history.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            present = self._locked(request, object_id)
            if present is not None and (answer := self.meet(request, present)):
                return answer
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _locked(self, request: HttpRequest, object_id: str) -> Any:
        rows = self.get_queryset(request).select_for_update(no_key=True, of=("self",))
        try:
            return rows.filter(pk=self.model._meta.pk.to_python(object_id)).first()
        except Exception:
            return None

    def meet(self, request: HttpRequest, present: Any) -> HttpResponse | None:
        """Look at a POST with its row locked, before the admin reads it; None lets it go on.

        Here a stale one is refused. A subclass may put `request.POST` right instead.
        """
        if not self.has_change_permission(request, present):
            return None  # the admin refuses the form itself
        is_stale = request.POST.get("version") != str(present.version)
        return self._conflict(request, present) if is_stale else None

    def _conflict(self, request: HttpRequest, present: Any) -> HttpResponse:
        """`publishing/desk/refused.html`, 409, with `rows` of (label, saved, typed)."""
        kept = KeptForm.objects.create(
            model=self.opts.label,
            object_id=str(present.pk),
            by=staff(request),
            fields=posted_fields(request),
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("Somebody saved before you"),
            "opts": self.opts,
            # In words, now: comparing the two texts writes the typed one into the row.
            "present": str(present),
            "kept": kept,
            "rows": self._differences(request, present),
            "change_url": request.path,
            "history_url": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[present.pk]
            ),
        }
        return render(request, "publishing/desk/refused.html", context, status=409)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Adds `kept_forms`: texts of this object that were refused and kept, newest first."""
        kept = KeptForm.objects.filter(model=self.opts.label, object_id=object_id)
        context = {"kept_forms": [self._told(row) for row in kept.select_related("by")[:50]]}
        return super().history_view(request, object_id, context | (extra_context or {}))

    def _told(self, row: KeptForm) -> dict[str, Any]:
        """Who typed it and when, and what stood in the fields, by their labels."""
        columns = {field.name: field.verbose_name for field in self.opts.fields}
        fields = [
            (str(columns.get(name, name.replace("-", " "))), ", ".join(filter(None, values)))
            for name, values in row.fields.items()
            if any(values) and not _FOR_MACHINES.search(name)
        ]
        who = (row.by.get_full_name() or row.by.get_username()) if row.by else ""
        return {"who": who, "when": told(row.at), "fields": fields}

    def _differences(self, request: HttpRequest, present: Any) -> list[tuple[str, str, str]]:
        form = self.get_form(request, present, change=True)(request.POST, instance=present)
        # Cleaning the form writes into its instance: what is saved is read before.
        saved = {name: _as_words(form[name].initial) for name in form.fields}
        form.is_valid()
        rows = []
        for name in form.fields:
            if name == "version" or name not in form.changed_data:
                continue
            typed = _as_words(form.cleaned_data.get(name, form[name].data))
            rows.append((str(form[name].label), saved[name], typed))
        return rows

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = type(obj)._default_manager.get(pk=obj.pk) if change else None
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)
        if before is not None and hasattr(obj, "get_absolute_url"):
            renamed(before, obj)


def posted_fields(request: HttpRequest) -> dict[str, list[str]]:
    """Everything typed into the form, by field name, without the token.

    Null bytes, which no text of anybody's holds, are left out: PostgreSQL cannot keep them.
    """
    return {
        name.replace("\x00", ""): [value.replace("\x00", "") for value in values]
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
    }


def _as_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple | models.QuerySet):
        return ", ".join(str(part) for part in value)
    return str(value)
