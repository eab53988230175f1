"""Addresses at which a draft can be read by people without a login."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models.review import Review


def hash_of(token: str) -> str:
    """What is kept of a token: it is random and long, so one round without salt is enough."""
    return sha256(token.encode()).hexdigest()


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self, at: datetime) -> "PreviewLinkQuerySet":
        """Links that answer at that instant."""
        return self.filter(revoked_at=None, expires_at__gt=at)

    def with_token(self, token: str) -> "PreviewLinkQuerySet":
        return self.filter(token_hash=hash_of(token))


class PreviewLink(models.Model):
    """One link to one piece, named for whom it is for. The token is told once and not kept."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="preview_links")
    name = models.CharField(_("who it is for"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_opened_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
