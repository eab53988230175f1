"""The video sites whose trailers we take: one table, from which everything else follows.

A new site is one entry in PROVIDERS and its addresses in the tests. Reading what people
paste happens in `paste`; nothing here talks to the network.

Addresses are written as templates. `{id}` and `{hash}` are the video's id and its private
part, `*` is any one segment of a path (or the rest of one), `[…]` may be missing; in an
address we write, `[…]` goes when the value inside is empty.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Provider:
    """One video site.

    `addresses` maps exact hosts (separated by spaces) to the path templates taken there.
    `other_pages` maps a pattern searched for in "path?query" to what such a page is:
    words for an editor who pasted it in place of a trailer.
    `script` is the one script the site itself puts into its embed code. The addresses we
    write take ids and hashes as read_paste gave them: nothing is escaped.
    """

    name: str
    host: str
    addresses: Mapping[str, str]
    other_pages: Mapping[str, str]
    id_pattern: str
    watch: str
    player: str
    hash_pattern: str = ""
    hash_key: str = ""
    poster: str = ""
    script: str = ""

    @property
    def hosts(self) -> frozenset[str]:
        """Every host whose addresses we take, exactly spelled."""
        return frozenset(" ".join(self.addresses).split())

    def video_at(self, host: str, path: str, query: Mapping[str, str]) -> tuple[str, str] | None:
        """Return (id, hash) of the one video an address names, or None when it names none."""
        entries = self.addresses.items()
        templates = next((forms for hosts, forms in entries if host in hosts.split()), "")
        for template in templates.split():
            key = template.partition("?")[2].partition("=")[0]
            address = f"{path}?{key}={query.get(key, '')}" if key else path
            found = re.fullmatch(self._as_pattern(template), address)
            if found:
                private = found.groupdict().get("hash") or query.get(self.hash_key, "")
                is_whole = not private or re.fullmatch(self.hash_pattern, private)
                return (found["id"], private) if is_whole else None
        return None

    def kind_of_page(self, path_and_query: str) -> str:
        """Name the page that is not a video, such as "a playlist", or "" when we cannot tell."""
        kinds = self.other_pages.items()
        return next((kind for page, kind in kinds if re.search(page, path_and_query)), "")

    def watch_url(self, video_id: str, video_hash: str = "", start_seconds: int = 0) -> str:
        """The address of the page on which a reader watches the video."""
        return _filled(self.watch, id=video_id, hash=video_hash, start=start_seconds)

    def player_url(
        self, video_id: str, video_hash: str = "", start_seconds: int = 0, player_id: str = ""
    ) -> str:
        """The address to put into our iframe.

        `player_id` is the account's player that Dailymotion asks for; the others ignore it.
        """
        return _filled(
            self.player, id=video_id, hash=video_hash, start=start_seconds, player=player_id
        )

    @property
    def player_host(self) -> str:
        """The host of player_url: what the content security policy must let into a frame."""
        return urlsplit(self.player).netloc

    def poster_url(self, video_id: str) -> str:
        """The provider's still of the video, or "" where only the provider can tell it."""
        return _filled(self.poster, id=video_id)

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


PROVIDERS: dict[str, Provider] = {
    "youtube": Provider(
        name="YouTube",
        host="youtube.com",
        addresses={
            "youtube.com www.youtube.com m.youtube.com music.youtube.com": (
                "/watch?v={id} /details?v={id} /watch/{id} /embed/{id} /shorts/{id} /live/{id}"
                " /v/{id} /vi/{id} /e/{id}"
            ),
            "youtube-nocookie.com www.youtube-nocookie.com": "/embed/{id} /v/{id}",
            "youtu.be www.youtu.be": "/{id}",
        },
        other_pages={
            r"^/embed/live_stream": "a channel's live stream",
            r"^/playlist|^/embed/videoseries|[?&]list=": "a playlist",
            r"^/(channel|user|c)/|^/@": "a channel",
            r"^/clip/": "a clip",
            r"^/results": "a page of search results",
        },
        # Two page names of /embed/ have eleven letters, as an id has.
        id_pattern="(?!videoseries|live_stream)[0-9A-Za-z_-]{11}",
        watch="https://www.youtube.com/watch?v={id}[&t={start}s]",
        player="https://www.youtube-nocookie.com/embed/{id}[?start={start}]",
        poster="https://i.ytimg.com/vi/{id}/hqdefault.jpg",
    ),
    "vimeo": Provider(
        name="Vimeo",
        host="vimeo.com",
        addresses={
            "vimeo.com www.vimeo.com": (
                "/{id}[/{hash}] /channels/*/{id}[/{hash}] /groups/*/videos/{id}[/{hash}]"
                " /album/*/video/{id}[/{hash}] /showcase/*/video/{id}[/{hash}] /ondemand/*/{id}"
                " /event/*/videos/{id} /manage/videos/{id}[/{hash}] /moogaloop.swf?clip_id={id}"
            ),
            "player.vimeo.com": "/video/{id}",
            "vimeopro.com www.vimeopro.com": "/*/*/video/{id}",
        },
        other_pages={
            r"^/(album|showcase)/": "a collection of videos",
            r"^/channels/": "a channel",
            r"^/groups/": "a group",
            r"^/event/": "an event",
            r"^/ondemand/": "an on-demand page",
            r"^/[^/]+/review/": "a private review page",
            r"^/[A-Za-z][^/.?]*\?": "a page of many videos",
        },
        id_pattern="[1-9][0-9]{0,14}",
        # Ten hexadecimal digits today. A word without a digit is a page, such as /settings.
        hash_pattern=r"(?=[0-9a-f]{10}\Z|[A-Za-z]*[0-9])[0-9A-Za-z]{1,40}",
        hash_key="h",
        watch="https://vimeo.com/{id}[/{hash}][#t={start}s]",
        player="https://player.vimeo.com/video/{id}?dnt=1[&h={hash}][#t={start}s]",
        script="https://player.vimeo.com/api/player.js",
    ),
    "dailymotion": Provider(
        name="Dailymotion",
        host="dailymotion.com",
        addresses={
            "dailymotion.com www.dailymotion.com m.dailymotion.com": (
                "/video/{id}[_*] /embed/video/{id}[_*] /swf/{id} /swf/video/{id}"
                " /crawler/video/{id}"
            ),
            "geo.dailymotion.com": "/player.html?video={id} /player/*.html?video={id}",
            "dai.ly www.dai.ly": "/{id}",
        },
        other_pages={
            r"^/(embed/)?playlist/|[?&]playlist=": "a playlist",
            r"^/search/": "a page of search results",
            r"^/[^/.?]+\?": "a page of many videos",
        },
        id_pattern="[xk][0-9A-Za-z]{1,29}",
        watch="https://www.dailymotion.com/video/{id}[?start={start}]",
        player=(
            "https://geo.dailymotion.com/player[/{player}].html?video={id}[&startTime={start}]"
        ),
    ),
}
