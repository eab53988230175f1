"""Asking whether links to other sites still answer. Only the command does; forms look it up."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from urllib.parse import urldefrag, urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.fetching import Elsewhere, NotFetched, TooMuch, fetch
from reviews.models.link_check import LinkCheck, digest_of

STANDS_FOR = timedelta(days=7)
REDIRECTS = 5
PAUSE_SECONDS = 1.0
# An answer that says "not you", "not so often" or "not now" says nothing of the page.
SAYS_NOTHING = {401, 403, 405, 429, 451, 503}


def known_dead(addresses: list[str]) -> list[LinkCheck]:
    """Those of the addresses that did not answer when they were asked last. One query."""
    digests = [digest_of(address) for address in addresses]
    found = LinkCheck.objects.filter(digest__in=digests).exclude(why="")
    return list(found.order_by("pk")) if digests else []


def due(addresses: Iterable[str]) -> list[str]:
    """The addresses that nobody asked within a week, those of one host far apart."""
    by_digest = {digest_of(address): address for address in addresses}
    since = timezone.now() - STANDS_FOR
    fresh = LinkCheck.objects.filter(asked_at__gte=since).values_list("digest", flat=True)
    for digest in fresh.iterator():
        by_digest.pop(digest, None)
    by_host = defaultdict(list)
    for address in by_digest.values():
        by_host[urlsplit(address).hostname].append(address)
    in_turn = []
    while by_host:
        for host in list(by_host):
            in_turn.append(by_host[host].pop(0))
            if not by_host[host]:
                del by_host[host]
    return in_turn


def ask(addresses: list[str], *, allow_loopback: bool = False) -> Iterator[LinkCheck]:
    """Ask one after the other, a host once a second at most, and keep each answer."""
    free_at: dict[str | None, float] = {}
    for address in addresses:
        host = urlsplit(address).hostname
        time.sleep(max(free_at.get(host, 0.0) - time.monotonic(), 0.0))
        why = why_not(address, allow_loopback=allow_loopback)
        free_at[host] = time.monotonic() + PAUSE_SECONDS
        facts = {"address": address, "why": why[:300], "asked_at": timezone.now()}
        yield LinkCheck.objects.update_or_create(digest=digest_of(address), defaults=facts)[0]


def why_not(address: str, *, allow_loopback: bool = False) -> str:
    """Why nothing is found there, in a sentence; empty when something is, or may be."""
    target = urldefrag(address).url
    for _hop in range(REDIRECTS):
        try:
            answer = fetch(
                target, accept="text/html, */*", also_http=True, allow_loopback=allow_loopback
            )
        except TooMuch:
            return ""
        except Elsewhere as redirect:
            target = redirect.target
        except NotFetched as failure:
            return str(failure)
        else:
            if answer.status < 400 or answer.status in SAYS_NOTHING:
                return ""
            words = {"host": urlsplit(target).hostname, "status": answer.status}
            return _("%(host)s answers with %(status)d.") % words
    return _("It only leads from page to page.")
