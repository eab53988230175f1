"""The video sites whose trailers we take: one table, from which everything else follows.

A new site is one entry in PROVIDERS and its addresses in the tests. Reading what people
paste happens in `paste`; nothing here talks to the network.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from string import ascii_lowercase

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.trailers.provider import Provider

PLAYLIST = _("a playlist")
CHANNEL = _("a channel")
SEARCH_RESULTS = _("a page of search results")
MANY_VIDEOS = _("a page of many videos")

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
            r"^/embed/live_stream": _("a channel's live stream"),
            r"^/playlist|^/embed/videoseries|[?&]list=": PLAYLIST,
            r"^/(channel|user|c)/|^/@": CHANNEL,
            r"^/clip/": _("a clip"),
            r"^/results": SEARCH_RESULTS,
        },
        # Two page names of /embed/ have eleven letters, as an id has.
        id_pattern="(?!videoseries|live_stream)[0-9A-Za-z_-]{11}",
        watch="https://www.youtube.com/watch?v={id}[&t={start}s]",
        player="https://www.youtube-nocookie.com/embed/{id}[?start={start}]",
        oembed="https://www.youtube.com/oembed",
        # What oEmbed names is the second, 4:3 with bars; the first is missing for old videos.
        posters=(
            "https://i.ytimg.com/vi/{id}/maxresdefault.jpg",
            "https://i.ytimg.com/vi/{id}/hqdefault.jpg",
        ),
        poster_hosts=frozenset({"i.ytimg.com"}),
        refusals={401: "embedding_off"},
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
            r"^/(album|showcase)/": _("a collection of videos"),
            r"^/channels/": CHANNEL,
            r"^/groups/": _("a group"),
            r"^/event/": _("an event"),
            r"^/ondemand/": _("an on-demand page"),
            r"^/[^/]+/review/": _("a private review page"),
            r"^/[A-Za-z][^/.?]*\?": MANY_VIDEOS,
        },
        id_pattern="[1-9][0-9]{0,14}",
        # Ten hexadecimal digits today. A word without a digit is a page, such as /settings.
        hash_pattern=r"(?=[0-9a-f]{10}\Z|[A-Za-z]*[0-9])[0-9A-Za-z]{1,40}",
        hash_key="h",
        watch="https://vimeo.com/{id}[/{hash}][#t={start}s]",
        player="https://player.vimeo.com/video/{id}?dnt=1[&h={hash}][#t={start}s]",
        script="https://player.vimeo.com/api/player.js",
        oembed="https://vimeo.com/api/oembed.json",
        poster_hosts=frozenset({"i.vimeocdn.com"}),
        refusals={403: "embedding_off"},
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
            r"^/(embed/)?playlist/|[?&]playlist=": PLAYLIST,
            r"^/search/": SEARCH_RESULTS,
            r"^/[^/.?]+\?": MANY_VIDEOS,
        },
        id_pattern="[xk][0-9A-Za-z]{1,29}",
        watch="https://www.dailymotion.com/video/{id}[?start={start}]",
        player="https://geo.dailymotion.com/player/{player}.html?video={id}[&startTime={start}]",
        oembed="https://www.dailymotion.com/services/oembed",
        poster_hosts=frozenset({".dmcdn.net"}),
        # Since September 2026 also for a player id that is missing or wrong.
        refusals={403: "needs_player_id"},
    ),
    "streamable": Provider(
        name="Streamable",
        host="streamable.com",
        addresses={"streamable.com www.streamable.com": "/{id} /e/{id} /o/{id} /s/{id} /s/{id}/*"},
        other_pages={r"^/(login|signup|pricing|terms|privacy|about)\b": _("a page about the site")},
        id_pattern=r"(?!(?:login|signup|pricing|terms|privacy|about)\Z)[0-9a-z]{4,10}",
        watch="https://streamable.com/{id}[?t={start}]",
        player="https://streamable.com/e/{id}[?t={start}]",
        oembed="https://api.streamable.com/oembed.json",
        poster_hosts=frozenset({".streamable.com"}),
    ),
    "navertv": Provider(
        name="Naver TV",
        host="tv.naver.com",
        addresses={"tv.naver.com m.tv.naver.com tvcast.naver.com": "/v/{id} /embed/{id} /h/{id}"},
        other_pages={r"^/l/|^/live": _("a live stream"), r"^/[^/.?]+(/home)?\?": CHANNEL},
        id_pattern="[1-9][0-9]{0,14}",
        watch="https://tv.naver.com/v/{id}",
    ),
    "imdb": Provider(
        name="IMDb",
        host="imdb.com",
        addresses={
            "imdb.com www.imdb.com m.imdb.com": (
                "/video/{id} /videoplayer/{id} /videoembed/{id} /video/imdb/{id}"
                " /video/imdb/{id}/imdb/embed /list/*/videoplayer/{id}"
                " /title/*#lb-{id} /title/*/*#lb-{id}"
            )
        },
        other_pages={
            r"^/title/[^/?]+/videogallery": MANY_VIDEOS,
            r"^/title/": _("a film's page"),
            r"^/name/": _("a person's page"),
        },
        id_pattern="vi[1-9][0-9]{2,14}",
        watch="https://www.imdb.com/video/{id}/",
    ),
    "facebook": Provider(
        name="Facebook",
        host="facebook.com",
        addresses={
            "facebook.com www.facebook.com m.facebook.com web.facebook.com": (
                "/watch?v={id} /video.php?v={id} /*/videos/{id} /*/videos/*/{id} /reel/{id}"
            ),
            "fb.watch www.fb.watch": "",
        },
        other_pages={
            r"^/(events|groups)/": _("a group or an event"),
            r"^/share/|^/(?!watch\?)[^/.?]+\?": _(
                "a page, or a short address that only Facebook can follow"
            ),
        },
        id_pattern="[1-9][0-9]{4,19}",
        watch="https://www.facebook.com/watch/?v={id}",
        wrapper="/plugins/video.php?href",
    ),
}


def known_providers() -> dict[str, Provider]:
    """Every site we take trailers from now, by the name in the database."""
    return PROVIDERS | _peertube_sites(tuple(settings.PEERTUBE_HOSTS))


def provider_names() -> str:
    """“YouTube, Vimeo and IMDb”, for sentences."""
    *names, last = dict.fromkeys(provider.name for provider in known_providers().values())
    return gettext("%(some)s and %(last)s") % {"some": ", ".join(names), "last": last}


def player_hosts(peertube_hosts: Iterable[str] = ()) -> list[str]:
    """Every host that may play in a frame of ours: for the content security policy."""
    hosts = (provider.player_host for provider in PROVIDERS.values())
    return [f"https://{host}" for host in (*hosts, *peertube_hosts) if host]


@cache
def _peertube_sites(hosts: tuple[str, ...]) -> dict[str, Provider]:
    return {_peertube_slug(host): _peertube(host) for host in hosts}


def _peertube_slug(host: str) -> str:
    """Letters that stand for this host alone, however many hosts come and go in the setting."""
    letters = "".join(letter for letter in host if letter in ascii_lowercase)[:10]
    return f"pt{letters}" + "".join(
        ascii_lowercase[n % 26] for n in sha256(host.encode()).digest()[:8]
    )


def _peertube(host: str) -> Provider:
    return Provider(
        name="PeerTube",
        host=host,
        addresses={host: "/w/{id} /videos/watch/{id} /videos/embed/{id}"},
        other_pages={
            r"^/w/p/|^/videos/(watch|embed)/playlist/|^/video-playlists/": PLAYLIST,
            r"^/(c|a|video-channels|accounts)/": CHANNEL,
            r"^/search": SEARCH_RESULTS,
        },
        id_pattern="[0-9A-Za-z]{22}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        watch=f"https://{host}/w/{{id}}[?start={{start}}s]",
        # Peer to peer would show a reader's network address to the other viewers.
        player=f"https://{host}/videos/embed/{{id}}?p2p=0[&start={{start}}s]",
        oembed=f"https://{host}/services/oembed",
        poster_hosts=frozenset({host}),
    )
