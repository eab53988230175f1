"""What a person sets for herself at the desk."""

import zoneinfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.site_settings import known_zone


class Preferences(models.Model):
    """One person's time zone, and the kinds of notices she does not want by mail."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences"
    )
    time_zone = models.CharField(
        _("your time zone"),
        max_length=64,
        blank=True,
        validators=[known_zone],
        help_text=_("Times at the desk are told in it: Europe/London. Empty: the site's own."),
    )
    not_by_mail = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return str(self.person)

    @property
    def zone(self) -> zoneinfo.ZoneInfo | None:
        return zoneinfo.ZoneInfo(self.time_zone) if self.time_zone else None
