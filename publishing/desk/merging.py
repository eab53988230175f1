"""The pages on which two rows become one: which, what moves, and then by a button of its own."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from publishing.desk.staff import staff
from publishing.duplicates import likely_duplicates
from publishing.merging import is_mergeable, merge, what_moves

AT_MOST = 20


class MergingAdmin(admin.ModelAdmin):
    """Adds `<id>/merge/` and `duplicates/` for people who may change and delete such rows."""

    def may_merge(self, request: HttpRequest) -> bool:
        app, name = self.opts.app_label, self.opts.model_name
        wanted = [f"{app}.change_{name}", f"{app}.delete_{name}"]
        return is_mergeable(self.model) and request.user.has_perms(wanted)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/merge/", view(self.merge_view), name=f"{name}_merge"),
            path("duplicates/", view(self.duplicates_view), name=f"{name}_duplicates"),
            *super().get_urls(),
        ]

    def _address(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def _row(self, request: HttpRequest, pk: Any) -> Any:
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        return row

    def merge_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """`publishing/desk/merge.html`: without `into` with `candidates`, with it with `moves`."""
        if not self.may_merge(request):
            raise PermissionDenied
        goes = self._row(request, object_id)
        into = request.POST.get("into") or request.GET.get("into")
        stays = self._row(request, into) if into else None
        if stays is not None and stays.pk == goes.pk:
            stays = None
        if request.method == "POST" and stays is not None:
            try:
                merge(goes, stays, staff(request))
            except IntegrityError:
                messages.error(request, _("Somebody changed one of the two meanwhile. Try again."))
                return HttpResponseRedirect(request.get_full_path())
            words = {"goes": goes, "stays": stays}
            messages.success(request, _("“%(goes)s” is now “%(stays)s”.") % words)
            return HttpResponseRedirect(self._address("change", stays.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge “%(goes)s”") % {"goes": goes},
            "opts": self.opts,
            "goes": goes,
            "stays": stays,
            "moves": what_moves(goes) if stays else [],
            "candidates": [] if stays else self._candidates(request, goes),
            "query": request.GET.get("q", ""),
            "change_url": self._address("change", goes.pk),
        }
        return render(request, "publishing/desk/merge.html", context)

    def _candidates(self, request: HttpRequest, goes: Any) -> list[Any]:
        """What the search finds; before any search, what is likely the same."""
        query = request.GET.get("q", "").replace("\x00", "").strip()[:200]
        if not query:
            groups = [g for g in likely_duplicates(self.model) if any(r.pk == goes.pk for r in g)]
            alike = {row.pk: row for group in groups for row in group if row.pk != goes.pk}
            return list(alike.values())[:AT_MOST]
        found, _many = self.get_search_results(request, self.get_queryset(request), query)
        return list(found.exclude(pk=goes.pk).distinct()[:AT_MOST])

    def duplicates_view(self, request: HttpRequest) -> HttpResponse:
        """`publishing/desk/duplicates.html` with `groups` of (first, [(row, its merge page)])."""
        if not self.may_merge(request):
            raise PermissionDenied
        groups = [
            (
                first,
                self._address("change", first.pk),
                [(row, f"{self._address('merge', row.pk)}?into={first.pk}") for row in others],
            )
            for first, *others in likely_duplicates(self.model)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Likely the same"),
            "opts": self.opts,
            "groups": groups,
        }
        return render(request, "publishing/desk/duplicates.html", context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        address = self._address("duplicates") if self.may_merge(request) else ""
        return super().changelist_view(
            request, {"duplicates_url": address, **(extra_context or {})}
        )

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        is_offered = self.may_merge(request) and object_id.isdecimal()
        address = self._address("merge", object_id) if is_offered else ""
        kwargs["extra_context"] = {"merge_url": address, **(kwargs.get("extra_context") or {})}
        return super().change_view(request, object_id, *args, **kwargs)
