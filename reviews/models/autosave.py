"""What somebody has typed and not saved."""

from django.conf import settings
from django.db import models

from reviews.models.review import Review


class Autosave(models.Model):
    """The form of one open page, raw, as a browser would have posted it.

    `page` is the page's own name: two windows of one person keep two texts. `review` is empty for
    a piece that was never saved. `version` is the one that the page was made from.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    review = models.ForeignKey(
        Review, null=True, on_delete=models.CASCADE, related_name="autosaves"
    )
    page = models.UUIDField()
    form = models.JSONField(default=dict)
    version = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], name="autosave_of_page_once")
        ]
        indexes = [models.Index(fields=["user", "review", "-at"], name="autosave_of")]

    def __str__(self) -> str:
        return str(self.page)
