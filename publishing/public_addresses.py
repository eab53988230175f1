"""Which network addresses are out in the world: all that a server of ours may be sent to.

A name that leads to the machine itself, to its neighbours or to a cloud's own services is
how forged addresses reach what only we can reach; see WordPress CVE-2022-3590.
"""

import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

GLOBAL_UNICAST = IPv6Network("2000::/3")
# The last 32 bits of an address here are an IPv4 address behind a translator (RFC 6052).
NAT64 = IPv6Network("64:ff9b::/96")
# Reserved, though older Pythons do not know it.
RESERVED = (
    *(IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24")),
    *(IPv6Network("3fff::/20"), IPv6Network("2001::/23")),
)


class NotPublic(OSError):
    """A name leads, perhaps among others, to an address that is not public."""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """True for an address that is routed to the world, whichever way it is written."""
    if any(address in network for network in RESERVED):
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    # A tunnel's address (6to4) hides a second one; nobody serves videos through it.
    is_unicast = address in GLOBAL_UNICAST and address.sixtofour is None
    return is_unicast and address.is_global


def resolve(host: str, port: int, seconds: float, loopback_too: bool = False) -> str:
    """Look a name up once and return one address of it, to connect to.

    Raises NotPublic when any of its addresses is not public (with `loopback_too`, nor this
    machine's), OSError when there is none, TimeoutError when that takes longer than `seconds`.
    """
    # The system's resolver knows no time limit, so it is left to itself when it takes too long.
    resolver = ThreadPoolExecutor(max_workers=1)
    try:
        asked = resolver.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        answers = asked.result(timeout=max(seconds, 0))
    finally:
        resolver.shutdown(wait=False)
    addresses = [ip_address(answer[4][0]) for answer in answers]
    for address in addresses:
        if not (is_public(address) or (loopback_too and address.is_loopback)):
            raise NotPublic(f"{host} leads to {address}")
    if not addresses:
        raise OSError(f"{host} has no address")
    return str(addresses[0])
