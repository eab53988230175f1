"""Who did what, on record in the admin's log."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models


def record(by: User | None, target: models.Model, sentence: str) -> None:
    """Write one sentence about `target` into the log, in the caller's transaction.

    Acts of nobody in particular (imports, commands) leave no entry: the log names people.
    """
    if by is None:
        return
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(target),
        object_id=str(target.pk),
        object_repr=str(target)[:200],
        action_flag=CHANGE,
        change_message=sentence.strip(),
    )
