"""The moving pictures that advertise a film, kept as provider and id, never as pasted HTML."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.film import Film
from reviews.trailers.providers import PROVIDERS, Provider


class TrailerQuerySet(models.QuerySet["Trailer"]):
    def shown(self, at: datetime) -> "TrailerQuerySet":
        """Trailers that readers see at that instant, best first."""
        return self.filter(status=Trailer.Status.OK, shown_from__lte=at).order_by("position", "pk")

    def for_page(self) -> "TrailerQuerySet":
        return self.select_related("poster")


def known_provider(slug: str) -> None:
    """Refuse a provider that the provider table does not have."""
    if slug not in PROVIDERS:
        raise ValidationError(_("“%(slug)s” is no provider we know."), params={"slug": slug})


class Trailer(models.Model):
    """One trailer of one film. It is furniture: readers see a change as soon as it is saved.

    `start_seconds` and `duration_seconds` are whole seconds. It belongs to the film, so all
    reviews of the film show it.
    """

    class Status(models.TextChoices):
        OK = "ok", _("Shown")
        HIDDEN = "hidden", _("Hidden")

    film = models.ForeignKey(
        Film, verbose_name=_("film"), on_delete=models.CASCADE, related_name="trailers"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    provider = models.CharField(_("provider"), max_length=20, validators=[known_provider])
    video_id = models.CharField(_("video id"), max_length=40)
    video_hash = models.CharField(_("video hash"), max_length=40, blank=True)
    start_seconds = models.PositiveIntegerField(_("starts at second"), default=0)
    title = models.CharField(_("title"), max_length=300, blank=True)
    uploader = models.CharField(_("uploader"), max_length=300, blank=True)
    uploader_url = models.URLField(_("uploader's address"), blank=True)
    uploaded_on = models.DateField(_("uploaded on"), null=True, blank=True)
    duration_seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    poster = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("poster"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    shown_from = models.DateTimeField(_("shown from"), default=timezone.now)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OK)

    objects = TrailerQuerySet.as_manager()

    class Meta:
        verbose_name = _("trailer")
        verbose_name_plural = _("trailers")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "provider", "video_id"],
                name="trailer_once_a_film",
                violation_error_message=_("This film has this trailer already."),
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self.provider_name} {self.video_id}"

    @property
    def _provider(self) -> Provider:
        return PROVIDERS[self.provider]

    @property
    def provider_name(self) -> str:
        return self._provider.name

    @property
    def provider_host(self) -> str:
        return self._provider.host

    @property
    def watch_url(self) -> str:
        return self._provider.watch_url(self.video_id, self.video_hash, self.start_seconds)

    @property
    def player_url(self) -> str:
        """What a frame would hold; we only name it to search engines."""
        return self._provider.player_url(self.video_id, self.video_hash, self.start_seconds)

    @property
    def heading(self) -> str:
        return self.title or str(_("Trailer"))
