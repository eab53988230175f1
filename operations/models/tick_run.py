"""When the site's regular work was done last, and how it went."""

from django.db import models


class TickRun(models.Model):
    """The last run of one part, or (EVERYTHING) the turn of whoever runs all of them."""

    EVERYTHING = "everything"

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()
    has_failed = models.BooleanField(default=False)
    said = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
