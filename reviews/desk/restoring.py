"""Bringing an older text back into the desk's row: the whole, one field, or one change in it.

Nothing here reaches readers: what is restored is published like any other text. For bringing a
withdrawn piece back see the door.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from authors.models.author import Author
from publishing.merging import now_called, now_known_as
from publishing.slugs import validate_slug
from publishing.text_changes import with_change_taken, with_change_undone
from reviews.desk.merging import UNITS, merge, unit_of
from reviews.desk.words import label_of
from reviews.models.address import Address
from reviews.models.content import CONTENT_FIELDS
from reviews.models.film import Film
from reviews.models.review import AlsoAbout, Byline, Review
from reviews.models.revision import Revision
from reviews.models.tag import Tag
from reviews.revisions import SNAPSHOT_FIELDS, keep_base, keep_revision, snapshot

Snapshot = Mapping[str, Any]
LISTED: dict[str, tuple[type[models.Model], type[models.Model], str]] = {
    "bylines": (Byline, Author, "author"),
    "also_about": (AlsoAbout, Film, "film"),
}


class WordsMoved(Exception):
    """The same words were changed again since: bringing back the old ones would undo that."""


def one_change(old: Snapshot, new: Snapshot, name: str, number: int | None) -> dict[str, Any]:
    """`new` without what it changed of `old` in that field, or in one numbered part of it.

    IndexError when the field has no such part.
    """
    if number is not None:
        return {name: with_change_undone(str(old[name] or ""), str(new[name] or ""), number)}
    return {part: old[part] for part in UNITS[unit_of(name)] if part in old}


def one_change_taken(old: Snapshot, new: Snapshot, name: str, number: int | None) -> dict[str, Any]:
    """`old` with what `new` changed of it in that field, or in one numbered part of it."""
    if number is not None:
        return {name: with_change_taken(str(old[name] or ""), str(new[name] or ""), number)}
    return {part: new[part] for part in UNITS[unit_of(name)] if part in new}


def carry(review: Review, base: Snapshot, wanted: Snapshot, by: User, why: str) -> list[str]:
    """Carry what `wanted` changes of `base` into the desk's row, keeping every later edit.

    Returns notes in words. Raises WordsMoved, with nothing changed, when later edits are of the
    same words.
    """
    with transaction.atomic():
        review = _locked(review)
        merged = merge(base, wanted, snapshot(review))
        if merged.clashes:
            raise WordsMoved
        changed = {name: merged.data[name] for name in wanted if name in merged.data}
        return _put(review, changed, by, why, [])


def put_back(review: Review, data: Snapshot, by: User, why: str) -> list[str]:
    """Make the desk's row what `data` says, as far as that still exists; returns notes in words.

    Fields that `data` lacks stay as they are, unknown ones are named.
    """
    notes = []
    if unknown := sorted(map(str, data.keys() - {*SNAPSHOT_FIELDS, "version", "form"})):
        names = ", ".join(unknown)
        notes.append(_("Left out, because pieces have it no longer: %(names)s.") % {"names": names})
    if missing := [name for name in SNAPSHOT_FIELDS if name not in data]:
        names = ", ".join(map(label_of, missing))
        notes.append(_("Not in that version, so it stays as it is: %(names)s.") % {"names": names})
    with transaction.atomic():
        return _put(_locked(review), data, by, why, notes)


def _locked(review: Review) -> Review:
    return Review.objects.select_for_update(no_key=True, of=("self",)).get(pk=review.pk)


def _put(review: Review, data: Snapshot, by: User, why: str, notes: list[str]) -> list[str]:
    keep_base(review)
    before = snapshot(review)
    for name in CONTENT_FIELDS:
        if name in data:
            _put_value(review, name, data[name], notes)
    if "published_at" in data:
        _put_date(review, data["published_at"], notes)
    _fit_rating(review, notes)
    for name in LISTED:
        if name in data:
            _put_list(review, name, data[name], notes)
    if "tags" in data:
        _put_tags(review, data["tags"], notes)
    review.save()
    if snapshot(review) == before:
        notes.append(_("Nothing had to be changed: the text is the same."))
        return notes
    review.version += 1
    review.save(update_fields=["version"])
    keep_revision(review, by, kind=Revision.Kind.RESTORE, why=" ".join([why, *notes]))
    return notes


def _put_value(review: Review, name: str, value: Any, notes: list[str]) -> None:
    field: Any = Review._meta.get_field(name)
    if field.is_relation:
        if isinstance(value, int):
            value = now_known_as(field.related_model, value)
        if value is not None and not _exists(field.related_model, value):
            notes.append(_("%(field)s is left empty: it was deleted.") % {"field": label_of(name)})
            value = None
        setattr(review, field.attname, value)
        return
    try:
        value = field.clean(field.to_python(value if value is not None else _empty(field)), review)
        if name == "slug" and value:
            _check_address(review, value)
    except (ValidationError, TypeError, ValueError, ArithmeticError) as refusal:
        reason = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else ""
        words = {"field": label_of(name), "reason": reason}
        notes.append(_("%(field)s stays as it is. %(reason)s").strip() % words)
        return
    # Once published a piece has an address; a text from before then does not take it away.
    if value or name != "slug":
        setattr(review, name, value)


def _empty(field: Any) -> Any:
    return None if field.null else ""


def _exists(model: Any, pk: Any) -> bool:
    try:
        return model._default_manager.filter(pk=pk).exists()
    except (TypeError, ValueError, OverflowError):
        return False


def _check_address(review: Review, slug: str) -> None:
    validate_slug(slug)
    owner = Address.objects.filter(slug=slug).exclude(review=review).select_related("review")
    if taken := owner.first():
        raise ValidationError(
            _("“%(piece)s” has this address now."), params={"piece": taken.review}, code="taken"
        )


def _put_date(review: Review, value: Any, notes: list[str]) -> None:
    try:
        moment = parse_datetime(value) if value else None
    except (TypeError, ValueError):
        moment = None
    # A moment without a zone is nobody's; one that lies ahead is what Schedule is for.
    is_lost = value and (moment is None or timezone.is_naive(moment))
    if is_lost or (moment and moment > timezone.now()):
        words = {"field": label_of("published_at")}
        notes.append(_("%(field)s stays as it is.") % words)
        return
    if moment or review.published_version is None:
        review.published_at = moment


def _fit_rating(review: Review, notes: list[str]) -> None:
    if review.rating is None or not review.rating_out_of:
        return
    if review.rating > review.rating_out_of:
        review.rating = None
        notes.append(_("The rating is left empty: it is more than its scale."))


def _put_list(review: Review, name: str, value: Any, notes: list[str]) -> None:
    row_model, target_model, field = LISTED[name]
    ids = [pk for pk in value if isinstance(pk, int)] if isinstance(value, list) else []
    wanted = list(dict.fromkeys(now_known_as(target_model, pk) for pk in ids))
    there = [pk for pk in wanted if _exists(target_model, pk)]
    if len(there) < len(wanted):
        words = {"field": label_of(name), "count": len(wanted) - len(there)}
        notes.append(_("%(field)s: %(count)d deleted since, left out.") % words)
    rows = row_model._default_manager.filter(review=review)
    if list(rows.values_list(f"{field}_id", flat=True)) == there:
        return
    rows.delete()
    row_model._default_manager.bulk_create(
        row_model(review=review, position=place, **{f"{field}_id": pk})
        for place, pk in enumerate(there)
    )


def _put_tags(review: Review, value: Any, notes: list[str]) -> None:
    names = [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
    longest = Tag._meta.get_field("name").max_length
    fitting = [name for name in names if name.strip() and len(name) <= longest]
    if not isinstance(value, list) or len(fitting) < len(value):
        notes.append(_("A tag that cannot be one is left out."))
    review.tags.set([now_called(Tag, name) for name in fitting])
