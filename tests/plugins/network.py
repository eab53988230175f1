"""A test that reaches for a host beyond this machine fails, whatever its code forgives."""

import ipaddress
import socket
import sys
from typing import Any


class NetworkTouched(AssertionError):
    """No OSError, so that code which forgives a failing network does not hide it."""


def pytest_configure() -> None:
    # An audit hook sees what no replaced function would: encrypted sockets, datagrams.
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        _refuse_foreign(arguments[0])
    elif event in ("socket.connect", "socket.sendto"):
        opened, address = arguments
        if opened.family in (socket.AF_INET, socket.AF_INET6):
            _refuse_foreign(address[0])


def _refuse_foreign(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return
    try:
        address = _read(name)
    except (ValueError, OSError):
        raise NetworkTouched(f"A test looked up {name}.") from None
    if not (address.is_loopback or address.is_unspecified):
        raise NetworkTouched(f"A test reached for {name}.")


def _read(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """An address in any spelling that needs no name server: 127.1, 0x7f.1, 2130706433."""
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        address = ipaddress.IPv4Address(socket.inet_aton(name))
    return getattr(address, "ipv4_mapped", None) or address
