"""One video site: how its addresses read, and how we write them.

Addresses are written as templates. `{id}` and `{hash}` are the video's id and its private
part, `*` is any one segment of a path (or the rest of one), `[…]` may be missing; in an
address we write, `[…]` goes when the value inside is empty. Nothing here talks to the network.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Provider:
    """One video site; a site without `player` is a card with a link.

    `addresses` maps exact hosts (separated by spaces) to the path templates taken there, each
    with one parameter (`?v={id}`) or a fragment (`#{id}`) at most.
    `other_pages` maps a pattern searched for in "path?query" to what such a page is:
    words for an editor who pasted it in place of a trailer.
    `wrapper` is the page, and its parameter, that plays the address it is given: "/play?href".
    `script` is the one script the site itself puts into its embed code. The addresses we
    write take ids and hashes as read_paste gave them: nothing is escaped. A player that
    names `{player}` needs the account's own player id.
    `oembed` is the one address asked for facts; `posters` are stills by id, best first;
    `poster_hosts` those we fetch stills from, exact or, with a dot before, any below;
    `refusals` what an HTTP status means where it is not the usual, as an outcome's name.
    """

    name: str
    host: str
    addresses: Mapping[str, str]
    other_pages: Mapping[str, object]
    id_pattern: str
    watch: str
    player: str = ""
    hash_pattern: str = ""
    hash_key: str = ""
    wrapper: str = ""
    script: str = ""
    oembed: str = ""
    posters: tuple[str, ...] = ()
    poster_hosts: frozenset[str] = field(default_factory=frozenset)
    refusals: Mapping[int, str] = field(default_factory=dict)

    @property
    def hosts(self) -> frozenset[str]:
        """Every host whose addresses we take, exactly spelled."""
        return frozenset(" ".join(self.addresses).split())

    @property
    def needs_player_id(self) -> bool:
        return "{player}" in self.player

    @property
    def player_host(self) -> str:
        """The host of player_url: what the content security policy must let into a frame."""
        return urlsplit(self.player).netloc

    def video_at(
        self, host: str, path: str, query: Mapping[str, str], fragment: str = ""
    ) -> tuple[str, str] | None:
        """Return (id, hash) of the one video an address names, or None when it names none."""
        entries = self.addresses.items()
        templates = next((forms for hosts, forms in entries if host in hosts.split()), "")
        for template in templates.split():
            key = template.partition("?")[2].partition("=")[0]
            end = f"?{key}={query.get(key, '')}" if key else ""
            end += f"#{fragment}" if "#" in template else ""
            found = re.fullmatch(self._as_pattern(template), path + end)
            if found:
                private = found.groupdict().get("hash") or query.get(self.hash_key, "")
                is_whole = not private or re.fullmatch(self.hash_pattern, private)
                return (found["id"], private) if is_whole else None
        return None

    def wrapped_address(self, path: str, query: Mapping[str, str]) -> str:
        """The address that a player's page was given to play, or ""."""
        page, _mark, key = self.wrapper.partition("?")
        return query.get(key, "") if page and path == page else ""

    def kind_of_page(self, path_and_query: str) -> str:
        """Name the page that is not a video, such as "a playlist", or "" when we cannot tell."""
        kinds = self.other_pages.items()
        return next((str(kind) for page, kind in kinds if re.search(page, path_and_query)), "")

    def watch_url(self, video_id: str, video_hash: str = "", start_seconds: int = 0) -> str:
        """The address of the page on which a reader watches the video."""
        return _filled(self.watch, id=video_id, hash=video_hash, start=start_seconds)

    def player_url(
        self, video_id: str, video_hash: str = "", start_seconds: int = 0, player_id: str = ""
    ) -> str:
        """The address to put into our iframe, or "" where only a link is possible.

        `player_id` is the account's player that Dailymotion asks for; the others ignore it.
        """
        if self.needs_player_id and not player_id:
            return ""
        return _filled(
            self.player, id=video_id, hash=video_hash, start=start_seconds, player=player_id
        )

    def poster_urls(self, video_id: str) -> list[str]:
        """The provider's stills of the video, best first; none where only it can tell them."""
        return [_filled(poster, id=video_id) for poster in self.posters]

    def keeps_posters_at(self, host: str) -> bool:
        return any(
            host == known or (known.startswith(".") and host.endswith(known))
            for known in self.poster_hosts
        )

    def _as_pattern(self, template: str) -> str:
        words = {
            "{id}": f"(?P<id>{self.id_pattern})",
            "{hash}": f"(?P<hash>{self.hash_pattern})",
            "*": "[^/]+",
            "[": "(?:",
            "]": ")?",
        }
        parts = re.split(r"(\{\w+\}|[*\[\]])", template)
        return "".join(words.get(part, re.escape(part)) for part in parts)


def _filled(template: str, **values: str | int) -> str:
    def part(match: re.Match[str]) -> str:
        return match[1] if values[match[2]] else ""

    return re.sub(r"\[([^{\]]*\{(\w+)\}[^\]]*)\]", part, template).format(**values)
