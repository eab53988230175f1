"""Where old addresses lead.

Apps say in `AppConfig.ready` how an object of theirs is reached: `leads_to(Model, answer)`.
"""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import Resolver404, resolve

from publishing.models.old_address import OldAddress
from publishing.old_spellings import is_feed, spellings

Answer = Callable[[int, datetime], str | None]
Guess = Callable[[str, datetime], str | None]
_answers: dict[type[models.Model], Answer] = {}
_guesses: list[Guess] = []


class Gone(Exception):
    """What the address led to was public once and is no more; the message is for readers."""


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


def guess_by(guess: Guess) -> None:
    """Register an answer for addresses that no table holds, such as archives by date."""
    if guess not in _guesses:
        _guesses.append(guess)


def find_old_address(full_path: str, at: datetime) -> str | None:
    """Where `full_path` (query included) leads at that instant, or None.

    Looked up with the query first, then without it, then in the other spellings that sites
    which moved here have for the same thing. Raises Gone.
    """
    spelled = spellings(full_path)
    found = {old.path: old for old in OldAddress.objects.filter(path__in=spelled)}
    old = next((found[spelling] for spelling in spelled if spelling in found), None)
    model = old.content_type.model_class() if old else None
    if old is None or model not in _answers:
        return next((home for guess in _guesses if (home := guess(full_path, at))), None)
    home = _answers[model](old.object_id, at)
    if home is None:
        return None
    bare, query = urlsplit(full_path).path, urlsplit(full_path).query
    if is_feed(bare) and _is_a_page(f"{home}feed/"):
        return f"{home}feed/"
    return f"{home}?{query}" if query and old.path == bare else home


def _is_a_page(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
