"""The whole site at any instant, for staff: `/as-of/<UTC instant>/…`."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db import connection
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import get_script_prefix, is_valid_path, set_script_prefix, set_urlconf
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from publishing.as_of import (
    AS_OF,
    as_of_address,
    read_instant,
    spelled,
    tomorrow_at_nine,
)
from publishing.middleware import READING, Respond
from publishing.wall import desk_tables_walled_off
from reviews.desk.moments import MomentField


def may_see(request: HttpRequest) -> bool:
    """Staff who may see pieces: an instant ahead shows what is under embargo today."""
    user = request.user
    return user.is_active and user.is_staff and user.has_perm("reviews.view_review")


class AsOf:
    """Answers `/as-of/<instant>/…` with the readers' page as of that instant, and is not there
    for anybody else. Comes after authentication.

    The script prefix is shifted, so every link that a page makes stays at the instant, and only
    readers' addresses are resolved: nothing of the desk is found inside. The wall stands around
    it, as around readers' own requests.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        inside, slash, page = request.path_info.removeprefix(f"/{AS_OF}").partition("/")
        if not request.path_info.startswith(f"/{AS_OF}") or not inside:
            return self.get_response(request)
        moment = read_instant(inside) if may_see(request) else None
        if moment is None:
            raise Http404("No such instant, or nobody who may look at it")
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        if not slash or spelled(moment) != inside:
            return _elsewhere(request, moment, page)
        with _told_at(request, moment, page):
            response = self.get_response(request)
        if response.status_code == 404 and _lacks_slash(page):
            response = _elsewhere(request, moment, f"{page}/")
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def _elsewhere(request: HttpRequest, moment: datetime, page: str) -> HttpResponse:
    """The same page in the one spelling of its address."""
    address = as_of_address(moment, get_script_prefix() + escape_uri_path(page))
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _lacks_slash(page: str) -> bool:
    return not page.endswith("/") and bool(is_valid_path(f"/{page}/", settings.READERS_URLCONF))


@contextmanager
def _told_at(request: Any, moment: datetime, page: str) -> Iterator[None]:
    """While it lasts, the request is one for a reader's page, told at that moment."""
    prefix, path_info = get_script_prefix(), request.path_info
    set_script_prefix(as_of_address(moment, prefix))
    request.path_info, request.urlconf = f"/{page}", settings.READERS_URLCONF
    request.site_now = replace(request.site_now, at=moment)
    request.at = request.as_of = moment
    try:
        with ExitStack() as stack:
            if settings.DRAFT_WALL:
                stack.enter_context(connection.execute_wrapper(desk_tables_walled_off))
            yield
    finally:
        del request.urlconf
        request.path_info = path_info
        set_script_prefix(prefix)
        set_urlconf(settings.ROOT_URLCONF)


class InstantForm(forms.Form):
    """Another moment, and the page to be looked at: a path without the leading slash."""

    at = MomentField(label=gettext_lazy("Moment"))
    page = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def clean_at(self) -> datetime:
        moment = self.cleaned_data["at"]
        if moment is None:
            raise forms.ValidationError(_("Give a day and a time."), code="required")
        return moment


@require_safe
def choose_instant(request: HttpRequest) -> HttpResponse:
    """`reviews/as_of.html`, where a moment is chosen (`at_0`, `at_1`, `at_zone`); leads to it."""
    if not may_see(request):
        raise Http404("Nobody who may look at it")
    form = InstantForm(request.GET if "at_0" in request.GET else None)
    if form.is_valid():
        page = get_script_prefix() + form.cleaned_data["page"].lstrip("/")
        return HttpResponseRedirect(as_of_address(form.cleaned_data["at"], page))
    form.initial["page"] = request.GET.get("page", "")
    context = {
        "form": form,
        "title": _("The site at another moment"),
        "tomorrow": tomorrow_at_nine(),
        "canonical": "",
    }
    status = 400 if form.errors else 200
    return render(request, "reviews/as_of.html", context, status=status)
