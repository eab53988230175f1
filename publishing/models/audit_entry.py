"""What was done on this site that somebody may have to answer for."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act: what, to what, by whom, when, from where, and what it was before and after.

    Written by `publishing.log` and changed by nobody. `by_name` and `target_name` are copies,
    so that an entry still reads when the person or the thing is gone; nobody in particular (a
    command) has no name. `address` is the client's, as trusted proxies tell it.
    """

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", _("Signed in")
        REFUSED = "refused", _("Sign-in refused")
        SIGN_OUT = "sign_out", _("Signed out")
        SECOND_FACTOR = "second_factor", _("Second factor")
        INVITATION = "invitation", _("Invitation")
        PERSON = "person", _("Person or role changed")
        HANDOVER = "handover", _("Changed hands")
        PUBLICATION = "publication", _("Published")
        CORRECTION = "correction", _("Corrected")
        WITHDRAWAL = "withdrawal", _("Withdrawn")
        EMBARGO = "embargo", _("Embargo")
        MERGE = "merge", _("Merged")
        ERASURE = "erasure", _("Erased")
        IMPORT = "import", _("Imported")
        SETTING = "setting", _("Setting changed")

    at = models.DateTimeField(_("when"), default=timezone.now)
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by_name = models.CharField(_("who"), max_length=150, blank=True)
    address = models.GenericIPAddressField(_("from where"), null=True)
    target_model = models.CharField(max_length=100, blank=True)
    target_id = models.CharField(max_length=64, blank=True)
    target_name = models.CharField(_("to what"), max_length=200, blank=True)
    sentence = models.TextField(_("in words"))
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_at"),
            models.Index(fields=["kind", "-at"], name="audit_kind"),
            models.Index(fields=["target_model", "target_id"], name="audit_target"),
        ]

    def __str__(self) -> str:
        return self.sentence[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An entry of the audit log is never changed.")
        super().save(*args, **kwargs)
