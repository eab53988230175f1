"""What was brought in, so that the same thing brought again is known."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class ImportedItem(models.Model):
    """One thing of one source, and what it became here.

    `digest` is the SHA-256 of what came, so that a second run passes over what has not changed.
    `object_version` is our object's version as the import left it: another one says that it has
    been edited here since, and is not to be overwritten.
    """

    source = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    source_id = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object_version = models.PositiveIntegerField(default=0)
    imported_at = models.DateTimeField(auto_now=True)

    target = GenericForeignKey()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "source_id"], name="importeditem_once"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="importeditem_object")]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.source_id}"
