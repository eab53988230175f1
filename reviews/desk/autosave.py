"""Text that was typed and not saved: kept while one types, offered back, gone with a real save.

The scripts in static/desk/ post whole forms here every two seconds, valid or not. Nothing of it
is a text of the piece until somebody saves it.
"""

import re
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from publishing.desk.staff import staff
from publishing.desk.versioned import posted_fields
from reviews.desk.bringing_back import BringingBackMixin
from reviews.desk.kept_forms import fits, form_address, keep, number_from, offers, page_from
from reviews.desk.live_rows import SEEN, seen
from reviews.desk.presence import come, sentences, told_briefly
from reviews.models.autosave import Autosave
from reviews.models.review import Review

# Tells the browser, on whatever page comes next, that its own copy of a page is done with.
DONE_COOKIE = "desk-done-{page}"
COOKIE_SECONDS = 7 * 86_400


class AutosaveMixin(BringingBackMixin):
    """Keeps what is typed, and tells who else is here."""

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        views: dict[str, tuple[str, Any]] = {
            # These two answer scripts, which a redirect to the sign-in page would mislead.
            "here": ("here/", self.here_view),
            "unsaved": ("unsaved/", self.unsaved_view),
            "discard": ("unsaved/<uuid:page>/discard/", guard(self.discard_view)),
            "signed_in": ("signed-in/", guard(self.signed_in_view)),
        }
        ours = [
            path(address, view, name=f"reviews_review_{name}")
            for name, (address, view) in views.items()
        ]
        return [*ours, *super().get_urls()]

    # -- what the scripts ask ---------------------------------------------------------------

    def here_view(self, request: HttpRequest) -> HttpResponse:
        """JSON: who is signed in, a token for the next POST, and who else has the piece open.

        A POST notes that this person has the piece open. 401 for who is signed out.
        """
        if not self.admin_site.has_permission(request):
            return JsonResponse({"signed_in": False}, status=401)
        if _is_somebody_else(request):
            return JsonResponse({"somebody_else": True}, status=409)
        answer: dict[str, Any] = {"user": staff(request).pk, "token": get_token(request)}
        review = self._asked_for(request)
        if review is not None and request.method == "POST":
            others = come(staff(request), review)
            answer["sentences"] = sentences(
                others, review, number_from(request.POST.get("version"))
            )
        return JsonResponse(answer)

    def unsaved_view(self, request: HttpRequest) -> HttpResponse:
        """POST keeps a form, and answers when; GET is `publishing/desk/_unsaved.html`."""
        if not self.admin_site.has_permission(request):
            return JsonResponse({"signed_in": False}, status=401)
        review = self._asked_for(request)
        if request.method != "POST":
            context = {"offers": offers(staff(request), review, None)}
            return render(request, "publishing/desk/_unsaved.html", context)
        if _is_somebody_else(request):
            return JsonResponse({"somebody_else": True}, status=409)
        may_write = review is not None and self.has_change_permission(request, review)
        if not may_write and not self.has_add_permission(request):
            return JsonResponse({"refused": True}, status=403)
        page, fields = page_from(request.POST.get("_page")), posted_fields(request)
        if page is None or not fits(fields):
            return JsonResponse({"refused": True}, status=413)
        # Of a piece that is gone, or no longer hers to change, the words are kept as a new one.
        kept = keep(staff(request), review if may_write else None, page, fields)
        return JsonResponse({"at": told_briefly(kept.at)})

    def discard_view(self, request: HttpRequest, page: UUID) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        kept = Autosave.objects.filter(user=staff(request), page=page)
        review = row.review if (row := kept.select_related("review").first()) else None
        kept.delete()
        messages.success(request, _("The unsaved text is discarded."))
        return redirect(form_address(review))

    def signed_in_view(self, request: HttpRequest) -> HttpResponse:
        """`publishing/desk/signed_in.html`: the end of a sign-in beside an open form."""
        context = {**self.admin_site.each_context(request), "title": _("You are signed in again")}
        return render(request, "publishing/desk/signed_in.html", context)

    def _asked_for(self, request: HttpRequest) -> Review | None:
        """The piece that the script names, if there is one and this person may see it."""
        key = request.POST.get("_review", request.GET.get("review", ""))
        if not re.fullmatch("[0-9]{1,18}", key):
            return None
        review = Review.objects.filter(pk=key).first()
        may_see = review is not None and self.has_view_or_change_permission(request, review)
        return review if may_see else None

    # -- the form ---------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, form_url, extra_context)
        saved = getattr(request, "saved_page", None)
        return _done(response, saved) if saved else response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if page := page_from(request.POST.get("_page")):
            Autosave.objects.filter(user=staff(request), page=page).delete()
            # Only a script keeps a copy, and only a script takes the cookie away again.
            request.saved_page = page if "_copy" in request.POST else None  # type: ignore[attr-defined]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Adds `watch`, what the scripts need, and `offers`, the unsaved texts of this person."""
        review = context.get("original")
        writes = review is None or self.has_change_permission(request, review)
        page = getattr(request, "page", None) or page_from(request.POST.get("_page")) or uuid4()
        others = come(staff(request), review) if review else []
        context["watch"] = {
            "page": page,
            "review": review.pk if review else "",
            "user": staff(request).pk,
            "writes": writes,
            "sentences": sentences(others, review, None) if review else [],
            "seen": self._seen_rows(request, context),
        }
        context["offers"] = offers(staff(request), review, page) if writes else []
        return super().render_change_form(request, context, *args, **kwargs)

    def _seen_rows(self, request: HttpRequest, context: dict[str, Any]) -> str:
        """The live rows that what is typed started from."""
        brought = getattr(request, "brought", None)
        if brought is not None and SEEN in brought:
            return brought[SEEN]
        formsets = [
            inline.formset
            for inline in context["inline_admin_formsets"]
            if type(inline.opts) in self.live_inlines
        ]
        return seen(formsets)


def _is_somebody_else(request: HttpRequest) -> bool:
    """Whether the page was opened by one person and asks in the name of another."""
    return request.POST.get("_user", str(staff(request).pk)) != str(staff(request).pk)


def _done(response: HttpResponse, page: UUID) -> HttpResponse:
    """Tell the browser that it need not keep its copy of that page any longer."""
    response.set_cookie(
        DONE_COOKIE.format(page=page),
        "1",
        max_age=COOKIE_SECONDS,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
