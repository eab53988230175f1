"""The work that is written about."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.moments import typed_in
from publishing.slugs import free_slug, validate_slug
from reviews.sorting import initial_of, sort_key


class Film(models.Model):
    """One film and its facts. Lists hold plain words; `runtime_minutes` is whole minutes.

    `embargo_until` holds back first releases, was typed in `embargo_zone`, and is changed only by
    `reviews.publish.set_embargo`. `version` is the save lock.
    """

    title = models.CharField(_("title"), max_length=250)
    original_title = models.CharField(_("original title"), max_length=250, blank=True)
    original_language = models.CharField(
        _("original language"), max_length=12, blank=True, help_text=_("A code such as ko or fr.")
    )
    slug = models.CharField(
        _("address"),
        max_length=140,
        unique=True,
        validators=[validate_slug],
        blank=True,
        help_text=_("Follows title and year when left empty: sunrise-1927."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1870), MaxValueValidator(2200)],
    )
    released_on = models.DateField(_("released on"), null=True, blank=True)
    runtime_minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    genres = models.JSONField(_("genres"), default=list, blank=True)
    studio = models.CharField(_("studio"), max_length=200, blank=True)
    distributor = models.CharField(_("distributor"), max_length=200, blank=True)
    synopsis = models.TextField(_("synopsis"), blank=True)
    poster = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("poster"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    embargo_zone = models.CharField(max_length=64, blank=True, editable=False)
    imdb_id = models.CharField("IMDb", max_length=12, blank=True)
    tmdb_id = models.CharField("TMDB", max_length=12, blank=True)
    wikidata_id = models.CharField("Wikidata", max_length=16, blank=True)
    # Derived from the title, for the index from A to Z.
    sort_title = models.CharField(max_length=250, default="", editable=False)
    initial = models.CharField(max_length=4, default="", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["title", "year"]
        indexes = [
            models.Index(fields=["title", "year"], name="film_title_year"),
            models.Index(fields=["embargo_until"], name="film_embargo"),
            models.Index(fields=["sort_title", "year", "id"], name="film_index"),
            models.Index(fields=["initial", "sort_title", "year", "id"], name="film_initial"),
        ]
        permissions = [
            ("set_embargo", _("Can set an embargo")),
            ("lift_embargo", _("Can shorten or lift an embargo")),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    def save(self, *args: object, **kwargs: Any) -> None:
        self.slug = self.slug or free_slug(self, f"{self.title} {self.year or ''}")
        self.sort_title = sort_key(self.title, settings.LANGUAGE_CODE)
        self.initial = initial_of(self.sort_title)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "sort_title", "initial"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("film_detail", args=[self.slug])

    @property
    def embargo_lifts(self) -> datetime | None:
        """`embargo_until` in the zone in which it was typed, to be told as it was."""
        return typed_in(self.embargo_until, self.embargo_zone) if self.embargo_until else None

    def is_under_embargo(self, at: datetime) -> bool:
        return self.embargo_until is not None and at < self.embargo_until
