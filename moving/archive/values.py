"""Values of a row as ours, or a sentence why they are none; and ours as the archive writes them."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

# PostgreSQL keeps no null byte, UTF-8 no half of a pair.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Fault(ValueError):
    """A row cannot be taken; the message is a sentence."""


def text(row: Mapping[str, Any], key: str, default: str = "") -> str:
    """A string, numbers included. White space at its ends goes, which no form keeps either."""
    value = row.get(key, default)
    if value is None:
        return default
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise Fault(_("“%(key)s” must be text.") % {"key": key})
    if UNSTORABLE.search(value):
        raise Fault(_("“%(key)s” holds a character that is none.") % {"key": key})
    return value.strip()


def needed(row: Mapping[str, Any], key: str) -> str:
    if not (value := text(row, key)):
        raise Fault(_("“%(key)s” is missing.") % {"key": key})
    return value


def words(row: Mapping[str, Any], key: str) -> list[str]:
    """A list of strings, none empty, none twice."""
    value = row.get(key) or []
    if isinstance(value, str) or not isinstance(value, list):
        raise Fault(_("“%(key)s” must be a list of texts.") % {"key": key})
    found = [text({key: word}, key) for word in value]
    return list(dict.fromkeys(word for word in found if word))


def rows(row: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = row.get(key) or []
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise Fault(_("“%(key)s” must be a list of objects.") % {"key": key})
    return value


def flag(row: Mapping[str, Any], key: str, default: bool = False) -> bool:
    value = row.get(key, default)
    if not isinstance(value, bool):
        raise Fault(_("“%(key)s” must be true or false.") % {"key": key})
    return value


def whole(row: Mapping[str, Any], key: str) -> int | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    try:
        number = int(str(value))
    except ValueError:
        raise Fault(_("“%(key)s” must be a whole number.") % {"key": key}) from None
    if not 0 <= number < 2**31:
        raise Fault(_("“%(key)s” is no number that fits.") % {"key": key})
    return number


def decimal(row: Mapping[str, Any], key: str) -> Decimal | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise Fault(_("“%(key)s” must be a number.") % {"key": key}) from None
    if not number.is_finite():
        raise Fault(_("“%(key)s” must be a number.") % {"key": key})
    return number


def day(row: Mapping[str, Any], key: str) -> date | None:
    if not (value := text(row, key)):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Fault(
            _("“%(key)s” must be a day such as 2013-03-29, not “%(value)s”.")
            % {"key": key, "value": value[:40]}
        ) from None


def moment(row: Mapping[str, Any], key: str, zone: ZoneInfo) -> datetime | None:
    """An instant in UTC. One without a zone is told in `zone`; a mere day means its noon."""
    if not (value := text(row, key)):
        return None
    try:
        if len(value) == len("2013-03-29"):
            found = datetime.combine(date.fromisoformat(value), time(12))
        else:
            found = datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Fault(
            _("“%(key)s” must be a moment such as 2013-03-29T12:00:00Z, not “%(value)s”.")
            % {"key": key, "value": value[:40]}
        ) from None


def checked(instance: models.Model, fields: Iterable[str]) -> None:
    """Hold the values of some fields against the model's own rules; raises Fault.

    Not relations: their numbers come from us, or in a rehearsal are not there yet.
    """
    faults = []
    for name in fields:
        field = instance._meta.get_field(name)
        value = getattr(instance, field.attname)  # type: ignore[union-attr]
        is_left_out = value in (None, "") and field.blank  # type: ignore[union-attr]
        if is_left_out or field.is_relation:
            continue
        try:
            field.clean(value, instance)  # type: ignore[union-attr]
        except ValidationError as error:
            faults.append(f"{name}: {' '.join(error.messages)}")
    if faults:
        raise Fault(" ".join(faults))


def as_moment(value: datetime | None) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else ""


def as_day(value: date | None) -> str:
    return value.isoformat() if value else ""


def as_number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
