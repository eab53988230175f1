"""What is no more because it was the same as something else."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Merged(models.Model):
    """One row that was merged into another of its model, with all its fields as they were.

    Old snapshots and archives name things by id: `into_id` says what that id means now, after
    later mergers too.
    """

    model = models.CharField(max_length=100)
    old_id = models.PositiveBigIntegerField()
    into_id = models.PositiveBigIntegerField()
    name = models.CharField(max_length=250)
    fields = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "old_id"], name="merged_once")]
        indexes = [models.Index(fields=["model", "into_id"], name="merged_into")]

    def __str__(self) -> str:
        return self.name
