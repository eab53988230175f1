"""What somebody typed into a form that was refused because a colleague had saved first."""

from django.conf import settings
from django.db import models


class KeptForm(models.Model):
    """One refused form: which object it was for, who typed it, and every field as posted."""

    model = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    fields = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["model", "object_id", "-at"], name="keptform_of")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"
