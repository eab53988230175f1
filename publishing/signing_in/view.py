"""The page at /admin/login/: name and password, or a passkey alone."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from publishing.signing_in.forms import SignInForm

PAUSE_SECONDS = 15 * 60


@never_cache
@csrf_protect
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """`admin/login.html` with `form`, `passkey_form`, `next`; POST goes on to the second factor.

    The fields are `username`, `password` and `next`, which leads to paths of ours only. A refusal
    is 200, as every form's; one without a look at the password is 429.
    """
    where = _next(request)
    if request.method == "GET" and admin.site.has_permission(request):
        return redirect(where)
    form = SignInForm(request, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        # Counts as asked a moment ago, so that a passkey can be set up right after.
        record_authentication(request, user, method="password", reauthenticated=True)
        return perform_login(request, Login(user=user, redirect_url=where))
    is_throttled = form.is_bound and form.has_error("__all__", "throttled")
    context = {
        **admin.site.each_context(request),
        "title": _("Log in"),
        "subtitle": None,
        "app_path": request.get_full_path(),
        "username": request.user.get_username(),
        "form": form,
        "passkey_form": LoginWebAuthnForm(),
        "next": where,
    }
    answer = render(request, "admin/login.html", context, status=429 if is_throttled else 200)
    if is_throttled:
        answer.headers["Retry-After"] = str(PAUSE_SECONDS)
    return answer


def _next(request: HttpRequest) -> str:
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    # To be sent from here to here, or out again, is to be sent nowhere.
    is_a_page = not asked.startswith((reverse("admin:login"), reverse("admin:logout")))
    return asked if is_ours and is_a_page else reverse("admin:index")
