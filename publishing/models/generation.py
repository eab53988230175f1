"""The number that says which state of the readers' tables a page was made from."""

from django.db import models


class SiteGeneration(models.Model):
    """The one row that counts changes to what readers see, and keeps the door's clock.

    `n` is raised by database triggers (publishing/triggers.py), never by Python.
    `last_act_at` is written by the door alone (reviews/publish/clock.py).
    """

    n = models.PositiveBigIntegerField(default=1)
    last_act_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"generation {self.n}"
