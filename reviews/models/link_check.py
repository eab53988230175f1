"""Whether addresses elsewhere, to which texts link, answered when they were asked last."""

from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkCheck(models.Model):
    """One address that some text links to. `why` is a sentence, empty when it answered.

    `digest` stands for the address, which is too long for a unique column.
    """

    digest = models.CharField(max_length=64, unique=True)
    address = models.TextField(_("address"))
    why = models.CharField(_("why not"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("link elsewhere")
        verbose_name_plural = _("links elsewhere")

    def __str__(self) -> str:
        return self.address


def digest_of(address: str) -> str:
    return sha256(address.encode()).hexdigest()
