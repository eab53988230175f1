"""A person's own login, below /admin/account/: second factor, passkeys, sessions.

Only what we use of django-allauth has an address. Its views know nothing of the desk's pages, so
what these need is put into their context here.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from publishing.signing_in.join import join
from publishing.signing_in.preferences import notices_read, preferences

View = Callable[..., HttpResponse]


def _dressed(view: View, title: Any) -> View:
    """The view with a title, and with what the desk's pages expect in their context."""

    @never_cache
    @wraps(view)
    def dressed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if isinstance(answer, TemplateResponse):
            given = answer.context_data or {}
            answer.context_data = {**admin.site.each_context(request), "title": title, **given}
        return answer

    return dressed


def _page(route: str, view: View, name: str, title: Any) -> URLPattern:
    return path(route, _dressed(view, title), name=name)


urlpatterns = [
    path(
        "in/",
        RedirectView.as_view(pattern_name="admin:login", query_string=True),
        name="account_login",
    ),
    _page("", mfa.index, "mfa_index", _("Signing in safely")),
    _page("code/", mfa.authenticate, "mfa_authenticate", _("One more step")),
    _page("again/", account.reauthenticate, "account_reauthenticate", _("Is it still you?")),
    _page("again/code/", mfa.reauthenticate, "mfa_reauthenticate", _("Is it still you?")),
    _page(
        "again/passkey/",
        webauthn.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
        _("Is it still you?"),
    ),
    _page("app/", totp.activate_totp, "mfa_activate_totp", _("Set up an app for codes")),
    _page("app/remove/", totp.deactivate_totp, "mfa_deactivate_totp", _("Remove the app")),
    _page(
        "recovery/",
        recovery_codes.view_recovery_codes,
        "mfa_view_recovery_codes",
        _("Recovery codes"),
    ),
    _page(
        "recovery/new/",
        recovery_codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
        _("New recovery codes"),
    ),
    _page(
        "recovery/download/",
        recovery_codes.download_recovery_codes,
        "mfa_download_recovery_codes",
        _("Recovery codes"),
    ),
    _page("passkeys/login/", webauthn.login_webauthn, "mfa_login_webauthn", _("Log in")),
    path("join/<str:token>/", join, name="account_join"),
    path("preferences/", preferences, name="account_preferences"),
    path("notices/read/", notices_read, name="account_notices_read"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    _page("passkeys/add/", webauthn.add_webauthn, "mfa_add_webauthn", _("Set up a passkey")),
    _page(
        "passkeys/<int:pk>/rename/",
        webauthn.edit_webauthn,
        "mfa_edit_webauthn",
        _("Rename the passkey"),
    ),
    _page(
        "passkeys/<int:pk>/remove/",
        webauthn.remove_webauthn,
        "mfa_remove_webauthn",
        _("Remove the passkey"),
    ),
    _page(
        "sessions/", sessions.list_usersessions, "usersessions_list", _("Where you are signed in")
    ),
]
