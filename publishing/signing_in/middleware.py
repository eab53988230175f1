"""What signing in needs around requests to the desk; readers' pages pass by all of it."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from allauth.account.middleware import AccountMiddleware
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.as_of import AS_OF
from publishing.client_address import acting_from, client_address
from publishing.middleware import Respond

# In the session: the person's own time zone, so that no page asks the database for it.
ZONE = "desk_zone"


def account(get_response: Respond) -> Callable[[HttpRequest], HttpResponseBase]:
    """django-allauth's middleware, on the desk's pages alone."""
    inner = AccountMiddleware(get_response)

    def respond(request: HttpRequest) -> HttpResponseBase:
        return inner(request) if _is_desk(request) else get_response(request)

    respond.process_exception = inner.process_exception  # type: ignore[attr-defined]
    return respond


def at_the_desk(get_response: Respond) -> Respond:
    """Tells the record where an act comes from, and times in the person's own zone.

    With REQUIRE_MFA nothing of the desk opens to a login without a second factor, but the pages
    on which it is set up.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if not _is_desk(request):
            if settings.REQUIRE_MFA and _is_as_of(request) and _lacks_second_factor(request):
                raise Http404
            return get_response(request)
        with acting_from(client_address(request)):
            if settings.REQUIRE_MFA and _lacks_second_factor(request):
                messages.warning(
                    request,
                    _("This site asks for a second step: set up a passkey or an app first."),
                )
                return redirect("mfa_index")
            if zone := request.session.get(ZONE):
                with timezone.override(ZoneInfo(zone)):
                    return get_response(request)
            return get_response(request)

    return respond


def _is_desk(request: HttpRequest) -> bool:
    """Not readers' pages as of an instant, told in the site's zone, nor drafts shared by a link."""
    return request.path_info.startswith("/admin/")


def _is_as_of(request: HttpRequest) -> bool:
    """Whether it is one of the readers' pages that show staff what is not out yet."""
    return request.path_info.startswith(f"/{AS_OF}")


def _lacks_second_factor(request: HttpRequest) -> bool:
    open_to_all = (reverse("mfa_index"), reverse("admin:login"), reverse("admin:logout"))
    # For scripts and words, which show nothing.
    harmless = (reverse("admin:jsi18n"),)
    if request.path.startswith((*open_to_all, *harmless)) or not request.user.is_authenticated:
        return False
    return not is_mfa_enabled(request.user)
