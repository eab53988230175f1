"""What was erased for good."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """One thing whose data was erased; its addresses answer 410 from then on.

    `public_reason` is told to readers there. Why it was really done stands in the audit log.
    """

    model = models.CharField(max_length=100)
    object_id = models.PositiveBigIntegerField()
    public_reason = models.CharField(_("what readers are told"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "object_id"], name="erasure_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"
