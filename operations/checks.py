"""What `check --deploy` says about how the site is run."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from operations.demo.login import login_file


@register(Tags.security, deploy=True)
def no_demo_login_in_production(**_: Any) -> list[CheckMessage]:
    """Refuse a public site on which the demo's login was made."""
    if settings.DEBUG or not settings.SITE_URL.startswith("https://") or not login_file().exists():
        return []
    return [
        Error(
            f"The demo was loaded here, and its login with its password stands in {login_file()}.",
            hint="Start the public site on an empty database; or delete the user and the file.",
            id="operations.E001",
        )
    ]
