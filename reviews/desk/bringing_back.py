"""A piece's form with an unsaved text in it: as it was typed, rows and tags too, and not saved."""

from typing import Any

from django import forms
from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from publishing.desk.staff import staff
from reviews.desk.kept_forms import as_post, page_from
from reviews.desk.presence import told_briefly
from reviews.desk.stale_saves import StaleSavesMixin, base_of, newer_saves
from reviews.models.autosave import Autosave


class BringingBackMixin(StaleSavesMixin):
    """Answers ?unsaved= with the form filled from a row of Autosave of the same person."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "GET" and "unsaved" in request.GET:
            page = page_from(request.GET["unsaved"])
            found = Autosave.objects.filter(user=staff(request), page=page) if page else None
            kept = found.select_related("review").first() if found is not None else None
            if kept is None or str(kept.review_id or "") != (object_id or ""):
                messages.warning(request, _("This unsaved text is here no longer."))
                return redirect(request.path)
            request.brought = self._brought(request, kept)  # type: ignore[attr-defined]
            request.page = kept.page  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _brought(self, request: HttpRequest, kept: Autosave) -> QueryDict:
        """The kept form, put onto the version saved by now where nothing clashes."""
        data, review = as_post(kept), kept.review
        told = _("This is your text of %(when)s. It is not saved yet.")
        messages.info(request, told % {"when": told_briefly(kept.at)})
        if review is None or kept.version == review.version:
            return data
        if not self.has_change_permission(request, review):
            return data
        base = base_of(review, str(kept.version))
        rebased = self.rebased(request, data, review, base)
        if not rebased.clashes:
            self.tell_merged(request, review, base, rebased)
            return rebased.post
        note = _("You both changed the same words: when you save, both texts are shown.")
        messages.warning(request, f"{newer_saves(review, base)} {note}")
        return data

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form_class = super().get_form(request, obj, change, **kwargs)
        brought = getattr(request, "brought", None)
        return form_class if brought is None else _filled(form_class, brought)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        brought = getattr(request, "brought", None)
        return kwargs if brought is None else {**kwargs, "data": brought}

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        if getattr(request, "brought", None) is not None:
            for formset in formsets:
                _spare(formset)
        return formsets, inlines


def _filled(form_class: Any, data: QueryDict) -> type[forms.ModelForm]:
    """A form that shows what was typed and judges nothing of it: that is what Save does."""

    class Filled(form_class):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(data, **kwargs)
            self._errors = ErrorDict()

    return Filled


def _spare(formset: Any) -> None:
    for form in formset.forms:
        form._errors = ErrorDict()
    formset._errors = [ErrorDict() for _form in formset.forms]
    formset._non_form_errors = formset.error_class()
