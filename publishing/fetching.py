"""Fetching a small file from another host, as safely as it can be done.

For addresses built by us for hosts we chose. Only https, only public addresses, looked up once
and connected to as they were looked up, with one deadline over everything and a limit on
bytes; no redirect to another host, no cookies, no proxy, no compression. Never call it inside
a transaction or while a reader waits. On httpcore, whose network backend is made for this.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
from django.utils.translation import gettext as _

from publishing.public_addresses import NotPublic, resolve

SECONDS = 5.0
JSON_BYTES = 256 * 1024
REDIRECTS = 3
AGENT = "Intertitle (film reviews; asks for the facts of trailers)"


class NotFetched(Exception):
    """Nothing usable came; the message is a sentence for the editor."""


class TooMuch(NotFetched):
    """Something came, and more of it than is taken."""


class Elsewhere(NotFetched):
    """A redirect to another host, which is not followed; `target` is where it leads."""

    def __init__(self, sentence: str, target: str) -> None:
        super().__init__(sentence)
        self.target = target


@dataclass(frozen=True)
class Fetched:
    """An answer, whatever its `status` is; `body` is whole."""

    status: int
    body: bytes


def fetch(
    address: str,
    *,
    bytes_limit: int = JSON_BYTES,
    seconds: float = SECONDS,
    accept: str = "application/json",
    referrer: str = "",
    also_http: bool = False,
    allow_loopback: bool = False,
) -> Fetched:
    """GET an address. Raises NotFetched.

    `also_http` lets plain http through, for asking whether somebody else's page is there.
    `allow_loopback` also lets plain http and this machine's own addresses through: for tests
    and staging.
    """
    host = urlsplit(address).hostname or ""
    headers = [("Accept", accept), ("Accept-Encoding", "identity"), ("User-Agent", AGENT)]
    if referrer:
        headers.append(("Referer", referrer))
    backend = _Deadline(seconds, allow_loopback)
    try:
        with httpcore.ConnectionPool(network_backend=backend) as pool:
            for _hop in range(REDIRECTS + 1):
                _check_scheme(address, also_http or allow_loopback)
                with pool.stream("GET", address, headers=headers) as answer:
                    target = _redirect(answer, address)
                    if not target:
                        return Fetched(answer.status, _body(answer, bytes_limit, host))
                    address = target
    except NotPublic as error:
        raise NotFetched(
            _("%(host)s does not lead to a public address.") % {"host": host}
        ) from error
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise NotFetched(
            _("%(host)s did not answer within %(seconds)d seconds.")
            % {"host": host, "seconds": seconds}
        ) from error
    except (httpcore.NetworkError, OSError) as error:
        raise NotFetched(_("%(host)s could not be reached.") % {"host": host}) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
        raise NotFetched(_("%(host)s gave a broken answer.") % {"host": host}) from error
    raise NotFetched(_("%(host)s only sends us from page to page.") % {"host": host})


def _check_scheme(address: str, also_http: bool) -> None:
    if urlsplit(address).scheme != "https" and not also_http:
        raise NotFetched(_("Only https addresses are fetched."))


def _redirect(answer: httpcore.Response, address: str) -> str:
    """Where a redirect on the same host leads, or "" for an answer that is none."""
    if answer.status not in (301, 302, 303, 307, 308):
        return ""
    location = next((value for name, value in answer.headers if name.lower() == b"location"), b"")
    target = urljoin(address, location.decode("ascii", "replace"))
    here, there = urlsplit(address), urlsplit(target)
    if (here.scheme, here.netloc) != (there.scheme, there.netloc):
        sentence = _("%(host)s sends us to another host.") % {"host": here.hostname}
        raise Elsewhere(sentence, target)
    return target


def _body(answer: httpcore.Response, bytes_limit: int, host: str) -> bytes:
    body = bytearray()
    for part in answer.iter_stream():
        body += part
        if len(body) > bytes_limit:
            raise TooMuch(_("%(host)s sends more than we take.") % {"host": host})
    return bytes(body)


class _Deadline(httpcore.NetworkBackend):
    """Connects to public addresses only, and lets nothing of it last beyond one moment."""

    def __init__(self, seconds: float, allow_loopback: bool) -> None:
        self.ends_at = time.monotonic() + seconds
        self.allow_loopback = allow_loopback
        self.network = httpcore.SyncBackend()

    def left(self) -> float:
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        known = resolve(host, port, self.left(), loopback_too=self.allow_loopback)
        stream = self.network.connect_tcp(known, port, self.left(), local_address, socket_options)
        return _DeadlineStream(stream, self)


class _DeadlineStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.deadline.left())

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self.stream.start_tls(ssl_context, server_hostname, self.deadline.left())
        return _DeadlineStream(secured, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
