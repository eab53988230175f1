"""The audit log at the desk: to search and to take away, for nobody to change."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from publishing.models.audit_entry import AuditEntry
from publishing.moments import told

COLUMNS = (
    *("at", "kind", "by_name", "address", "target_model", "target_id", "target_name"),
    *("sentence", "before", "after"),
)
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin):
    """Nobody changes or deletes an entry, a superuser neither."""

    list_display = ("moment", "kind", "by_name", "address", "target_name", "sentence")
    list_display_links = ("moment",)
    list_filter = ("kind", ("at", admin.DateFieldListFilter))
    search_fields = ("by_name", "address", "target_name", "sentence")
    search_help_text = _("A name, an address, or a word of what was done.")
    show_full_result_count = False
    list_per_page = 50
    change_list_template = "publishing/desk/audit_list.html"
    fields = ("moment", "kind", "by_name", "address", "target_name", "sentence", "changed")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("when"), ordering="at")
    def moment(self, entry: AuditEntry) -> str:
        return told(entry.at)

    @admin.display(description=_("before and after"))
    def changed(self, entry: AuditEntry) -> str:
        names = dict.fromkeys([*entry.before, *entry.after])
        rows = [(name, _words(entry.before, name), _words(entry.after, name)) for name in names]
        if not rows:
            return "–"
        return format_html(
            '<table class="changes"><tr><th></th><th>{}</th><th>{}</th></tr>{}</table>',
            *(_("before"), _("after")),
            format_html_join("", "<tr><th>{}</th><td>{}</td><td>{}</td></tr>", rows),
        )

    def get_urls(self) -> list[URLPattern]:
        export = path(
            "export/",
            self.admin_site.admin_view(self.export),
            name="publishing_auditentry_export",
        )
        return [export, *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """CSV of what the list shows under the same search and filters, in UTC."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        entries = self.get_changelist_instance(request).get_queryset(request)
        name = f"audit-{timezone.now():%Y-%m-%d}.csv"
        return StreamingHttpResponse(
            _rows(entries),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class _Line:
    """What csv.writer writes into: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _rows(entries: Any) -> Iterator[str]:
    writer: Any = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for entry in entries.iterator(chunk_size=500):
        yield writer.writerow([_cell(getattr(entry, column)) for column in COLUMNS])


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
    elif hasattr(value, "isoformat"):
        value = value.isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _words(values: dict[str, Any], name: str) -> str:
    value = values.get(name, "")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
