"""The person readers see at the head of a piece, who need not have a login."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.markup import clean_html
from publishing.slugs import free_slug, validate_slug


class Author(models.Model):
    """One author: name, bio with the day it was true, portrait, links.

    `links` is a list of {"label", "url"}; `bio` is clean HTML; `version` is the save lock.
    """

    name = models.CharField(_("name"), max_length=120)
    slug = models.CharField(
        _("address"),
        max_length=140,
        unique=True,
        validators=[validate_slug],
        blank=True,
        help_text=_("Follows the name when left empty: nicolle-loughlin."),
    )
    bio = models.TextField(_("bio"), blank=True)
    bio_as_of = models.DateField(
        _("bio as of"),
        null=True,
        blank=True,
        help_text=_("The day the bio was true; readers see the month."),
    )
    photo = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    website = models.URLField(_("website"), blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    is_listed = models.BooleanField(
        _("listed"), default=True, help_text=_("Shown on the page of all writers.")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("login"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
        help_text=_("Whose own pieces these are at the desk; never shown to readers."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.bio = clean_html(self.bio)
        self.slug = self.slug or free_slug(self, self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("author_detail", args=[self.slug])

    @property
    def initials(self) -> str:
        """Up to two letters, in place of a portrait."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
