"""What every template is given."""

from typing import Any

from django.http import HttpRequest

from publishing.as_of import public_path


def site(request: HttpRequest) -> dict[str, Any]:
    """`site` (SiteSettings), `at` (the page's instant, aware) and `canonical` (its address).

    `as_of` is true on a page that staff look at as of another instant.
    """
    now = getattr(request, "site_now", None)
    if now is None:
        return {}
    return {
        "site": now.settings,
        "at": now.at,
        "as_of": hasattr(request, "as_of"),
        "canonical": now.settings.absolute(public_path(request.path)),
    }
