"""Rows that readers see at once (recommendations), when two people have them on their forms.

They have no versions. Instead a form carries the rows as it was opened with, and a POST is put
onto the rows of now: what only she changed goes in, what only a colleague changed stays.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

# The hidden field with the rows as they were, by prefix, id and name.
SEEN = "_seen"
MOST_ROWS = 1000

Row = dict[str, str]


def rows_of(formset: Any) -> dict[str, Row]:
    """The saved rows of a formset as a browser would post them, by id."""
    rows = {}
    for form in formset.initial_forms:
        if form.instance.pk is not None:
            rows[str(form.instance.pk)] = {
                name: _raw(field, form.get_initial_for_field(field, name))
                for name, field in form.fields.items()
                if name not in _KEYS
            }
    return rows


def seen(formsets: Iterable[Any]) -> str:
    return json.dumps({formset.prefix: rows_of(formset) for formset in formsets})


def settle(post: QueryDict, formset: Any) -> list[str]:
    """Put the posted rows of an inline onto those saved by now; returns notes in words.

    `formset` is unbound and of now. Where both changed one field the saved one stays, and the
    note tells what was typed. A row that a colleague removed is gone unless it was changed here.
    """
    prefix, now = formset.prefix, rows_of(formset)
    total = post.get(f"{prefix}-TOTAL_FORMS", "")
    if not total.isdecimal() or int(total) > MOST_ROWS:
        return []
    before = _before(post, prefix)
    notes: list[str] = []
    old, new = [], []
    for number in range(int(total)):
        row = _posted(post, f"{prefix}-{number}-")
        key = row.get("id", "")
        if not key:
            new.append(row)
        elif key in now:
            old.append(_merged(row, before.get(key), now[key], notes))
        elif key in before and _is_changed(row, before[key]) and "DELETE" not in row:
            new.append({**row, "id": ""})
            notes.append(_("A row that a colleague removed is back, because you changed it."))
    _write(post, prefix, [*old, *new], len(old))
    return notes


_KEYS = {"id", "review", "DELETE"}


def _raw(field: Any, value: Any) -> str:
    shown = field.widget.format_value(field.prepare_value(value))
    if isinstance(shown, list | tuple):
        shown = shown[0] if shown else ""
    return "" if shown is None else str(shown)


def _before(post: QueryDict, prefix: str) -> dict[str, Row]:
    try:
        rows = json.loads(post.get(SEEN, "{}")).get(prefix, {})
    except (ValueError, AttributeError):
        return {}
    if not isinstance(rows, dict):
        return {}
    return {key: row for key, row in rows.items() if isinstance(row, dict)}


def _posted(post: QueryDict, start: str) -> Row:
    return {name.removeprefix(start): str(post[name]) for name in post if name.startswith(start)}


def _merged(row: Row, before: Row | None, now: Row, notes: list[str]) -> Row:
    if before is None:
        return row
    merged = dict(row)
    for name, saved in now.items():
        typed, was = row.get(name, ""), before.get(name, "")
        if _same(saved, was) or _same(typed, saved) or name == "position":
            continue
        merged[name] = saved
        if not _same(typed, was):
            words = {"field": name.replace("_", " "), "text": typed}
            notes.append(
                _("A colleague changed the same %(field)s; hers stays. You typed: “%(text)s”")
                % words
            )
    return merged


def _is_changed(row: Row, before: Row) -> bool:
    return any(not _same(row.get(name, ""), was) for name, was in before.items())


def _same(one: str, other: str) -> bool:
    """Browsers send line ends of their own."""
    return one.replace("\r\n", "\n").strip() == str(other).replace("\r\n", "\n").strip()


def _write(post: QueryDict, prefix: str, rows: list[Row], initial: int) -> None:
    for name in [name for name in post if name.startswith(f"{prefix}-")]:
        if name[len(prefix) + 1 :].split("-")[0].isdecimal():
            del post[name]
    for number, row in enumerate(rows):
        for name, value in row.items():
            post[f"{prefix}-{number}-{name}"] = value
    post[f"{prefix}-INITIAL_FORMS"] = str(initial)
    post[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
