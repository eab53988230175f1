"""The page on which something is erased for good: a reason, and a word typed to confirm."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.desk.staff import staff
from publishing.erasing import erase, is_erasable, is_erased, word_to_type


class EraseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        help_text=gettext_lazy("For the audit log: “Asked for by the person, letter of 3 March”."),
    )
    public_reason = forms.CharField(
        label=gettext_lazy("What readers are told at its address"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("“Removed by order of a court.” Empty: only that it is gone."),
    )
    confirm = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, word: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word = word
        self.fields["confirm"].label = _("Type “%(word)s” to confirm") % {"word": word}

    def clean_confirm(self) -> str:
        if self.cleaned_data["confirm"].strip() != self.word:
            raise ValidationError(_("This is not the word. Nothing was erased."))
        return self.word


class ErasingAdmin(admin.ModelAdmin):
    """Adds `<id>/erase/` for people with the permission publishing.add_erasure."""

    def may_erase(self, request: HttpRequest, row: Any) -> bool:
        allowed = is_erasable(self.model) and request.user.has_perm("publishing.add_erasure")
        is_hers = allowed and self.has_change_permission(request, row)
        return is_hers and row != request.user and not is_erased(row)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_erase"
        view = self.admin_site.admin_view(self.erase_view)
        return [path("<int:object_id>/erase/", view, name=name), *super().get_urls()]

    def _page(self, page: str, pk: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[pk])

    def erase_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """`publishing/desk/erase.html` with `form` and `row`; POST erases and leads back."""
        row: Any = self.get_object(request, str(object_id))
        if row is None:
            raise Http404
        if not self.may_erase(request, row):
            raise PermissionDenied
        form = EraseForm(request.POST or None, word=word_to_type(row))
        if request.method == "POST" and form.is_valid():
            told = form.cleaned_data
            erase(row, staff(request), told["reason"], told["public_reason"])
            messages.success(request, _("Erased. Backups still hold it until they are deleted."))
            return HttpResponseRedirect(self._page("change", row.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Erase “%(row)s” for good") % {"row": row},
            "opts": self.opts,
            "row": row,
            "form": form,
            "change_url": self._page("change", row.pk),
        }
        return render(request, "publishing/desk/erase.html", context)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        row = self.get_object(request, object_id) if object_id.isdecimal() else None
        is_offered = row is not None and self.may_erase(request, row)
        address = self._page("erase", object_id) if is_offered else ""
        kwargs["extra_context"] = {"erase_url": address, **(kwargs.get("extra_context") or {})}
        return super().change_view(request, object_id, *args, **kwargs)
