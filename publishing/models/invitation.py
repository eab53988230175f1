"""One-time links by which people come to the desk, or come back to it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LIFETIME = timedelta(days=7)


def _in_a_week() -> datetime:
    return timezone.now() + LIFETIME


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Links that still open: not used, not past their day."""
        return self.filter(used_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """One link: for somebody new, or (`person` set from the start) to sign in anew.

    Only a hash of the token is kept, so the link is shown once, when it is made. `author` is whom
    readers will know her as; her own pieces at the desk are that author's.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(
        _("name"), max_length=150, help_text=_("Whom the link is for: Ana Ruiz.")
    )
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("The link is sent there, where mail is set up.")
    )
    role = models.ForeignKey(
        Group, verbose_name=_("role"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author = models.ForeignKey(
        "authors.Author",
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The name readers know her by, if she writes."),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("login"),
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="+",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("opens until"), default=_in_a_week, editable=False)
    used_at = models.DateTimeField(_("used"), null=True, editable=False)
    is_reset = models.BooleanField(_("to sign in anew"), default=False, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name
