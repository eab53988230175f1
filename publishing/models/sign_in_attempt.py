"""Attempts to sign in that did not succeed, for as long as they count."""

from django.db import models
from django.utils import timezone


class SignInAttempt(models.Model):
    """One wrong password or code, or one that is being judged at this moment.

    In the database because every worker and every machine must count the same. `account` is a
    keyed hash of what was typed, so that no list of names, nor a password typed into the wrong
    box, lies here; `address` is a neighbourhood (publishing/client_address.py).
    """

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=43, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="attempt_account"),
            models.Index(fields=["address", "at"], name="attempt_address"),
            models.Index(fields=["at"], name="attempt_at"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.at}"
