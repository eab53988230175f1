"""What a piece is filed under."""

from collections.abc import Iterable

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase


class Tag(TagBase):
    """One tag, with a description for its page. Names are told apart without regard to case."""

    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return reverse("tag_detail", args=[self.slug])


def tags_from_string(text: str) -> list[str]:
    """Split at commas alone: “science fiction, Korea” is two tags, not three."""
    names = (" ".join(name.split()).strip("\"'“”") for name in text.split(","))
    unique = {name.casefold(): name for name in names if name}
    return sorted(unique.values())


def string_from_tags(tags: Iterable[Tag]) -> str:
    """The text that `tags_from_string` reads back."""
    return ", ".join(sorted(tag.name for tag in tags))
