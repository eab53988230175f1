"""Two people's texts of one piece made into one: field by field, and prose by sentence.

Works on snapshots (reviews/revisions.py): what somebody started from, what she made of it, and
what is saved by now. Not for the live text, which the door corrects word by word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django.db.models import CharField
from django.utils.dateparse import parse_datetime

from publishing.markup import clean_html
from publishing.text_merge import merge_sentences
from reviews.models.review import Review
from reviews.publish.text import MERGED_AS_TEXT, RATING
from reviews.revisions import LISTS, SNAPSHOT_FIELDS

Snapshot = Mapping[str, Any]

# What is taken or left together: a number on another's scale would say what nobody said.
UNITS = {
    **{name: (name,) for name in SNAPSHOT_FIELDS if name not in RATING},
    "rating": RATING,
}


def unit_of(name: str) -> str:
    return "rating" if name in RATING else name


@dataclass
class Clash:
    """A unit that both sides changed differently, with the values that each choice would save.

    In prose both hold what does not clash of either side: they differ in the clashing sentences.
    """

    mine: dict[str, Any]
    theirs: dict[str, Any]


@dataclass
class Merged:
    """`data` holds theirs where both clash; `taken` names the units that came from each side."""

    data: dict[str, Any]
    clashes: dict[str, Clash] = field(default_factory=dict)
    mine: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)


def merge(base: Snapshot, mine: Snapshot, theirs: Snapshot) -> Merged:
    """Carry what `mine` changed of `base` over into `theirs`. Fields that `mine` lacks stay."""
    merged = Merged(dict(theirs))
    for unit, names in UNITS.items():
        if not set(names) <= mine.keys():
            continue
        is_mine = differ(names, base, mine)
        is_theirs = differ(names, base, theirs)
        if is_mine and not differ(names, mine, theirs):
            continue
        if is_mine:
            merged.mine.append(unit)
        if is_theirs:
            merged.theirs.append(unit)
        if is_mine and not is_theirs:
            merged.data.update({name: mine[name] for name in names})
        elif is_mine:
            _meet(merged, unit, base, mine, theirs)
    return merged


def differ(names: tuple[str, ...], one: Snapshot, other: Snapshot) -> bool:
    return any(comparable(name, one) != comparable(name, other) for name in names)


def comparable(name: str, data: Snapshot) -> Any:
    """The value such that two of them are equal when a person would call them the same.

    The form shows no seconds and a row may say 4 or 4.0; tags are the same in any letters.
    """
    value = data.get(name)
    if name == "tags":
        return sorted(str(tag).casefold() for tag in value or [])
    if name in LISTS:
        return list(map(str, value or []))
    if value in (None, ""):
        return ""
    if name == "rating":
        try:
            return Decimal(str(value)).normalize()
        except InvalidOperation:
            return str(value)
    if name == "published_at":
        moment = _moment(value)
        return moment.replace(second=0, microsecond=0) if moment else str(value)
    return str(value)


def _moment(value: Any) -> Any:
    try:
        return parse_datetime(str(value))
    except ValueError:
        return None


def _meet(merged: Merged, unit: str, base: Snapshot, mine: Snapshot, theirs: Snapshot) -> None:
    """Both sides changed the unit: put both changes together, or note the clash."""
    if unit in LISTS:
        lists = (data.get(unit) or [] for data in (base, mine, theirs))
        merged.data[unit] = merge_lists(*lists)
        return
    names = UNITS[unit]
    texts: list[Any] = [data.get(unit) for data in (base, mine, theirs)]
    if unit in MERGED_AS_TEXT and all(isinstance(text, str) for text in texts):
        ours, sound = _merged_text(unit, *texts)
        if sound:
            merged.data[unit] = ours
            return
        if unit == "body":
            # Each side's choice keeps what does not clash of the other's.
            other, _sound = _merged_text(unit, texts[0], texts[2], texts[1])
            merged.clashes[unit] = Clash({unit: other}, {unit: ours})
            merged.data[unit] = ours
            return
    merged.clashes[unit] = Clash(
        {name: mine[name] for name in names}, {name: theirs[name] for name in names}
    )


def _merged_text(name: str, base: str, mine: str, theirs: str) -> tuple[str, bool]:
    result = merge_sentences(base, mine, theirs)
    text = clean_html(result.text) if name == "body" else result.text
    longest = cast(CharField, Review._meta.get_field(name)).max_length
    fits = longest is None or len(text) <= longest
    return (text if fits else theirs), fits and not result.clashes


def merge_lists(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    """Put together two changes of a list without repeats: nothing in it can clash.

    What either side took out is out, what either put in is in. The order is theirs, unless only
    mine was changed; a row of mine comes after the one that it was put behind.
    """
    if theirs == base:
        return list(mine)
    kept = [row for row in theirs if row in mine or row not in base]
    common = [row for row in base if row in mine and row in kept]
    if [row for row in kept if row in common] == common:
        in_my_order = iter([row for row in mine if row in common])
        kept = [next(in_my_order) if row in common else row for row in kept]
    for place, row in enumerate(mine):
        if row in base or row in kept:
            continue
        before = [kept.index(earlier) for earlier in mine[:place] if earlier in kept]
        kept.insert(max(before, default=-1) + 1, row)
    return kept
