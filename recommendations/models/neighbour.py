"""What the site itself would recommend beside a piece, and why."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Neighbour(models.Model):
    """One piece that is near another, best first by `rank` from 0.

    Written by recommendations/writing.py alone. The reason is kept as a code and the thing that
    is shared, and put into words when it is read (recommendations/reasons.py): in the reader's
    language, and with the name that the person or tag has by then. Whether the target is live is
    not said here; whoever shows it asks.
    """

    class Reason(models.TextChoices):
        SAME_FILM = "film", _("same film")
        DIRECTOR = "director", _("same director")
        WRITER = "writer", _("same writer")
        CAST = "cast", _("same actor")
        CREW = "crew", _("same film-maker")
        TAG = "tag", _("same tag")
        TEXT = "text", _("like text")
        AUTHOR = "author", _("same critic")
        ERA = "era", _("same years")

    review = models.ForeignKey(
        "reviews.Review", on_delete=models.CASCADE, related_name="desk_neighbours"
    )
    target = models.ForeignKey(
        "reviews.Review", on_delete=models.CASCADE, related_name="desk_neighbour_of"
    )
    rank = models.PositiveSmallIntegerField()
    score = models.FloatField()
    reason = models.CharField(max_length=10, choices=Reason)
    film = models.ForeignKey("reviews.Film", null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey(
        "reviews.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    tag = models.ForeignKey("reviews.Tag", null=True, on_delete=models.SET_NULL, related_name="+")
    author = models.ForeignKey(
        "authors.Author", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("neighbour")
        verbose_name_plural = _("neighbours")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["review", "target"], name="neighbour_once"),
            models.CheckConstraint(
                condition=~Q(review=F("target")), name="neighbour_is_another_piece"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} → {self.target_id} ({self.reason})"
