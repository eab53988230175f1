"""What providers answered when they were asked for trailers, and whose turn it is to be asked.

Neither table is read for readers: hundreds of answers a week change no page. What does change
one, a trailer hidden or brought back, is `Trailer.status`, and only the doctor writes it.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.trailer import Trailer


class Outcome(models.TextChoices):
    OK = "ok", _("Plays")
    PRIVATE = "private", _("Private")
    GONE = "gone", _("Gone")
    EMBEDDING_OFF = "embedding_off", _("May not be embedded")
    NEEDS_HASH = "needs_hash", _("Needs its full address")
    NEEDS_PLAYER_ID = "needs_player_id", _("Needs a player id")
    UNSURE = "unsure", _("Unsure")


# The provider itself says that readers see nothing. What it leaves unsaid, and what is wrong
# with our own settings, hides no trailer.
BROKEN = (Outcome.PRIVATE, Outcome.GONE, Outcome.EMBEDDING_OFF, Outcome.NEEDS_HASH)


class TrailerCheckQuerySet(models.QuerySet["TrailerCheck"]):
    def newest(self) -> "TrailerCheckQuerySet":
        """The last answer for each trailer."""
        later = TrailerCheck.objects.filter(trailer=OuterRef("trailer"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))

    def in_trouble(self) -> "TrailerCheckQuerySet":
        """Last answers that somebody should look at: broken, or not understood several times."""
        tried_in_vain = Q(outcome=Outcome.UNSURE, failures__gte=3)
        own_fault = Q(outcome=Outcome.NEEDS_PLAYER_ID)
        return self.newest().filter(Q(outcome__in=BROKEN) | tried_in_vain | own_fault)


class TrailerCheck(models.Model):
    """One answer about one trailer, or the want of one.

    `failures` counts the answers in a row, up to this one, that were not OK; `broken_count`
    those that said it was broken, of which `broken_since` is the first. `next_at` is when to
    ask again.
    """

    trailer = models.ForeignKey(Trailer, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField(_("asked at"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    why = models.CharField(_("why"), max_length=300, blank=True)
    failures = models.PositiveIntegerField(default=0)
    broken_count = models.PositiveIntegerField(default=0)
    broken_since = models.DateTimeField(null=True)
    next_at = models.DateTimeField(_("asked again at"))

    objects = TrailerCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer about a trailer")
        verbose_name_plural = _("answers about trailers")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["trailer", "-id"], name="check_newest")]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.at:%Y-%m-%d}"


class ProviderTurn(models.Model):
    """When a provider may be asked next: all processes together ask it once a second at most."""

    provider = models.CharField(max_length=20, primary_key=True)
    free_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.provider
