"""A page as it is kept and sent again: its bytes in each encoding, each with its own ETag.

`Last-Modified` is the second after the page was made, and is told from then on: of two texts of
one second the older has none, so that equal dates mean equal pages.
"""

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from time import time
from typing import Any

import brotli
from django.utils.http import http_date

Headers = list[tuple[str, str]]
# What Python keeps besides the bytes: measured at about 2 KB for a page with three encodings.
OVERHEAD_BYTES = 4096
# Ours to say anew for every encoding.
OURS = {"content-length", "content-encoding", "etag", "last-modified", "vary"}
KEPT_WHEN_UNCHANGED = {"cache-control", "content-location", "expires"}
ENCODINGS = ("br", "gzip", "identity")  # best first, among those a reader likes equally


@dataclass(frozen=True, slots=True)
class Variant:
    body: bytes
    etag: str
    headers: Headers
    headers_when_unchanged: Headers


class StoredPage:
    """One page for everybody; `size` is what it weighs in memory, in bytes."""

    __slots__ = ("dated_at", "modified", "size", "variants")

    def __init__(self, body: bytes, headers: Headers) -> None:
        said = [(name, value) for name, value in headers if name.lower() not in OURS]
        digest = blake2b(body, digest_size=16).hexdigest()
        squeezed = {
            "br": brotli.compress(body, quality=5),
            "gzip": gzip.compress(body, compresslevel=6, mtime=0),
        }
        self.variants = {"identity": _variant(body, "identity", digest, said)}
        for name, smaller in squeezed.items():
            if len(smaller) < len(body):
                self.variants[name] = _variant(smaller, name, digest, said)
        self.dated_at = int(time()) + 1
        self.modified = ("Last-Modified", http_date(self.dated_at))
        self.size = OVERHEAD_BYTES + sum(len(one.body) for one in self.variants.values())

    def answer(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        """Answer a GET or HEAD: 200, or 304 to whoever has this very variant."""
        variants = self.variants
        variant = variants["identity"]
        for name in accepted(environ.get("HTTP_ACCEPT_ENCODING", "")):
            if name in variants:
                variant = variants[name]
                break
        dated = (self.modified,) if time() >= self.dated_at else ()
        known, since = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
        # The date by its letter, and only from those who know no ETag (RFC 9110, 13.2.2).
        if is_known(variant.etag, known) if known else dated and since == self.modified[1]:
            # Copies, because a server may add its own to the list.
            start_response("304 Not Modified", [*variant.headers_when_unchanged, *dated])
            return []
        start_response("200 OK", [*variant.headers, *dated])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]


def _variant(body: bytes, encoding: str, digest: str, said: Headers) -> Variant:
    etag = f'"{digest}"' if encoding == "identity" else f'"{digest}-{encoding}"'
    ours = [("ETag", etag), ("Vary", "Accept-Encoding")]
    kept = [pair for pair in said if pair[0].lower() in KEPT_WHEN_UNCHANGED]
    coding = [] if encoding == "identity" else [("Content-Encoding", encoding)]
    length = ("Content-Length", str(len(body)))
    return Variant(body, etag, [*said, *ours, *coding, length], [*kept, *ours])


def is_known(etag: str, if_none_match: str) -> bool:
    """Whether a client has this variant: weak comparison, as RFC 9110 section 13.1.2 asks."""
    if if_none_match == etag or if_none_match.strip() == "*":
        return True
    return etag in re.findall(r'(?:W/)?("[^"]*")', if_none_match)


@lru_cache(maxsize=512)
def accepted(accept_encoding: str) -> tuple[str, ...]:
    """Encodings a reader takes, the best first; "identity" is what is left when none is.

    By RFC 9110 section 12.5.3: weights count, `*` stands for what is not named, 0 refuses.
    """
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        name, _, parameters = (word.strip() for word in part.partition(";"))
        weight = re.fullmatch(r"q\s*=\s*([01](?:\.\d{0,3})?)", parameters)
        # A weight nobody can read refuses: the plain page is never wrong.
        weights["gzip" if name == "x-gzip" else name] = (
            min(float(weight[1]), 1.0) if weight else float(not parameters)
        )
    others = weights.get("*", 0.0)
    liked = {name: weights.get(name, others) for name in ENCODINGS}
    # Not named, the plain page is acceptable, but only for want of anything that was.
    liked["identity"] = weights.get("identity", 0.0001 if others == 0 else others)
    ranked = sorted(ENCODINGS, key=lambda name: -liked[name])
    return tuple(name for name in ranked if liked[name] > 0)
