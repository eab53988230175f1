"""What Django's checks say about our settings before anything is served."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def file_addresses_are_whole(**_: Any) -> list[CheckMessage]:
    """Refuse a relative STATIC_URL or MEDIA_URL.

    Django completes it by the script prefix of whichever request asks first and keeps that. Below
    /as-of/ the prefix is an instant, and every later page would ask for its styles there.
    """
    # Asking `settings` itself for them would complete them.
    given = settings._wrapped  # type: ignore[misc]
    return [
        Error(
            f"{name} is relative: “{getattr(given, name)}”.",
            hint="Let it begin with a slash, or with https:// for files on another host.",
            id="publishing.E001",
        )
        for name in ("STATIC_URL", "MEDIA_URL")
        if not str(getattr(given, name) or "/").startswith(("/", "http://", "https://"))
    ]
