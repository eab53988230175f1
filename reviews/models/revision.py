"""What the desk's row was at each save."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.review import Review


class Revision(models.Model):
    """One snapshot of a piece: content, bylines, tags and further films as JSON.

    `version` is the piece's version that `data` holds. A `conflict` holds the text of somebody
    whose save was refused because a colleague had saved first, and the version that it was
    written from. Unknown keys are to be ignored and dangling references to be dropped.
    """

    class Kind(models.TextChoices):
        SAVE = "save", _("Saved")
        CONFLICT = "conflict", _("Refused, kept")
        RESTORE = "restore", _("Restored")
        IMPORT = "import", _("Imported")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SAVE)
    data = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="revision_number_once")
        ]
        indexes = [models.Index(fields=["review", "version"], name="revision_of_version")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
