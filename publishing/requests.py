"""The request as our views see it."""

from datetime import datetime

from django.http import HttpRequest

from publishing.instant import SiteNow


class SiteRequest(HttpRequest):
    """A request after our middleware: `at` is the instant its page is told at, aware, in UTC."""

    site_now: SiteNow
    at: datetime
