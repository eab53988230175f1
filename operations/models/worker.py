"""The task workers that are alive."""

from datetime import timedelta

from django.db import models

# A worker says every BEAT that it lives; unheard for SILENT, it counts as killed.
BEAT = timedelta(seconds=30)
SILENT = timedelta(minutes=3)


class Worker(models.Model):
    """One process of `db_worker`, by the id that it writes on its tasks."""

    id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.id
