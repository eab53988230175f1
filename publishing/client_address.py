"""Which address a request comes from, when proxies stand between.

A header is believed only as far as it was written by machines named in `TRUSTED_PROXIES`:
anybody can send one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_acting_from: ContextVar[str | None] = ContextVar("acting_from", default=None)


def client_address(request: HttpRequest) -> str | None:
    """The nearest address that is no trusted proxy; None when the server tells none.

    Read from the right of X-Forwarded-For, because each proxy adds on that side what it saw.
    """
    nearest = _parsed(request.META.get("REMOTE_ADDR", ""))
    if nearest is not None and not _is_trusted(nearest):
        return str(nearest)
    if nearest is None and not settings.TRUSTED_PROXIES:
        return None
    for told in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        address = _parsed(told)
        if address is None:
            break
        nearest = address
        if not _is_trusted(address):
            break
    return str(nearest) if nearest else None


def neighbourhood(address: str | None) -> str:
    """What one customer of a provider has for herself: an IPv4 address, or an IPv6 /64."""
    parsed = _parsed(address or "")
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed or "")


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(address: IPv4Address | IPv6Address) -> bool:
    return any(address in ip_network(network) for network in settings.TRUSTED_PROXIES)


@contextmanager
def acting_from(address: str | None) -> Iterator[None]:
    """Let everything recorded inside the block tell this address."""
    token = _acting_from.set(address)
    try:
        yield
    finally:
        _acting_from.reset(token)


def acting_address() -> str | None:
    """The address of the request that is being answered; None outside of requests."""
    return _acting_from.get()
