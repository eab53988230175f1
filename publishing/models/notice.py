"""What somebody is to be told."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One sentence for one person, with the desk's page it is about; shown until it is read.

    `mailed_at` is empty while it waits to be mailed, or was not to be.
    """

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("A piece is submitted")
        SENT_BACK = "sent_back", _("A piece of yours is sent back")
        PUBLISHED = "published", _("A piece of yours is published or scheduled")
        MOVED = "moved", _("An embargo moves a piece of yours")
        TRAILER_DEAD = "trailer_dead", _("A trailer no longer plays")
        INVITATION_USED = "invitation_used", _("Somebody you invited has come")

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    sentence = models.TextField()
    address = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["to", "read_at", "-at"], name="notice_unread")]

    def __str__(self) -> str:
        return self.sentence[:80]
