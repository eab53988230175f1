"""Where a picture is used: by relation, which is found by itself, or within a text.

Apps above tell in `AppConfig.ready` which of their texts hold pictures, and for rows without a
page of their own at the desk (a trailer, an edition) which row stands for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pictures.models.picture import Picture
from pictures.models.rendition import Rendition

_texts: dict[str, tuple[str, ...]] = {}
_stands_for: dict[str, str] = {}
IN_THE_TEXT = gettext_lazy("in the text")


def texts_show_pictures(label: str, *fields: str) -> None:
    """Say that these fields of a model hold texts with `figure[data-picture]` in them."""
    _texts[label] = fields


def told_as(label: str, relation: str) -> None:
    """Say that rows of a model are told as the row that `relation` leads to."""
    _stands_for[label] = relation


@dataclass(frozen=True)
class Use:
    """One place. `permission` is what one needs to follow `url`, which may be empty."""

    what: str
    title: str
    url: str
    permission: str

    def __str__(self) -> str:
        return _("%(what)s: “%(title)s”") % {"what": self.what.capitalize(), "title": self.title}


def uses_of(picture: Picture) -> list[Use]:
    """Return every place, each once, in the order of the models."""
    return list(dict.fromkeys(_uses(picture)))


def _uses(picture: Picture) -> Iterator[Use]:
    for relation in Picture._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not (relation.one_to_many and relation.auto_created) or model is Rendition:
            continue
        field = relation.field  # type: ignore[union-attr]
        for row in _rows(model, **{field.name: picture.pk}):
            yield _use(str(field.verbose_name), row)
    for label, fields in _texts.items():
        for field_name in fields:
            figure = f'data-picture="{picture.pk}"'
            for row in _rows(apps.get_model(label), **{f"{field_name}__contains": figure}):
                yield _use(str(IN_THE_TEXT), row)


def _rows(model: type[models.Model], **found_by: Any) -> models.QuerySet[Any]:
    rows = model._base_manager.filter(**found_by)
    relation = _stands_for.get(model._meta.label_lower)
    return rows.select_related(relation) if relation else rows


def _use(what: str, row: models.Model) -> Use:
    home = getattr(row, _stands_for.get(row._meta.label_lower, ""), row)
    options = home._meta
    try:
        url = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[home.pk])
    except NoReverseMatch:
        url = ""
    permission = f"{options.app_label}.view_{options.model_name}"
    return Use(what, str(home), url, permission)
