"""A posted form made from an older version of a piece, put onto the version saved by now.

Reads what was typed, merges it as values (merging.py), and writes the result back as a POST that
a form of the present version could have sent: the admin then checks and saves it as any other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from reviews.desk.merging import UNITS, Clash, merge
from reviews.models.review import Review
from reviews.revisions import LISTS, SNAPSHOT_FIELDS, snapshot

Snapshot = Mapping[str, Any]

# The inlines that are text: name of the list, which is the prefix too, and field of its rows.
ROWS = {"bylines": "author", "also_about": "film"}
MOST_ROWS = 1000


@dataclass
class Rebased:
    """`post` for the present version, without the units that clash.

    `typed` is everything as a snapshot. `mine` and `theirs` name the units that came from each
    side; `choices` holds for each clash the raw fields that each choice would post.
    """

    post: QueryDict
    typed: dict[str, Any]
    mine: list[str]
    theirs: list[str]
    clashes: dict[str, Clash] = field(default_factory=dict)
    choices: dict[str, dict[str, dict[str, list[str]]]] = field(default_factory=dict)


def rebase(
    post: QueryDict, form: forms.ModelForm, base: Snapshot, present: Review, rows: Iterable[str]
) -> Rebased:
    """Merge `post`, which `form` has read, from `base` onto the saved row.

    `rows` names the lists that this person may change on the form.
    """
    theirs = snapshot(present)
    typed = typed_snapshot(post, form, rows)
    merged = merge(base, typed, theirs)
    result = Rebased(post.copy(), typed, merged.mine, merged.theirs, merged.clashes)
    for unit in merged.theirs:
        for name in UNITS[unit]:
            if unit in merged.clashes:
                _set_apart(result, form, unit, name)
            elif name in ROWS:
                _post_rows(result.post, name, present, merged.data[name])
            elif name in form.fields:
                _post_value(result.post, form, name, merged.data[name])
    result.post["version"] = str(present.version)
    return result


def typed_snapshot(post: QueryDict, form: forms.ModelForm, rows: Iterable[str]) -> dict[str, Any]:
    """What was typed, as a snapshot; where it cannot be read, as it was typed."""
    typed: dict[str, Any] = {}
    form.full_clean()
    for name in SNAPSHOT_FIELDS:
        if name in form.fields:
            is_read = name not in form.errors and name in form.cleaned_data
            typed[name] = _plain(form.cleaned_data[name] if is_read else form[name].data)
    for name in rows:
        if (listed := _typed_rows(post, name)) is not None:
            typed[name] = listed
    return typed


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def _typed_rows(post: QueryDict, prefix: str) -> list[Any] | None:
    """The ids in the rows of an inline, in order; None when the form had no such inline."""
    total = post.get(f"{prefix}-TOTAL_FORMS", "")
    if not total.isdecimal():
        return None
    rows = []
    for number in range(min(int(total), MOST_ROWS)):
        row = f"{prefix}-{number}"
        value = post.get(f"{row}-{ROWS[prefix]}", "").strip()
        if not value or post.get(f"{row}-DELETE"):
            continue
        position = post.get(f"{row}-position", "")
        place = int(position) if position.isdecimal() and len(position) < 10 else number
        rows.append((place, number, int(value) if value.isdecimal() else value))
    return list(
        dict.fromkeys(value for _place, _number, value in sorted(rows, key=lambda r: r[:2]))
    )


def _post_rows(post: QueryDict, prefix: str, present: Review, wanted: list[Any]) -> None:
    """Write an inline's rows anew: those saved by now, in their places, then the new ones."""
    if f"{prefix}-TOTAL_FORMS" not in post:
        return
    for key in [
        key for key in post if key.startswith(f"{prefix}-") and key[len(prefix) + 1].isdigit()
    ]:
        del post[key]
    saved = list(getattr(present, prefix).values_list("pk", f"{ROWS[prefix]}_id", "position"))
    places = _places(wanted, {target: position for _pk, target, position in saved})
    new = [target for target in wanted if target not in {target for _pk, target, _p in saved}]
    rows = [(pk, target, position) for pk, target, position in saved]
    rows += [("", target, None) for target in new]
    for number, (pk, target, position) in enumerate(rows):
        row = f"{prefix}-{number}"
        post[f"{row}-id"], post[f"{row}-review"] = str(pk), str(present.pk)
        post[f"{row}-{ROWS[prefix]}"] = str(target)
        post[f"{row}-position"] = str(places.get(target, position))
        if target not in wanted:
            post[f"{row}-DELETE"] = "on"
    post[f"{prefix}-INITIAL_FORMS"] = str(len(saved))
    post[f"{prefix}-TOTAL_FORMS"] = str(len(rows))


def _places(wanted: list[Any], saved: Mapping[Any, int]) -> dict[Any, int]:
    """Positions that rise in this order and change no saved one without need."""
    places: dict[Any, int] = {}
    last = -1
    for target in wanted:
        kept = saved.get(target)
        last = kept if kept is not None and kept > last else last + 1
        places[target] = last
    return places


def raw_names(form: forms.ModelForm, name: str) -> list[str]:
    """The names under which a browser posts that field."""
    widget = form.fields[name].widget
    if isinstance(widget, forms.MultiWidget):
        suffixes: list[str] = widget.widgets_names  # type: ignore[attr-defined]
        return [f"{form.add_prefix(name)}{suffix}" for suffix in suffixes]
    return [form.add_prefix(name)]


def _raw_values(form: forms.ModelForm, name: str, value: Any) -> dict[str, list[str]]:
    """What a browser would post for that value of a snapshot."""
    widget = form.fields[name].widget
    if isinstance(widget, forms.MultiWidget):
        moment = parse_datetime(value) if isinstance(value, str) else None
        parts = widget.decompress(moment) or []
        texts = [
            "" if part is None else str(one.format_value(part))
            for one, part in zip(widget.widgets, parts, strict=True)
        ]
    elif name in LISTS:
        texts = [", ".join(map(str, value or []))]
    else:
        texts = ["" if value is None else str(value)]
    return {raw: [text] for raw, text in zip(raw_names(form, name), texts, strict=True)}


def _post_value(post: QueryDict, form: forms.ModelForm, name: str, value: Any) -> None:
    for raw, texts in _raw_values(form, name, value).items():
        post.setlist(raw, texts)


def _set_apart(result: Rebased, form: forms.ModelForm, unit: str, name: str) -> None:
    """Take a clashing field out of the POST and note what each choice would put there."""
    if name not in form.fields:
        return
    choices = result.choices.setdefault(unit, {"mine": {}, "theirs": {}})
    clash = result.clashes[unit]
    choices["theirs"] |= _raw_values(form, name, clash.theirs[name])
    typed = {raw: result.post.getlist(raw) for raw in raw_names(form, name)}
    is_as_typed = clash.mine[name] == result.typed[name]
    choices["mine"] |= typed if is_as_typed else _raw_values(form, name, clash.mine[name])
    for raw in raw_names(form, name):
        result.post.pop(raw, None)
