"""The page a one-time link opens: choose a name and a password, then set up a passkey."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django import forms
from django.contrib import admin
from django.contrib.auth import logout
from django.contrib.auth.forms import SetPasswordMixin
from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from publishing.invitations import LinkGone, accept, find
from publishing.models.invitation import Invitation


class JoinForm(SetPasswordMixin, forms.Form):
    """A login name, for somebody new, and a password typed twice."""

    username = forms.CharField(
        label=gettext_lazy("Login name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=gettext_lazy("You type it to sign in; readers never see it."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password1, password2 = SetPasswordMixin.create_password_fields(
        label1=gettext_lazy("Password"), label2=gettext_lazy("Password once more")
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = invitation.person or User(first_name=invitation.name, email=invitation.email)
        if invitation.is_reset:
            del self.fields["username"]

    def clean_username(self) -> str:
        username = User.normalize_username(self.cleaned_data["username"].strip())
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(_("Somebody has this login name; choose another."), code="taken")
        self.person.username = username
        return username

    def clean(self) -> dict[str, Any]:
        self.validate_passwords()
        self.validate_password_for_user(self.person)
        return super().clean() or self.cleaned_data


@never_cache
@sensitive_post_parameters("password1", "password2")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """`publishing/account/join.html` with `form`, `invitation`; 410 for a link that opens no more.

    Signs her in and leads to setting up a passkey.
    """
    try:
        invitation = find(token)
        form = JoinForm(request.POST or None, invitation=invitation)
        if request.method == "POST" and form.is_valid():
            typed = form.cleaned_data
            person = accept(invitation, typed.get("username", ""), typed["password1"])
            return _signed_in(request, person)
    except LinkGone:
        invitation, form = None, None
    context = {
        **admin.site.each_context(request),
        "title": _("Welcome") if invitation else _("This link opens nothing any more"),
        "invitation": invitation,
        "form": form,
    }
    status = 200 if invitation else 410
    answer = render(request, "publishing/account/join.html", context, status=status)
    # The address is a key: no other page is to read it. With no-referrer the browser would post
    # the form with "Origin: null", which the check for forged requests refuses.
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer


def _signed_in(request: HttpRequest, person: User) -> HttpResponse:
    logout(request)
    record_authentication(request, person, method="password", reauthenticated=True)
    return perform_login(request, Login(user=person, redirect_url=reverse("mfa_add_webauthn")))
