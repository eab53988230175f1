"""Addresses that once led to something of ours, or of a site that moved here."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class OldAddress(models.Model):
    """One old path, query included, and what it led to.

    The target is a relation, not a path, so that it follows later moves.
    Pieces keep the addresses they had under their own names in their editions; they come
    here only with addresses of another site.
    """

    path = models.CharField(_("path"), max_length=2000, unique=True)
    wordpress_id = models.PositiveBigIntegerField(null=True, blank=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="oldaddress_target"),
            models.Index(fields=["wordpress_id"], name="oldaddress_wordpress"),
        ]

    def __str__(self) -> str:
        return self.path
