"""The last part of an address, made from words in any script."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def _is_letter(character: str) -> bool:
    # Marks too (M): without its vowel signs a Hindi or Tamil word is another word.
    return unicodedata.category(character)[0] in "LMN" or character in "-_"


def is_slug(text: str) -> bool:
    """True for letters, digits, marks, hyphens and underscores in composed (NFC) spelling."""
    return bool(text) and all(map(_is_letter, text)) and unicodedata.is_normalized("NFC", text)


def validate_slug(text: str) -> None:
    """Refuse, as a form's or a model's validator, what is no slug."""
    if not is_slug(text):
        raise ValidationError(_("Use letters, digits and hyphens only: the-defector."), code="slug")


def slug_from(words: str, max_length: int = 140) -> str:
    """Make a slug of any words; letters of every script stay, and the result may be empty.

    Cut at a hyphen where it is too long. Composed (NFC), so that one address has one spelling.
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", words).lower())
    spaced = "".join(" " if character in "-–—/" else character for character in plain)
    kept = "".join(c for c in spaced if _is_letter(c) or c.isspace())
    slug = unicodedata.normalize("NFC", "-".join(kept.split()))
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug.strip("-_")


def numbered(slug: str, taken: set[str]) -> str:
    """`slug` itself, or with the first number behind it that is not taken."""
    if slug not in taken:
        return slug
    number = next(n for n in range(2, len(taken) + 3) if f"{slug}-{n}" not in taken)
    return f"{slug}-{number}"


def free_slug(instance: models.Model, words: str) -> str:
    """A slug for `instance` that no other row of its model has; never empty.

    Words without a single letter or digit fall back to the model's name.
    """
    model = type(instance)
    slug = slug_from(words, max_length=120) or str(model._meta.model_name)
    others = model._default_manager.exclude(pk=instance.pk)
    taken = set(others.filter(slug__startswith=slug).values_list("slug", flat=True))
    return numbered(slug, taken)
