"""The last word on lists of lower apps that get something of ours: sheets and exports."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import XLSX

import reviews.admin  # noqa: F401 - registers first, and we after it
from authors.admin import AuthorAdmin
from authors.models.author import Author
from moving.desk.move_admin import export_chosen
from moving.spreadsheets.resources import AuthorResource, ExcelCSV, FilmResource, PersonResource
from publishing.desk.staff import staff
from recommendations.admin import PieceAdmin
from reviews.desk.film_admin import FilmAdmin
from reviews.desk.people_admin import PersonAdmin
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.review import Review


class SheetMixin(ImportExportMixin):
    """Import and export of a whole list, for those who may change any row of it.

    Nothing is written before the preview has been confirmed, and nothing at all while a row has
    a fault.
    """

    import_formats = (ExcelCSV, XLSX)
    export_formats = (ExcelCSV,)
    skip_export_form = True  # its page carries styles that our policy bars

    def has_import_permission(self, request: HttpRequest) -> bool:
        opts = self.opts
        verbs = ("add", "change")
        return staff(request).has_perms(f"{opts.app_label}.{v}_{opts.model_name}" for v in verbs)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_import_permission(request)


admin.site.unregister([Author, Film, Person, Review])


@admin.register(Author)
class AuthorSheetAdmin(SheetMixin, AuthorAdmin):
    resource_classes: Any = [AuthorResource]


@admin.register(Film)
class FilmSheetAdmin(SheetMixin, FilmAdmin):
    resource_classes: Any = [FilmResource]


@admin.register(Person)
class PersonSheetAdmin(SheetMixin, PersonAdmin):
    resource_classes: Any = [PersonResource]


@admin.register(Review)
class ExportingPieceAdmin(PieceAdmin):
    """Exports of chosen pieces stand in the list, beside its own acts."""

    actions = [*PieceAdmin.actions, export_chosen]

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Exports hold whole texts, drafts among them."""
        return staff(request).has_perms(["moving.export_pieces", "reviews.edit_any_review"])
