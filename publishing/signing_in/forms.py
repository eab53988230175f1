"""The forms of signing in: Django's and allauth's, throttled and on record."""

from typing import Any

from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.client_address import client_address
from publishing.log import Kind, audit
from publishing.signing_in.throttle import attempt, attempt_code


def too_many() -> ValidationError:
    return ValidationError(
        _("Too many wrong tries from here. Wait a quarter of an hour, then try again."),
        code="throttled",
    )


class SignInForm(AdminAuthenticationForm):
    """Name and password. Every refusal has the same words, whatever was wrong."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "This login name and this password do not belong together here. "
            "Check both; capital letters count."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Login name")

    def clean(self) -> dict[str, Any]:
        assert self.request is not None
        name = self.cleaned_data.get("username")
        if not name or not self.cleaned_data.get("password"):
            return self.cleaned_data
        tried = attempt(name, client_address(self.request))
        if not tried.is_allowed:
            raise too_many()
        try:
            cleaned = super().clean()
        except ValidationError:
            audit(Kind.REFUSED, _("Wrong name or password."), by_name=name)
            raise
        tried.succeeded()
        return cleaned


class _Throttled(forms.Form):
    """For forms of somebody whose password was right: what she guesses counts for her account."""

    user: Any

    def _guess(self, clean: Any) -> Any:
        tried = attempt_code(self.user.pk, client_address(context.request))
        if not tried.is_allowed:
            raise too_many()
        try:
            cleaned = clean()
        except ValidationError:
            audit(Kind.REFUSED, _("Wrong code or passkey."), by_name=self.user.get_username())
            raise
        tried.succeeded()
        return cleaned


class CodeForm(_Throttled, AuthenticateForm):
    def clean_code(self) -> str:
        return self._guess(super().clean_code)


class CodeAgainForm(_Throttled, ReauthenticateForm):
    def clean_code(self) -> str:
        return self._guess(super().clean_code)


class PasswordAgainForm(_Throttled, PasswordAgain):
    def clean_password(self) -> str:
        return self._guess(super().clean_password)


class _Readable:
    """A credential is what a script posts: whatever is no such thing is refused in words."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
            audit(Kind.REFUSED, _("Wrong code or passkey."))
            raise ValidationError(
                _("This passkey is not known here. Use another, or sign in with your password.")
            ) from error


class PasskeyForm(_Readable, LoginWebAuthnForm):
    """The passkey alone."""


class PasskeyAfterPasswordForm(_Readable, AuthenticateWebAuthnForm):
    """The passkey as second factor."""


class PasskeyAgainForm(_Readable, ReauthenticateWebAuthnForm):
    """The passkey, asked for once more before something that matters."""


class AddPasskeyForm(AddWebAuthnForm):
    def clean(self) -> Any:
        try:
            return super().clean()
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValidationError(_("This passkey could not be read. Try again.")) from error
