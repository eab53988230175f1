"""The moving pictures that advertise a film, kept as provider and id, never as pasted HTML."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.film import Film
from reviews.trailers.provider import Provider
from reviews.trailers.providers import known_providers


class TrailerQuerySet(models.QuerySet["Trailer"]):
    def shown(self, at: datetime) -> "TrailerQuerySet":
        """Trailers that readers see at that instant, best first.

        One is held back by its film's embargo, wherever that is moved, unless it is despite it.
        """
        is_free = Q(film__embargo_until=None) | Q(film__embargo_until__lte=at)
        begun = self.filter(is_free | Q(despite_embargo=True), shown_from__lte=at)
        # A host that was taken out of the settings again leaves its trailers behind.
        playable = begun.filter(status=Trailer.Status.OK, provider__in=known_providers())
        return playable.order_by("position", "pk")

    def for_page(self) -> "TrailerQuerySet":
        return self.select_related("poster")


def known_provider(slug: str) -> None:
    """Refuse a provider that the provider table does not have."""
    if slug not in known_providers():
        raise ValidationError(_("“%(slug)s” is no provider we know."), params={"slug": slug})


class Trailer(models.Model):
    """One trailer of one film. It is furniture: readers see a change as soon as it is saved.

    `start_seconds` and `duration_seconds` are whole seconds. It belongs to the film, so all
    reviews of the film show it.
    """

    class Status(models.TextChoices):
        OK = "ok", _("Shown")
        HIDDEN = "hidden", _("Hidden")
        # Set and taken back by the doctor, who leaves alone what people hide.
        BROKEN = "broken", _("Broken: hidden until it plays again")

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
    despite_embargo = models.BooleanField(_("shown before the film's embargo lifts"), default=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OK)

    objects = TrailerQuerySet.as_manager()

    class Meta:
        verbose_name = _("trailer")
        verbose_name_plural = _("trailers")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["shown_from"], name="trailer_shown_from"),
            models.Index(fields=["provider", "video_id"], name="trailer_video"),
        ]
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
    def site(self) -> Provider:
        """The provider's entry in the table; a bare one where the table has it no more."""
        unknown = Provider(self.provider, "", {}, {}, id_pattern="", watch="")
        return known_providers().get(self.provider, unknown)

    @property
    def provider_name(self) -> str:
        return self.site.name

    @property
    def provider_host(self) -> str:
        return self.site.host

    @property
    def watch_url(self) -> str:
        return self.site.watch_url(self.video_id, self.video_hash, self.start_seconds)

    @property
    def player_url(self) -> str:
        """What a frame would hold, or "" where a link is all there can be."""
        player_id = settings.DAILYMOTION_PLAYER_ID
        return self.site.player_url(
            self.video_id, self.video_hash, self.start_seconds, player_id=player_id
        )

    @property
    def play_url(self) -> str:
        """The same for somebody who pressed Play already, or ""."""
        address, mark, start = self.player_url.partition("#")
        join = "&" if "?" in address else "?"
        return f"{address}{join}autoplay=1{mark}{start}" if address else ""

    @property
    def duration_told(self) -> str:
        """“1:15” or “1:02:03”, or nothing."""
        if not self.duration_seconds:
            return ""
        minutes, seconds = divmod(self.duration_seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    @property
    def admin_url(self) -> str:
        return reverse("admin:reviews_trailer_change", args=[self.pk])

    @property
    def heading(self) -> str:
        return self.title or str(_("Trailer"))
