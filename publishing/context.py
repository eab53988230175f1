"""What every template is given."""

from typing import Any

from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`site` (SiteSettings), `at` (the page's instant, aware) and `canonical` (its address)."""
    now = getattr(request, "site_now", None)
    if now is None:
        return {}
    return {
        "site": now.settings,
        "at": now.at,
        "canonical": now.settings.absolute(request.path),
    }
