"""Who did what, on record: in the audit log, and in the history of what it was done to."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.contenttypes.models import ContentType
from django.db import models

from publishing.client_address import acting_address
from publishing.models.audit_entry import AuditEntry

Kind = AuditEntry.Kind


def audit(
    kind: str,
    sentence: str,
    *,
    by: User | AnonymousUser | None = None,
    by_name: str = "",
    target: models.Model | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one entry of the audit log, in the caller's transaction.

    `by` may be nobody: commands and refused strangers are on record too, the latter with the
    name they gave. Null bytes and what is longer than a name are cut off.
    """
    person = by if isinstance(by, User) else None
    return AuditEntry.objects.create(
        kind=kind,
        sentence=sentence.strip(),
        by=person,
        by_name=_short(person.get_username() if person else by_name, 150),
        address=acting_address(),
        target_model=target._meta.label if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_name=_short(str(target), 200) if target is not None else "",
        before=before or {},
        after=after or {},
    )


def record(
    by: User | None,
    target: models.Model,
    sentence: str,
    kind: str = Kind.PUBLICATION,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Put what a person did to `target` on record, in the audit log and in its own history.

    Acts of nobody in particular (imports, commands) leave no entry for each thing: an import
    tells of itself once, by `audit`.
    """
    if by is None:
        return
    audit(kind, sentence, by=by, target=target, before=before, after=after)
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(target),
        object_id=str(target.pk),
        object_repr=str(target)[:200],
        action_flag=CHANGE,
        change_message=sentence.strip(),
    )


def _short(text: str, length: int) -> str:
    return text.replace("\x00", "")[:length]
