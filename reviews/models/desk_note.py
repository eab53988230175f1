"""What a writer and an editor say to each other when a piece changes hands."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models.review import Review


class DeskNote(models.Model):
    """One note, with the piece submitted, sent back or imported. It is open until the next step."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        SENT_BACK = "sent_back", _("Sent back")
        ASKED = "asked", _("A question from the import")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="desk_notes")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("note"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    is_open = models.BooleanField(_("open"), default=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text
