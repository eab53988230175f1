"""Reading a draft from the desk's form as it stands in the browser, without saving anything."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q
from django.http import HttpRequest

from reviews.desk.preview import Draft
from reviews.models.content import CONTENT_FIELDS
from reviews.models.review import AlsoAbout, Byline, Review
from reviews.models.tag import Tag

if TYPE_CHECKING:
    from reviews.desk.review_admin import ReviewAdmin

# What readers would see; a wrong moment of publication, say, is no reason to show nothing.
SHOWN = {*CONTENT_FIELDS, "tags", "published_at", "correction", NON_FIELD_ERRORS}


class TypedDraft:
    """The form and its rows as posted. `errors` are sentences, by field label; `draft` may be
    asked for when there are none."""

    def __init__(
        self, model_admin: ReviewAdmin, request: HttpRequest, review: Review | None
    ) -> None:
        change = review is not None
        form_class = model_admin.get_form(request, review, change=change)
        self.form: Any = form_class(request.POST, request.FILES, instance=review)
        self.form.is_valid()
        formsets, _inlines = model_admin._create_formsets(request, self.form.instance, change)
        self.rows = {formset.model: formset for formset in formsets}

    @property
    def errors(self) -> list[str]:
        told = [
            sentence if name == NON_FIELD_ERRORS else f"{self.form.fields[name].label}: {sentence}"
            for name, sentences in self.form.errors.items()
            if name in SHOWN
            for sentence in sentences
        ]
        for model in (Byline, AlsoAbout):
            formset = self.rows.get(model)
            if formset is not None and not formset.is_valid():
                told += formset.non_form_errors()
                told += [s for row in formset.errors for many in row.values() for s in many]
        return told

    @property
    def draft(self) -> Draft:
        cleaned = self.form.cleaned_data
        return Draft(
            self.form.instance,
            self._chosen(Byline, "author"),
            self._chosen(AlsoAbout, "film"),
            _tags(cleaned.get("tags") or []),
            correction=cleaned.get("correction") or "",
            tell_readers=bool(cleaned.get("tell_readers")),
        )

    def _chosen(self, model: type[Byline] | type[AlsoAbout], name: str) -> list[Any]:
        """What the rows name, in the order of their positions, without those taken out."""
        formset = self.rows.get(model)
        if formset is None:
            return []
        rows = [
            (form.cleaned_data.get("position") or 0, number, form.cleaned_data[name])
            for number, form in enumerate(formset.forms)
            if form.cleaned_data.get(name) and not form.cleaned_data.get("DELETE")
        ]
        return [chosen for _position, _number, chosen in sorted(rows, key=lambda row: row[:2])]


def _tags(names: list[str]) -> list[Tag]:
    """The tags of these names, those that are not there yet as they would be made."""
    if not names:
        return []
    known = Tag.objects.filter(reduce(or_, (Q(name__iexact=name) for name in names)))
    found = {tag.name.casefold(): tag for tag in known}
    return [found.get(name.casefold()) or _new_tag(name) for name in names]


def _new_tag(name: str) -> Tag:
    tag = Tag(name=name)
    tag.slug = tag.slugify(name) or "tag"
    return tag
