"""Where old addresses lead.

Apps say in `AppConfig.ready` how an object of theirs is reached: `leads_to(Model, answer)`.
"""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db import models

from publishing.models.old_address import OldAddress

Answer = Callable[[int, datetime], str | None]
_answers: dict[type[models.Model], Answer] = {}


class Gone(Exception):
    """What the address led to was public once and is no more."""


def leads_to(model: type[models.Model], answer: Answer) -> None:
    """Register how `model` is reached: `answer(pk, at)` gives its path at that instant.

    None says there is nothing to see at that instant; raising Gone says there once was.
    """
    _answers[model] = answer


def remember(path: str, target: models.Model) -> None:
    """Keep `path` leading to `target`, in place of whatever it led to before."""
    OldAddress.objects.update_or_create(
        path=path,
        defaults={
            "content_type": ContentType.objects.get_for_model(target),
            "object_id": target.pk,
        },
    )


def forget(path: str) -> None:
    """Something new lives at `path`: it is no old address any more."""
    OldAddress.objects.filter(path=path).delete()


def find_old_address(full_path: str, at: datetime) -> str | None:
    """Where `full_path` (query included) leads at that instant, or None.

    Looked up with the query first, then without it. Raises Gone.
    """
    bare, query = urlsplit(full_path).path, urlsplit(full_path).query
    found = {old.path: old for old in OldAddress.objects.filter(path__in={full_path, bare})}
    old = found.get(full_path) or found.get(bare)
    model = old.content_type.model_class() if old else None
    if old is None or model not in _answers:
        return None
    home = _answers[model](old.object_id, at)
    keeps_query = home and query and old.path == bare
    return f"{home}?{query}" if keeps_query else home
