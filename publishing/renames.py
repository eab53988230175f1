"""What follows when something that readers know by name is renamed.

The old address keeps leading to it, and apps that pressed the old name into something of theirs
register what to do: `on_rename(Model, follow)`.
"""

from collections.abc import Callable
from typing import Any

from django.db import models

from publishing.addresses import forget, remember

Follow = Callable[[Any, Any], None]
_followers: dict[type[models.Model], list[Follow]] = {}


def on_rename(model: type[models.Model], follow: Follow) -> None:
    """Register `follow(before, after)`, called in the transaction that saves a `model`."""
    _followers.setdefault(model, []).append(follow)


def renamed(before: models.Model, after: models.Model) -> None:
    """Keep the old address alive and tell whoever pressed the old name."""
    old, new = before.get_absolute_url(), after.get_absolute_url()  # type: ignore[attr-defined]
    if old != new:
        remember(old, after)
        forget(new)
    for follow in _followers.get(type(after), []):
        follow(before, after)
