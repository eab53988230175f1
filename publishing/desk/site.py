"""The desk: Django's admin, under our name."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from publishing.desk.quick_add import quick_add_view
from publishing.rich_text import csp_hashes


class DeskSite(AdminSite):
    """Django's admin; its responses let the editor's one inline script run, by hash."""

    site_title = _("Desk")
    site_header = _("Desk")
    index_title = _("Today")
    site_url = "/"
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With `site` once more: the sign-in page puts the request's host in its place."""
        site_now = getattr(request, "site_now", None)
        ours = {"site": site_now.settings} if site_now else {}
        return super().each_context(request) | ours

    def get_urls(self) -> list[Any]:
        quick_add = path(
            "quick-add/<slug:app_label>/<slug:model_name>/",
            self.admin_view(quick_add_view),
            name="quick_add",
        )
        return [quick_add, *super().get_urls()]

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        # Here, because the admin's site is made before the apps are ready.
        from publishing.signing_in.view import sign_in

        return sign_in(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        def with_editor_allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # PostgreSQL refuses a null byte in any value, wherever a filter passes it on.
            if "%00" in request.META.get("QUERY_STRING", ""):
                return HttpResponseBadRequest(_("This address holds a null byte."))
            response = guarded(request, *args, **kwargs)
            # django-csp merges this into the policy of this one response.
            response._csp_update = csp_hashes()
            return response

        return with_editor_allowed
