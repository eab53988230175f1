"""What the columns of a sheet mean. A row is known by its address, `slug`; empty, it is new.

Embargoes, credits, trailers and logins are no columns: they have ways of their own.
"""

from typing import Any

from django.utils.html import format_html
from import_export import fields, resources
from import_export.formats.base_formats import CSV
from import_export.widgets import Widget

from authors.models.author import Author
from moving.lists.sheets import FORMULA, harmless
from publishing.renames import renamed
from reviews.models.film import Film
from reviews.models.people import Person


class ExcelCSV(CSV):
    """CSV with the mark in front by which Excel knows UTF-8, and that it writes itself."""

    def export_data(self, dataset: Any, **kwargs: Any) -> str:
        return f"\ufeff{super().export_data(dataset, **kwargs)}"

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Any:
        return super().create_dataset(in_stream.removeprefix("\ufeff"), **kwargs)


class WordsWidget(Widget):
    """A list of plain words in one cell, with semicolons between them."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        words = [word.strip() for word in str(value or "").split(";")]
        return list(dict.fromkeys(word for word in words if word))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "; ".join(value or [])


class Diff(resources.Diff):
    """What would change, in plain marks: the package's carry styles that our policy bars."""

    def as_html(self) -> list[str]:
        return [_change(*pair) for pair in zip(self.left, self.right, strict=False)]


def _change(before: Any, after: Any) -> str:
    before, after = str(before or ""), str(after or "")
    if before == after:
        return format_html("{}", after)
    return format_html("<del>{}</del> <ins>{}</ins>", before, after)


class SheetResource(resources.ModelResource):
    """Rows pass the model's own checks; a row with a fault is told, and nothing is written."""

    class Meta:
        clean_model_instances = True
        import_id_fields = ("slug",)
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return Diff

    def export_resource(self, instance: Any, **kwargs: Any) -> list[Any]:
        """Cells that no spreadsheet computes. The package only cuts the sign off, for good."""
        return [harmless(value) for value in super().export_resource(instance, **kwargs)]

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """An apostrophe in front of a formula is our own export's; it is no part of the word."""
        for name, value in row.items():
            if isinstance(value, str) and value[:1] == "'" and value[1:].startswith(FORMULA):
                row[name] = value[1:]

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """A change counts as a save, so that whoever has the form open is told."""
        self._before = type(instance).objects.filter(pk=instance.pk).first()
        if self._before is not None:
            instance.version += 1

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        if self._before is not None:
            renamed(self._before, instance)


def _words(name: str) -> fields.Field:
    return fields.Field(attribute=name, column_name=name, widget=WordsWidget(), default=list)


class FilmResource(SheetResource):
    countries, languages, genres = _words("countries"), _words("languages"), _words("genres")

    class Meta(SheetResource.Meta):
        model = Film
        fields = (
            *("slug", "title", "original_title", "original_language", "year", "released_on"),
            *("runtime_minutes", "countries", "languages", "genres", "studio", "distributor"),
            *("synopsis", "imdb_id", "tmdb_id", "wikidata_id"),
        )


class PersonResource(SheetResource):
    class Meta(SheetResource.Meta):
        model = Person
        fields = ("slug", "name", "original_name", "imdb_id", "tmdb_id", "wikidata_id")


class AuthorResource(SheetResource):
    class Meta(SheetResource.Meta):
        model = Author
        fields = ("slug", "name", "bio", "bio_as_of", "website", "is_listed")
