"""Reading one address: which video of which site it names, or a sentence why it names none.

The address is taken apart here and not by urllib, which mends what we want to refuse:
it drops tabs and line breaks, and looks for the host behind an `@`.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.trailers.providers import PROVIDERS, known_providers, provider_names

LONGEST_START_SECONDS = 24 * 60 * 60

ADDRESS = re.compile(
    r"(?P<scheme>(?:https?:)?//)?(?P<host>[^/?#]*)"
    # Old players are written /v/ID&hl=en, with no question mark before the parameters.
    r"(?P<path>[^?&#]*)(?:[?&](?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.IGNORECASE,
)
START = re.compile(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,5})(?:\.[0-9]*)?s?)?")
START_KEYS = ("t", "start", "startTime", "time_continue")
COPY_AGAIN = gettext_lazy("open the trailer and copy its address from the browser's address bar")


class TrailerRefused(ValueError):
    """We take no trailer from this; the message is one sentence for the editor."""


@dataclass(frozen=True)
class Address:
    """The parts of a web address: `host` in lower case, one value for each named key of `query`."""

    is_https: bool
    host: str
    path: str
    query: dict[str, str]
    fragment: str
    path_and_query: str


@dataclass(frozen=True)
class Video:
    """One video of one site. `provider` is a key of PROVIDERS, `start_seconds` 0 to 86,400."""

    provider: str
    video_id: str
    video_hash: str
    start_seconds: int


def read_address(text: str) -> Video:
    """Return the video an address names; raises TrailerRefused when it is not exactly one."""
    address = split_address(text)
    known = known_providers().items()
    slug, provider = next((found for found in known if address.host in found[1].hosts), ("", None))
    if provider is None:
        raise TrailerRefused(_why_not_taken(address.host))
    if wrapped := provider.wrapped_address(address.path, address.query):
        address = split_address(wrapped)
    video = None
    if address.host in provider.hosts:
        video = provider.video_at(address.host, address.path, address.query, address.fragment)
    if not video:
        kind = provider.kind_of_page(address.path_and_query)
        what = kind or _("a %(name)s address, but not of one video") % {"name": provider.name}
        raise TrailerRefused(
            _("This is %(what)s; open the trailer itself and paste its address.") % {"what": what}
        )
    return Video(slug, *video, _start_seconds(address))


def split_address(text: str) -> Address:
    """Take a web address apart; raises TrailerRefused for one that hides or mangles its host."""
    if len(text.split()) > 1:
        raise TrailerRefused(_("Paste one address and nothing else."))
    text = text.strip()
    if not text.isprintable():
        raise TrailerRefused(_copy_again(_("This address has characters that nobody can see")))
    parts = ADDRESS.fullmatch(text.replace("&amp;", "&"))
    if not parts or not parts["host"]:
        raise TrailerRefused(_copy_again(_("This is not a web address")))
    host = parts["host"]
    if "@" in host:
        raise TrailerRefused(_copy_again(_("This address hides its site behind an @ sign")))
    if re.match(r"[a-z][a-z0-9+-]*:", host, re.IGNORECASE):
        raise TrailerRefused(_copy_again(_("This is not a web address")))
    if ":" in host:
        raise TrailerRefused(_copy_again(_("This address names a port after a colon")))
    if not host.isascii() or "xn--" in host.lower():
        raise TrailerRefused(
            _copy_again(_("The site's name has letters that only look like the usual ones"))
        )
    # Of two different values neither may win: together they match no id.
    query = parse_qs(parts["query"] or "", keep_blank_values=True)
    return Address(
        is_https=(parts["scheme"] or "").lower() == "https://",
        host=host.lower(),
        path=parts["path"].rstrip("/"),
        query={key: " ".join(dict.fromkeys(values)) for key, values in query.items() if key},
        fragment=parts["fragment"] or "",
        path_and_query=f"{parts['path'].rstrip('/')}?{parts['query'] or ''}",
    )


def _copy_again(what_is_wrong: str) -> str:
    return _("%(wrong)s; %(remedy)s.") % {"wrong": what_is_wrong, "remedy": COPY_AGAIN}


def _why_not_taken(host: str) -> str:
    for provider in PROVIDERS.values():
        if provider.host.split(".")[-2] in host:
            wrong = _("This is not one of %(name)s's own video addresses") % {"name": provider.name}
            return _copy_again(wrong)
    return _("We take trailers from %(known)s; find the trailer there and paste its address.") % {
        "known": provider_names()
    }


def _start_seconds(address: Address) -> int:
    """Seconds from `?t=100`, `?start=100s`, `#t=1h2m3s`; 0 for what we cannot read."""
    fragment = parse_qs(address.fragment)
    written = [address.query.get(key, "") for key in START_KEYS] + fragment.get("t", [])
    found = next((match for value in written if value and (match := START.fullmatch(value))), None)
    if not found:
        return 0
    hours, minutes, seconds = (int(number or 0) for number in found.groups())
    start = hours * 3600 + minutes * 60 + seconds
    return start if start <= LONGEST_START_SECONDS else 0
