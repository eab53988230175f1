"""Who has a piece open. It locks nothing."""

from django.conf import settings
from django.db import models

from reviews.models.review import Review


class Presence(models.Model):
    """One person at one piece, in however many windows, and when a window last said so."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="presences")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "user"], name="presence_at_piece_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.review_id}"
