"""The many spellings that one address had on a site that moved here.

With or without a slash at the end, with tracking behind it, as a feed, as a page for telephones,
as a later page of a list, with the file in another size.
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from publishing.pagecache.parameters import FOREIGN

_BEHIND = re.compile(
    r"/(?:feed(?:/(?:rss2?|atom|rdf))?|amp|page/[0-9]{1,6}|comment-page-[0-9]{1,6}"
    r"|trackback|embed|[0-9]{1,3})/?$"
)
_FEED = re.compile(r"/feed(?:/(?:rss2?|atom|rdf))?/?$")
_SIZE = re.compile(r"-(?:[0-9]{1,5}x[0-9]{1,5}|scaled)(?=\.[A-Za-z0-9]{2,5}$)")
_SCRIPT = "/index.php"
LONGEST = 2000


def is_feed(path: str) -> bool:
    return _FEED.search(path) is not None


def spellings(full_path: str) -> list[str]:
    """Everything a table of old addresses may hold for this request, the likeliest first."""
    if len(full_path) > LONGEST:
        return []
    parts = urlsplit(full_path)
    paths = [parts.path]
    if parts.path.startswith(f"{_SCRIPT}/"):
        paths.append(parts.path.removeprefix(_SCRIPT))
    for path in list(paths):
        if (shorter := _BEHIND.sub("/", path)) != path:
            paths.append(shorter)
            # A feed of a later page, a page of a telephone's page.
            paths.append(_BEHIND.sub("/", shorter))
    paths += [_SIZE.sub("", path) for path in paths]
    both = [spelled for path in paths for spelled in (path, _other_end(path)) if spelled]
    asked = _asked(parts.query)
    queries = [f"{path}?{query}" for query in (parts.query, asked) if query for path in both]
    return list(dict.fromkeys([*queries, *both]))


def _other_end(path: str) -> str:
    return path.rstrip("/") if path.endswith("/") else f"{path}/"


def _asked(query: str) -> str:
    """Of a query, the one word that names what was asked for; the rest is tracking."""
    named = [(name, value) for name, value in parse_qsl(query) if name in FOREIGN]
    return urlencode(named[:1])
