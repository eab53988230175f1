"""What `check` says about the settings for trailers."""

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

HOST = re.compile(r"(?=.{4,100}\Z)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


@register()
def trailer_settings_are_written_well(**_: Any) -> list[CheckMessage]:
    """These end up in addresses and in the content security policy."""
    found: list[CheckMessage] = [
        Error(
            f"PEERTUBE_HOSTS names {host!r}, which is no host.",
            hint="Write host names alone, with commas between: video.example.org",
            id="reviews.E001",
        )
        for host in settings.PEERTUBE_HOSTS
        if not HOST.fullmatch(host)
    ]
    if not re.fullmatch("[0-9A-Za-z]*", settings.DAILYMOTION_PLAYER_ID):
        found.append(
            Error(
                "DAILYMOTION_PLAYER_ID is no player id.",
                hint="It is a short word such as xkdl1, from the Players tab of the account.",
                id="reviews.E002",
            )
        )
    return found


@register(Tags.security, deploy=True)
def this_machine_is_not_asked_in_production(**_: Any) -> list[CheckMessage]:
    if not settings.OEMBED_ALLOW_LOOPBACK:
        return []
    return [
        Error(
            "OEMBED_ALLOW_LOOPBACK lets this server ask itself for the facts of trailers.",
            hint="It is for tests and staging only: take it out of the environment.",
            id="reviews.E003",
        )
    ]
