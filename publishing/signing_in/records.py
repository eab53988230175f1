"""Puts on record who signed in and out, and whose second factor changed."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest
from django.utils.translation import gettext as _

from publishing.log import Kind, audit
from publishing.models.preferences import Preferences
from publishing.signing_in.middleware import ZONE


def connect() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="publishing.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="publishing.signed_out")
    mfa.authenticator_added.connect(_added, dispatch_uid="publishing.second_factor_added")
    mfa.authenticator_removed.connect(_removed, dispatch_uid="publishing.second_factor_removed")
    mfa.authenticator_reset.connect(_renewed, dispatch_uid="publishing.second_factor_renewed")


def _signed_in(sender: Any, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    if not hasattr(request, "session"):
        return
    own = Preferences.objects.filter(person=user).first()
    request.session[ZONE] = own.time_zone if own else ""
    steps = [
        record.get("type") or record["method"]
        for record in get_authentication_records(request, user)
    ]
    audit(Kind.SIGN_IN, _("Signed in."), by=user, after={"steps": steps})


def _signed_out(sender: Any, request: HttpRequest, user: User | None, **_kwargs: Any) -> None:
    if user is not None:
        audit(Kind.SIGN_OUT, _("Signed out."), by=user)


def _added(sender: Any, user: User, authenticator: Any, **_kwargs: Any) -> None:
    _tell(user, _("Set up: %(what)s."), authenticator)


def _removed(sender: Any, user: User, authenticator: Any, **_kwargs: Any) -> None:
    _tell(user, _("Removed: %(what)s."), authenticator)


def _renewed(sender: Any, user: User, authenticator: Any, **_kwargs: Any) -> None:
    _tell(user, _("Renewed: %(what)s."), authenticator)


def _tell(user: User, sentence: str, authenticator: Any) -> None:
    what = f"{authenticator.get_type_display()}, {authenticator}"
    audit(Kind.SECOND_FACTOR, sentence % {"what": what}, by=user, target=user)
