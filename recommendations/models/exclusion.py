"""Two pieces that must never stand beside each other."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Exclusion(models.Model):
    """An editor's "never": neither of the two is recommended beside the other.

    It holds both ways, whichever of the pair it was said of.
    """

    review = models.ForeignKey(
        "reviews.Review", on_delete=models.CASCADE, related_name="desk_never_beside"
    )
    target = models.ForeignKey(
        "reviews.Review",
        verbose_name=_("never beside"),
        on_delete=models.CASCADE,
        related_name="desk_never_beside_of",
    )

    class Meta:
        verbose_name = _("never beside")
        verbose_name_plural = _("never beside")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "target"], name="exclusion_once"),
            models.CheckConstraint(
                condition=~Q(review=F("target")), name="exclusion_of_two_pieces"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} × {self.target_id}"

    def clean(self) -> None:
        if self.review_id == self.target_id:
            raise ValidationError({"target": _("A piece never stands beside itself anyway.")})
