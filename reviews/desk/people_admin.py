"""People and tags at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from publishing.desk.erasing import ErasingAdmin
from publishing.desk.lists import BoundedList
from publishing.desk.merging import MergingAdmin
from publishing.desk.versioned import VersionedAdmin
from publishing.renames import renamed
from reviews.desk.finding import FindsNames
from reviews.models.people import Person
from reviews.models.tag import Tag
from reviews.publish.rename import person_saved


@admin.register(Person)
class PersonAdmin(ErasingAdmin, MergingAdmin, FindsNames, VersionedAdmin):
    list_display = ("name", "original_name")
    search_fields = ("name", "original_name")
    kind_of_name = "person"
    fields = ("name", "original_name", "slug", ("imdb_id", "tmdb_id", "wikidata_id"))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        person_saved(form.instance)


class TagForm(forms.ModelForm):
    """Tags are told apart without regard to case, here as in a piece's box."""

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = Tag.objects.exclude(pk=self.instance.pk)
        if "," in name:
            raise forms.ValidationError(_("A comma stands between two tags; leave it out."))
        if same := others.filter(name__iexact=name).first():
            raise forms.ValidationError(_("There is “%(tag)s” already.") % {"tag": same})
        return name


@admin.register(Tag)
class TagAdmin(MergingAdmin, BoundedList):
    form = TagForm
    list_display = ("name", "slug")
    search_fields = ("name",)
    fields = ("name", "slug", "description")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = Tag.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if before is not None:
            renamed(before, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A tag that a piece bears, or has borne in public, is renamed and not deleted."""
        if obj is None or obj.edition_tags.exists() or obj.desk_review_tags.exists():
            return False
        return super().has_delete_permission(request, obj)
