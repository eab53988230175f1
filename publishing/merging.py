"""Making one of two rows that mean the same, without losing what hangs on either.

Every relation that leads to the row that goes is turned to the one that stays, whichever app it
belongs to. An app that pressed names into something of its own follows as it follows a renaming
(publishing/renames.py), and says in `AppConfig.ready` what may be merged and what must be locked:
`mergeable(Model, hold=…, after=…)`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _

from publishing.log import Kind, record
from publishing.models.merged import Merged
from publishing.renames import renamed

Row = Any
Hold = Callable[[Row, Row], None]
After = Callable[[Row, Row, User | None], None]
# Its identity, and what is carried over by acts of its own.
NEVER_FILLED = {"id", "slug", "version", "embargo_until"}


@dataclass(frozen=True)
class Rules:
    """`hold` locks what an act of merging touches; `after` does what only the app knows of."""

    hold: Hold
    after: After


_rules: dict[type[models.Model], Rules] = {}


def mergeable(model: type[models.Model], *, hold: Hold, after: After = lambda *_: None) -> None:
    _rules[model] = Rules(hold, after)


def is_mergeable(model: type[models.Model]) -> bool:
    return model in _rules


def now_known_as(model: type[models.Model], pk: int) -> int:
    """The id that an old one means now: its own, unless the row was merged into another."""
    found = Merged.objects.filter(model=model._meta.label, old_id=pk).first()
    return found.into_id if found else pk


def now_called(model: type[models.Model], name: str) -> str:
    """The name that an old one means now, for what is named and not numbered: tags."""
    found = Merged.objects.filter(model=model._meta.label, name__iexact=name).last()
    row = model._default_manager.filter(pk=found.into_id).first() if found else None
    return str(row) if row else name


def what_moves(row: Row) -> list[tuple[str, int]]:
    """What hangs on a row, in words with their number; only what there is."""
    counts: dict[str, int] = {}
    for model, name in relations_to(type(row)):
        number = model._base_manager.filter(**{name: row}).count()
        if number:
            words = str(model._meta.verbose_name_plural)
            counts[words] = counts.get(words, 0) + number
    return sorted(counts.items())


def merge(goes: Row, stays: Row, by: User | None) -> None:
    """Turn everything of `goes` to `stays`, fill the fields empty there, and take it away.

    Its address leads to the other from now on. In one transaction.
    """
    model = type(goes)
    if model is not type(stays) or goes.pk == stays.pk:
        raise ValueError("Two different rows of one model are merged.")
    with transaction.atomic():
        _rules[model].hold(goes, stays)
        goes, stays = model._base_manager.get(pk=goes.pk), model._base_manager.get(pk=stays.pk)
        before, fields = model._base_manager.get(pk=goes.pk), _as_json(goes)
        for related, name in relations_to(model):
            _move(related, name, goes, stays)
        _move_generic(goes, stays)
        Merged.objects.filter(model=model._meta.label, into_id=goes.pk).update(into_id=stays.pk)
        Merged.objects.create(
            model=model._meta.label,
            old_id=goes.pk,
            into_id=stays.pk,
            name=str(goes)[:250],
            fields=fields,
            by=by,
        )
        goes.delete()
        filled = _fill(stays, before)
        renamed(before, stays)
        _rules[model].after(before, stays, by)
        sentence = _("Merged “%(goes)s” into “%(stays)s”.") % {"goes": before, "stays": stays}
        record(by, stays, sentence, Kind.MERGE, before=fields, after={"filled": filled})


def relations_to(model: type[models.Model]) -> Iterator[tuple[Any, str]]:
    """Every foreign key that leads to `model`, as (its model, its name); hidden ones too."""
    fields: list[Any] = list(model._meta.get_fields(include_hidden=True))
    for field in fields:
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one):
            yield field.related_model, field.field.name


def _move(model: Any, name: str, goes: Row, stays: Row) -> None:
    rows = model._base_manager.filter(**{name: goes})
    alone = [names for names in _unique_together(model) if name in names]
    if not alone:
        rows.update(**{name: stays})
        return
    for row in rows:
        twin = _twin(model, row, name, stays, alone)
        if twin is None:
            model._base_manager.filter(pk=row.pk).update(**{name: stays})
            continue
        if hasattr(twin, "position") and row.position < twin.position:
            model._base_manager.filter(pk=twin.pk).update(position=row.position)
        row.delete()


def _twin(model: Any, row: Row, name: str, stays: Row, alone: list[tuple[str, ...]]) -> Row | None:
    """The row that says the same of the one that stays already, if there is one."""
    for names in alone:
        same = {other: getattr(row, other) for other in names if other != name}
        if found := model._base_manager.filter(**same, **{name: stays}).first():
            return found
    return None


def _unique_together(model: type[models.Model]) -> list[tuple[str, ...]]:
    constraints = [
        tuple(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    single = [(field.name,) for field in model._meta.local_concrete_fields if field.unique]
    return [*constraints, *map(tuple, model._meta.unique_together), *single]


def _move_generic(goes: Row, stays: Row) -> None:
    """What names its target by kind and id: old addresses, things brought in, the history."""
    content_type = ContentType.objects.get_for_model(goes)
    for model in apps.get_models():
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                rows = {field.ct_field: content_type, field.fk_field: goes.pk}
                model._base_manager.filter(**rows).update(**{field.fk_field: stays.pk})
    history = LogEntry.objects.filter(content_type=content_type, object_id=str(goes.pk))
    history.update(object_id=str(stays.pk))


def _fill(stays: Row, before: Row) -> list[str]:
    """Take over what is empty on the row that stays; returns the names of the fields."""
    filled = []
    for field in stays._meta.concrete_fields:
        if field.name in NEVER_FILLED or field.primary_key:
            continue
        mine, other = getattr(stays, field.attname), getattr(before, field.attname)
        if mine in (None, "", [], {}) and other not in (None, "", [], {}):
            setattr(stays, field.attname, other)
            filled.append(field.name)
    if hasattr(stays, "version"):
        stays.version += 1  # a form that is open now was made from an older row
    stays.save()
    return filled


def _as_json(row: Row) -> dict[str, Any]:
    """All fields by name, as JSON can hold them."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    encoder = DjangoJSONEncoder()
    return {
        name: value
        if isinstance(value, str | int | float | bool | list | dict | None)
        else encoder.default(value)
        for name, value in values.items()
    }
