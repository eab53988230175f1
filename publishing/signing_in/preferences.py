"""A person's own settings: the zone times are told in, and what she is mailed about."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from publishing.desk.staff import staff
from publishing.models.notice import Notice
from publishing.models.preferences import Preferences
from publishing.notices import unread
from publishing.signing_in.middleware import ZONE


class PreferencesForm(forms.ModelForm):
    """Shown as what she does get, kept as what she does not: a new kind is mailed at first."""

    by_mail = forms.MultipleChoiceField(
        label=gettext_lazy("Tell me by mail when"),
        choices=Notice.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Preferences
        fields = ("time_zone",)
        widgets = {"time_zone": forms.TextInput(attrs={"list": "zones", "autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unwanted = self.instance.not_by_mail
        self.initial["by_mail"] = [kind for kind in Notice.Kind.values if kind not in unwanted]
        if not settings.EMAIL_URL:
            del self.fields["by_mail"]

    def save(self, commit: bool = True) -> Any:
        if "by_mail" in self.cleaned_data:
            wanted = self.cleaned_data["by_mail"]
            self.instance.not_by_mail = [k for k in Notice.Kind.values if k not in wanted]
        return super().save(commit)


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """`publishing/account/preferences.html` with `form` and `zones`."""
    person = staff(request)
    present = Preferences.objects.filter(person=person).first() or Preferences(person=person)
    form = PreferencesForm(request.POST or None, instance=present)
    if request.method == "POST" and form.is_valid():
        form.save()
        request.session[ZONE] = present.time_zone
        messages.success(request, _("Saved."))
        return redirect("account_preferences")
    context = {
        **admin.site.each_context(request),
        "title": _("Your settings"),
        "form": form,
        "zones": sorted(available_timezones()),
    }
    return render(request, "publishing/account/preferences.html", context)


@login_required
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Take the notices that were shown off the dashboard; later ones stay."""
    shown = set(request.POST.getlist("notice"))
    hers = unread(staff(request))
    read = [pk for pk in hers.values_list("pk", flat=True) if str(pk) in shown]
    hers.filter(pk__in=read).update(read_at=timezone.now())
    return redirect("admin:index")
