"""Erasing for good what may not be kept: a piece, or a person's data.

Not for withdrawing: what is erased comes back from backups alone, and those still hold it until
they are thrown away (docs/administrators.md). Apps say in `AppConfig.ready` how theirs is erased:
`erasable(Model, erase)`.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from publishing.log import Kind, audit
from publishing.models.audit_entry import AuditEntry
from publishing.models.erasure import Erasure
from publishing.models.kept_form import KeptForm
from publishing.models.merged import Merged

Erase = Callable[[Any], None]
_erasers: dict[type[models.Model], Erase] = {}
# Where a name stood that is not to be read any more.
WITHHELD = "—"


def erasable(model: type[models.Model], erase: Erase) -> None:
    """Register what erasing means for a row of `model`, beyond the record of it."""
    _erasers[model] = erase


def is_erasable(model: type[models.Model]) -> bool:
    return model in _erasers


def is_erased(row: models.Model) -> bool:
    return Erasure.objects.filter(model=row._meta.label, object_id=row.pk).exists()


def reason_told(label: str, pk: int) -> str | None:
    """What readers are told of an erased thing, "" for nothing; None when it is not erased."""
    found = Erasure.objects.filter(model=label, object_id=pk).values_list("public_reason")
    return found[0][0] if found else None


def told_reason(label: str, pk: str) -> models.Subquery:
    """The same as a part of another query, whose column `pk` holds the id."""
    erased = Erasure.objects.filter(model=label, object_id=models.OuterRef(pk))
    return models.Subquery(erased.values("public_reason")[:1])


def word_to_type(row: Any) -> str:
    """What is typed to confirm: the address or the login name, which cannot be hit by chance."""
    name = getattr(row, "slug", "") or getattr(row, "username", "")
    return name or f"{row._meta.model_name}-{row.pk}"


def erase(row: Any, by: User | None, reason: str, public_reason: str = "") -> None:
    """Erase what the row says and all that was kept of it, here and in the records.

    Raises ValidationError without a reason.
    """
    if not reason.strip():
        raise ValidationError(_("Say why it is erased: the audit log keeps the reason."))
    with transaction.atomic():
        _erasers[type(row)](row)
        Erasure.objects.update_or_create(
            model=row._meta.label,
            object_id=row.pk,
            defaults={"public_reason": public_reason.strip(), "by": by},
        )
        _erase_records(row)
        row.refresh_from_db()
        audit(Kind.ERASURE, _("Erased. %(reason)s") % {"reason": reason}, by=by, target=row)


def _erase_records(row: Any) -> None:
    """That something was done stays on record, with when and by whom; not what it said."""
    label, pk = row._meta.label, str(row.pk)
    AuditEntry.objects.filter(target_model=label, target_id=pk).update(
        target_name=WITHHELD, sentence=WITHHELD, before={}, after={}
    )
    KeptForm.objects.filter(model=label, object_id=pk).delete()
    Merged.objects.filter(model=label, into_id=row.pk).update(name=WITHHELD, fields={})
    content_type = ContentType.objects.get_for_model(row)
    history = LogEntry.objects.filter(content_type=content_type, object_id=pk)
    history.update(object_repr=WITHHELD, change_message="")
