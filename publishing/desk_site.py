"""The desk: Django's admin, under our name."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class DeskSite(AdminSite):
    site_title = _("Desk")
    site_header = _("Desk")
    index_title = _("Today")
