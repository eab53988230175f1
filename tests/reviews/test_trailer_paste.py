"""Reading pasted trailers: every form that sites hand out, every trick, and plain noise."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.trailers.paste import Pasted, TrailerRefused, read_paste
from reviews.trailers.provider import Provider
from reviews.trailers.providers import PROVIDERS, known_providers, player_hosts
from tests.plugins import missing

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "the-defector.json"

YT = "Zz-9_aB3xYq"
VM = "50000001"
HASH = "0f3a9c1d2e"
DM = "x8abc12"
PRIVATE_DM = "kM5xAeZ7QpLr2sTuVw9"
SB = "ab12c"
PT = "9c9de5e8-0a1e-484a-b099-e80766180a6d"
SHORT_PT = "kkGMgK9ZtnKfYAgnEtQxbv"
FACEBOOK = "https%3A%2F%2Fwww.facebook.com%2Fstudio%2Fvideos%2F1234567890123%2F"
# What stands for video.example.org in the database.
PEERTUBE = "ptvideoexampinbaqtzx"


@pytest.fixture(autouse=True)
def _one_peertube_site(settings):
    settings.PEERTUBE_HOSTS = ["video.example.org"]


ADDRESSES = {
    ("youtube", YT, "", 0): [
        f"https://www.youtube.com/watch?v={YT}",
        f"http://www.youtube.com/watch?v={YT}",
        f"//www.youtube.com/watch?v={YT}",
        f"www.youtube.com/watch?v={YT}",
        f"youtube.com/watch?v={YT}",
        f"m.youtube.com/watch?v={YT}",
        f"https://music.youtube.com/watch?v={YT}&si=abc",
        f"HTTPS://WWW.YouTube.COM/watch?v={YT}",
        f"  https://www.youtube.com/watch?v={YT}\r\n",
        f"\u00a0https://youtu.be/{YT}\u3000",
        f"https://www.youtube.com/watch?feature=youtu.be&v={YT}&list=PLx&index=2",
        f"https://www.youtube.com/watch?feature=share&amp;v={YT}",
        f"https://www.youtube.com/watch?feature=a&feature=b&v={YT}&v={YT}",
        f"https://www.youtube.com/watch?v=%5A{YT[1:]}",
        f"https://www.youtube.com/watch/{YT}",
        f"https://m.youtube.com/details?v={YT}",
        f"https://www.youtube.com/embed/{YT}",
        f"https://www.youtube.com/embed/{YT}?rel=0&loop=1&playlist={YT}",
        f"https://www.youtube-nocookie.com/embed/{YT}",
        f"youtube-nocookie.com/embed/{YT}/",
        f"https://www.youtube.com/shorts/{YT}",
        f"https://www.youtube.com/live/{YT}?si=abc",
        f"https://www.youtube.com/v/{YT}",
        f"https://www.youtube.com/v/{YT}&hl=en_US&fs=1",
        f"https://www.youtube.com/vi/{YT}",
        f"https://www.youtube.com/e/{YT}",
        f"https://youtu.be/{YT}",
        f"youtu.be/{YT}/",
        f"https://youtu.be/{YT}?si=Q1w2E3r4",
        f"https://youtu.be/{YT}?=nothing&h=none",
        f"https://youtu.be/{YT}?t=later",
        f"https://youtu.be/{YT}?t=99999",
        f"https://youtu.be/{YT}#comments",
    ],
    ("youtube", YT, "", 100): [
        f"https://youtu.be/{YT}?t=100",
        f"https://youtu.be/{YT}?t=100s",
        f"https://youtu.be/{YT}?si=abc&t=100.75",
        f"https://www.youtube.com/watch?v={YT}&t=1m40s",
        f"https://www.youtube.com/watch?v={YT}&t=1m40",
        f"https://www.youtube.com/watch?v={YT}#t=1m40s",
        f"https://www.youtube.com/watch?t=&v={YT}&time_continue=100",
        f"https://www.youtube.com/embed/{YT}?start=100&end=120",
    ],
    ("youtube", YT, "", 3723): [
        f"https://youtu.be/{YT}?t=1h2m3s",
        f"https://youtu.be/{YT}#t=1h2m3s",
        f"https://www.youtube.com/watch?v={YT}&start=3723",
    ],
    ("vimeo", VM, "", 0): [
        f"https://vimeo.com/{VM}",
        f"http://www.vimeo.com/{VM}/",
        f"vimeo.com/{VM}?share=copy",
        f"vimeo.com/{VM}?h=",
        f"https://vimeo.com/channels/staffpicks/{VM}",
        f"https://vimeo.com/channels/k\u00e4se/{VM}",
        f"https://vimeo.com/groups/shorts/videos/{VM}",
        f"https://vimeo.com/album/123/video/{VM}",
        f"https://vimeo.com/showcase/123/video/{VM}",
        f"https://vimeo.com/ondemand/film/{VM}",
        f"https://vimeo.com/event/99/videos/{VM}",
        f"https://vimeo.com/manage/videos/{VM}",
        f"https://vimeopro.com/studio/trailers/video/{VM}",
        f"http://vimeo.com/moogaloop.swf?clip_id={VM}&server=vimeo.com",
        f"https://player.vimeo.com/video/{VM}",
        f"https://player.vimeo.com/video/{VM}?badge=0&amp;autopause=0&amp;app_id=1",
    ],
    ("vimeo", VM, HASH, 0): [
        f"https://vimeo.com/{VM}/{HASH}",
        f"vimeo.com/{VM}/{HASH}/?share=copy",
        f"https://vimeo.com/{VM}?h={HASH}",
        f"https://vimeo.com/manage/videos/{VM}/{HASH}",
        f"https://vimeo.com/showcase/123/video/{VM}?h={HASH}",
        f"https://player.vimeo.com/video/{VM}?h={HASH}",
        f"https://player.vimeo.com/video/{VM}?dnt=1&h={HASH}&title=0",
    ],
    ("vimeo", VM, "abcdefabcd", 0): [f"https://vimeo.com/{VM}/abcdefabcd"],
    ("vimeo", VM, "Ab9", 0): [f"https://vimeo.com/{VM}/Ab9"],
    ("vimeo", VM, HASH, 100): [
        f"https://vimeo.com/{VM}/{HASH}#t=1m40s",
        f"https://vimeo.com/{VM}/{HASH}?ts=0#t=100s",
        f"https://player.vimeo.com/video/{VM}?h={HASH}#t=100",
    ],
    ("dailymotion", DM, "", 0): [
        f"https://www.dailymotion.com/video/{DM}",
        f"dailymotion.com/video/{DM}/",
        f"http://www.dailymotion.com/video/{DM}_the-trailer_shortfilms",
        f"https://www.dailymotion.com/video/{DM}?playlist=x5abc",
        f"https://m.dailymotion.com/video/{DM}",
        f"https://dai.ly/{DM}",
        f"https://www.dailymotion.com/embed/video/{DM}?autoplay=1",
        f"https://www.dailymotion.com/swf/{DM}",
        f"https://www.dailymotion.com/swf/video/{DM}",
        f"https://www.dailymotion.com/crawler/video/{DM}",
        f"https://geo.dailymotion.com/player.html?video={DM}",
        f"https://geo.dailymotion.com/player/xkdl1.html?mute=true&video={DM}",
    ],
    ("dailymotion", PRIVATE_DM, "", 0): [f"https://www.dailymotion.com/video/{PRIVATE_DM}"],
    ("dailymotion", DM, "", 100): [
        f"https://www.dailymotion.com/video/{DM}?start=100",
        f"https://geo.dailymotion.com/player.html?video={DM}&startTime=100",
        f"https://dai.ly/{DM}?t=1m40s",
    ],
    ("streamable", SB, "", 0): [
        f"https://streamable.com/{SB}",
        f"streamable.com/{SB}/",
        f"https://www.streamable.com/{SB}",
        f"https://streamable.com/e/{SB}?autoplay=1",
        f"https://streamable.com/o/{SB}",
        f"https://streamable.com/s/{SB}/night-train",
    ],
    ("streamable", SB, "", 100): [f"https://streamable.com/{SB}?t=100"],
    (PEERTUBE, PT, "", 0): [
        f"https://video.example.org/w/{PT}",
        f"video.example.org/videos/watch/{PT}/",
        f"https://video.example.org/videos/embed/{PT}?title=0&warningTitle=0",
    ],
    (PEERTUBE, SHORT_PT, "", 100): [
        f"https://video.example.org/w/{SHORT_PT}?start=1m40s",
        f"https://video.example.org/videos/embed/{SHORT_PT}?start=100",
    ],
    ("navertv", "12345678", "", 0): [
        "https://tv.naver.com/v/12345678",
        "https://m.tv.naver.com/v/12345678?from=share",
        "tv.naver.com/h/12345678",
        "https://tv.naver.com/embed/12345678?autoPlay=true",
        "http://tvcast.naver.com/v/12345678",
    ],
    ("imdb", "vi2959588889", "", 0): [
        "https://www.imdb.com/video/vi2959588889/",
        "https://www.imdb.com/video/vi2959588889/?ref_=tt_vi_i_1",
        "imdb.com/videoplayer/vi2959588889",
        "https://m.imdb.com/video/vi2959588889",
        "https://www.imdb.com/list/ls053181649/videoplayer/vi2959588889",
        "https://www.imdb.com/video/imdb/vi2959588889/imdb/embed?width=480",
        "https://www.imdb.com/videoembed/vi2959588889",
        "http://www.imdb.com/title/tt0133093/#lb-vi2959588889",
        "http://www.imdb.com/title/tt0133093/videogallery#lb-vi2959588889",
    ],
    ("facebook", "1234567890123", "", 0): [
        "https://www.facebook.com/watch/?v=1234567890123",
        "https://www.facebook.com/watch?v=1234567890123&ref=sharing",
        "https://m.facebook.com/studio/videos/1234567890123/",
        "https://www.facebook.com/studio/videos/night-train/1234567890123",
        "https://www.facebook.com/video.php?v=1234567890123",
        "https://www.facebook.com/reel/1234567890123",
        f"https://www.facebook.com/plugins/video.php?width=560&href={FACEBOOK}&show_text=false",
    ],
}

OTHER_PAGES = {
    "a playlist": [
        "https://www.youtube.com/playlist?list=PLabc",
        "https://www.youtube.com/watch?list=PLabc",
        "https://www.youtube.com/embed/videoseries?list=PLabc",
        "https://www.youtube-nocookie.com/embed/videoseries?list=PLabc",
        "https://www.youtube.com/embed?listType=playlist&list=PLabc",
        "https://www.dailymotion.com/playlist/x5abc",
        "https://www.dailymotion.com/embed/playlist/x5abc",
        "https://geo.dailymotion.com/player.html?playlist=x5abc",
        f"https://video.example.org/w/p/{SHORT_PT}",
        f"https://video.example.org/videos/watch/playlist/{PT}",
    ],
    "a channel's live stream": ["https://www.youtube.com/embed/live_stream?channel=UCabc"],
    "a channel": [
        "https://video.example.org/c/studio/videos",
        "https://video.example.org/a/ana@video.example.org",
        "https://tv.naver.com/studio",
        "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv",
        "https://www.youtube.com/user/studio/videos",
        "https://www.youtube.com/c/studio",
        "https://www.youtube.com/@studio",
        "https://www.youtube.com/@studio/videos?view=0",
        "https://vimeo.com/channels/staffpicks",
    ],
    "a clip": ["https://www.youtube.com/clip/UgkxAbc"],
    "a page of search results": [
        "https://www.youtube.com/results?search_query=trailer",
        "https://www.dailymotion.com/search/trailer/videos",
    ],
    "a group": ["https://vimeo.com/groups/shorts"],
    "an event": ["https://vimeo.com/event/12345", "https://vimeo.com/event/12345/embed"],
    "an on-demand page": ["https://vimeo.com/ondemand/film"],
    "a private review page": [f"https://vimeo.com/studio/review/{VM}/{HASH}"],
    "a collection of videos": ["https://vimeo.com/showcase/1", "https://vimeo.com/album/1/embed"],
    "a page of many videos": [
        "https://vimeo.com/studio",
        "https://www.dailymotion.com/studio",
        "https://www.imdb.com/title/tt0133093/videogallery",
    ],
    "a page about the site": ["https://streamable.com/login", "https://streamable.com/pricing/x"],
    "a live stream": ["https://tv.naver.com/l/12345"],
    "a film's page": ["https://www.imdb.com/title/tt0133093/"],
    "a person's page": ["https://www.imdb.com/name/nm0000206/"],
    "a group or an event": ["https://www.facebook.com/events/123456789"],
    "a page, or a short address that only Facebook can follow": [
        "https://fb.watch/a1B2c3D4e5/",
        "https://www.facebook.com/studio",
        "https://www.facebook.com/share/v/1AbCdEfG/",
    ],
    "a Streamable address, but not of one video": [
        "https://streamable.com",
        f"https://streamable.com/{SB}/{SB}/x",
        "https://streamable.com/AB12C",
    ],
    "a PeerTube address, but not of one video": [
        "https://video.example.org/",
        f"https://video.example.org/w/{PT[:-1]}",
        f"https://video.example.org/api/v1/videos/{PT}",
    ],
    "a Facebook address, but not of one video": [
        "https://www.facebook.com/watch?v=12x",
        "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fevil.org%2Fvideos%2F12345",
    ],
    "a YouTube address, but not of one video": [
        "https://www.youtube.com",
        "https://www.youtube.com/",
        f"https://www.youtube.com/{YT}",
        f"https://www.youtube.com//watch?v={YT}",
        f"https://www.youtube.com/watch?v={YT}x",
        f"https://www.youtube.com/watch?v={YT[:-1]}",
        f"https://www.youtube.com/watch?v={YT[:-1]}\u0661",
        f"https://www.youtube.com/watch?v={YT[:-1]}%0A",
        f"https://www.youtube.com/watch?v={YT[:-1]}%22",
        f"https://www.youtube.com/watch?v={YT}%0A",
        f"https://www.youtube.com/watch?v={YT}&v={YT[::-1]}",
        f"https://www.youtube.com/watch?V={YT}",
        f"https://www.youtube.com/watch#v={YT}",
        f"https://youtu.be/watch?v={YT}",
        f"https://youtu.be/{YT}/{YT}",
        f"https://youtu.be/%5A{YT[1:]}",
        f"https://www.youtube-nocookie.com/watch?v={YT}",
    ],
    "a Vimeo address, but not of one video": [
        "https://vimeo.com",
        "https://vimeo.com/0123",
        "https://vimeo.com/1234567890123456",
        "https://vimeo.com/\u0661\u0662\u0663",
        f"https://vimeo.com/{VM}/settings",
        f"https://vimeo.com/{VM}/{HASH}/more",
        f"https://vimeo.com/{VM}?h=0f3a9c1d2e%22",
        f"https://vimeo.com/{VM}?h={HASH}&h=1234567890",
        "https://player.vimeo.com/video/trailer",
        f"https://player.vimeo.com/video/{VM}/config",
        "https://vimeo.com/moogaloop.swf?clip_id=12x",
    ],
    "a Dailymotion address, but not of one video": [
        "https://www.dailymotion.com/video/abc",
        "https://www.dailymotion.com/video/x8\u00e4bc",
        f"https://www.dailymotion.com/video/{DM}/{DM}",
        f"https://geo.dailymotion.com/player/a/b.html?video={DM}",
        "https://geo.dailymotion.com/player/xkdl1.js",
    ],
}

ONE_OF_EACH_HOST = [
    ("www.youtube.com", f"/watch?v={YT}"),
    ("youtu.be", f"/{YT}"),
    ("www.youtube-nocookie.com", f"/embed/{YT}"),
    ("vimeo.com", f"/{VM}"),
    ("player.vimeo.com", f"/video/{VM}?h={HASH}"),
    ("www.dailymotion.com", f"/video/{DM}"),
    ("geo.dailymotion.com", f"/player.html?video={DM}"),
    ("dai.ly", f"/{DM}"),
    ("streamable.com", f"/{SB}"),
    ("video.example.org", f"/w/{PT}"),
    ("tv.naver.com", "/v/12345678"),
    ("www.imdb.com", "/video/vi2959588889"),
    ("www.facebook.com", "/watch?v=1234567890123"),
]

HOST_TRICKS = {
    "https://{host}@evil.org": "@ sign",
    "https://{host}:443@evil.org": "@ sign",
    "https://user@{host}": "@ sign",
    "https://user:word@{host}": "@ sign",
    "user:word@{host}": "@ sign",
    "https://{host}\\@evil.org": "@ sign",
    "https://{host}:443": "a port",
    "{host}:8080": "a port",
    "https://{host}:": "a port",
    "https://[{host}]:1": "a port",
    "https://{host}\u200b": "nobody can see",
    "https://\u202e{host}": "nobody can see",
    "https://{host}\u00ad": "nobody can see",
    "https://{host}\x07": "nobody can see",
    "https://{host}\x00": "nobody can see",
    "https://{host}\x9f": "nobody can see",
    "https://xn--{host}": "look like",
    "https://XN--{host}": "look like",
    "https://\u0443{host}": "look like",
    "https://{host}\u2024evil.org": "look like",
    "https://{host}\uff0fevil.org": "look like",
    "https://{host}.evil.org": "address bar|We take trailers",
    "https://{host}.": "address bar|We take trailers",
    "https://evil-{host}": "address bar|We take trailers",
    "https://x{host}": "address bar|We take trailers",
    "https://{host}.co": "address bar|We take trailers",
    "https://{host}%2eevil.org": "address bar|We take trailers",
    "https://{host}\\evil.org": "address bar|We take trailers",
    "https://{host};evil.org": "address bar|We take trailers",
    "https://[{host}]": "address bar|We take trailers",
    "https://evil.org/{host}": "We take trailers",
    "https://evil.org?{host}": "We take trailers",
    "https://evil.org#{host}": "We take trailers",
    "https://{host}\tevil.org": "one address",
    "https://{host} evil.org": "one address",
    "Trailer: https://{host}": "one address",
    "https://evil.org\n{host}": "one address",
    "ftp://{host}": "not a web address",
    "javascript://{host}": "not a web address",
    "javascript:{host}": "not a web address",
    "data:text/html,{host}": "not a web address",
    "https:{host}": "not a web address",
    "https:///{host}": "not a web address",
    "/{host}": "not a web address",
}

PLAYER = f'<iframe src="https://player.vimeo.com/video/{VM}?h={HASH}"></iframe>'
TITLE_LINK = f'<a href="https://vimeo.com/{VM}">Night Train</a>'

BAD_EMBED_CODES = {
    "more than one player": [
        PLAYER + PLAYER,
        PLAYER + '<iframe src="https://evil.org/"></iframe>',
        f"<div>{PLAYER}</div><p><IFRAME SRC=//youtu.be/{YT}></IFRAME></p>",
    ],
    "no player": [
        "<p></p>",
        TITLE_LINK,
        "<",
        f"<!-- {PLAYER} -->",
        f"<!-- wp:embed -->https://vimeo.com/{VM}<!-- /wp:embed -->",
    ],
    "a script of its own": [
        f"{PLAYER}<script>alert(1)</script>",
        f"<script>alert(1)</script>{PLAYER}",
        f'{PLAYER}<script src="https://evil.org/player.js"></script>',
        f'{PLAYER}<script src="http://player.vimeo.com/api/player.js"></script>',
        f'{PLAYER}<script src="https://player.vimeo.com/api/player.js">alert(1)</script>',
        f'{PLAYER}<script src="https://evil.org/" src="https://player.vimeo.com/api/player.js">',
        f'<script src="https://geo.dailymotion.com/player/x.js" data-video="{DM}"></script>',
        f'<iframe src="https://vimeo.com/{VM}" onload="alert(1)"></iframe>',
        f'<iframe src="https://vimeo.com/{VM}" srcdoc="&lt;p&gt;"></iframe>',
        f'{PLAYER}<p onclick="alert(1)">Night Train</p>',
    ],
    "more than a player": [
        f'{PLAYER}<img src="x">',
        f"{PLAYER}<svg></svg>",
        f"{PLAYER}<form></form>",
        f'{PLAYER}<base href="https://evil.org/">',
        f'{PLAYER}<meta http-equiv="refresh" content="0;url=//evil.org">',
        f'<object data="https://www.youtube.com/v/{YT}"></object>',
        f'<embed src="https://www.youtube.com/v/{YT}">',
        f"<https://vimeo.com/{VM}>",
    ],
    "leads nowhere": [
        f'{PLAYER}<a href="javascript:alert(1)">Night Train</a>',
        f'{PLAYER}<a href="java&#9;script:alert(1)">Night Train</a>',
        f'{PLAYER}<a href="&#1;JavaScript:alert(1)">Night Train</a>',
        f'{PLAYER}<a href="data:text/html,x">Night Train</a>',
        f'<a href="/studio">x</a>{PLAYER}',
    ],
    "damaged": [f"{PLAYER}<![x[", "<![x["],
    "not a web address": [
        "<iframe></iframe>",
        '<iframe src=""></iframe>',
        '<iframe src="javascript:alert(1)"></iframe>',
        '<iframe src="about:blank"></iframe>',
        f'<iframe data-src="https://vimeo.com/{VM}"></iframe>',
        f'<iframe src="/video/{VM}"></iframe>',
    ],
    "We take trailers from YouTube, Vimeo, Dailymotion, Streamable": [
        f'<iframe src="https://evil.org/" src="https://vimeo.com/{VM}"></iframe>',
    ],
    "own video addresses": [f'<iframe src="https://vimeo.com.evil.org/{VM}"></iframe>'],
    "@ sign": [f'<iframe src="https://vimeo.com@evil.org/{VM}"></iframe>'],
    "a playlist": ['<iframe src="https://www.youtube.com/embed/videoseries?list=PL1"></iframe>'],
}


def cases(families: dict) -> list:
    return [(text, told) for told, texts in families.items() for text in texts]


def refusal_of(text: str) -> str:
    with pytest.raises(TrailerRefused) as refused:
        read_paste(text)
    return str(refused.value)


def is_one_sentence(message: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][^.\n]+\.", message))


@pytest.mark.parametrize(("address", "video"), cases(ADDRESSES))
def test_every_form_of_address_names_its_video(address, video):
    pasted = read_paste(address)

    assert pasted == Pasted(*video, title="", uploader="", uploader_url="")


@pytest.mark.parametrize(("address", "video"), cases(ADDRESSES))
def test_the_player_of_every_address_is_read_from_its_iframe(address, video):
    code = f'<iframe width="640" src="{address.strip()}" allowfullscreen></iframe>'

    pasted = read_paste(code)

    assert pasted == Pasted(*video, title="", uploader="", uploader_url="")


@pytest.mark.parametrize(("address", "kind"), cases(OTHER_PAGES))
def test_a_page_that_is_not_a_video_is_called_by_its_name(address, kind):
    message = refusal_of(address)

    assert message == f"This is {kind}; open the trailer itself and paste its address."


@pytest.mark.parametrize(("host", "rest"), ONE_OF_EACH_HOST)
@pytest.mark.parametrize(("trick", "told"), HOST_TRICKS.items())
def test_an_address_that_hides_its_host_is_refused_in_words(trick, told, host, rest):
    address = trick.format(host=host) + rest

    message = refusal_of(address)

    assert re.search(told, message)
    assert is_one_sentence(message)


@pytest.mark.parametrize(("host", "rest"), ONE_OF_EACH_HOST)
@pytest.mark.parametrize("latin", "aeiouy")
def test_one_foreign_letter_in_the_host_is_refused(latin, host, rest):
    foreign = {"a": "\u0430", "e": "\u0435", "i": "\u0456", "o": "\u043e", "u": "\uff55"}
    address = host.replace(latin, foreign.get(latin, "\u0443"), 1) + rest

    if latin in host:
        assert "look like the usual ones" in refusal_of(address)
    else:
        assert read_paste(address).provider


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/trailer.mp4",
        "https://www.ted.com/talks/somebody_on_film",
        "https://peertube.example.net/w/kkGMgK9ZtnKfYAgnEtQxbv",
        YT,
        VM,
        "trailer",
        "[::1]",
        "127.0.0.1",
    ],
)
def test_other_sites_are_told_which_ones_we_take(text):
    message = refusal_of(text)

    assert is_one_sentence(message)
    assert (
        all(provider.name in message for provider in known_providers().values())
        or "port" in message
    )


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0", "\u3000"])
def test_an_empty_box_asks_for_an_address(text):
    assert refusal_of(text) == "Paste the trailer's address or its embed code."


@pytest.mark.parametrize("text", ["<p>" * 3334, "a" * 10_001, f"{PLAYER}{' ' * 10_000}"])
def test_an_overlong_paste_is_refused(text):
    message = refusal_of(text)

    assert "too long" in message
    assert is_one_sentence(message)


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b", "\x7f", "\x85", "\ud800"])
@pytest.mark.parametrize("text", [f"https://vimeo.com/{VM}", f"{PLAYER}<p>{TITLE_LINK}</p>"])
def test_control_characters_are_refused_anywhere(text, character):
    for position in (0, len(text) // 2, len(text)):
        message = refusal_of(text[:position] + character + text[position:])

        assert "nobody can see" in message


@pytest.mark.parametrize(("code", "told"), cases(BAD_EMBED_CODES))
def test_embed_code_with_anything_besides_one_player_is_refused(code, told):
    message = refusal_of(code)

    assert told in message
    assert is_one_sentence(message)


def captioned(*links: str, player: str = PLAYER) -> Pasted:
    return read_paste(f"<div>\n{player}\n</div>\n<p>{' from '.join(links)} on Vimeo.</p>")


def test_the_caption_behind_a_player_gives_title_and_uploader():
    pasted = captioned(
        f'<a href="https://vimeo.com/{VM}/{HASH}?share=copy">Night Train</a>',
        '<a href="https://vimeo.com/studio?embed=true">Studio</a>',
        '<a href="https://vimeo.com">Vimeo</a>',
    )

    assert pasted == Pasted(
        provider="vimeo",
        video_id=VM,
        video_hash=HASH,
        start_seconds=0,
        title="Night Train",
        uploader="Studio",
        uploader_url="https://vimeo.com/studio",
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Day &amp; Night &ndash; &ldquo;Trailer&rdquo;", "Day & Night \u2013 \u201cTrailer\u201d"),
        ("&#8216;Night Train&#8217;", "\u2018Night Train\u2019"),
        (
            "\u2018Night\u2019 \u2014 \u201cday\u201d\u2026",
            "\u2018Night\u2019 \u2014 \u201cday\u201d\u2026",
        ),
        ("No&nbsp;break\u00a0space\u2009thin", "No break space thin"),
        ("  Three\n\tlines<br>of it ", "Three lines of it"),
        ("<strong>Bold</strong> <em>words</em>", "Bold words"),
        ("대통령 &#x1F3AC;", "대통령 🎬"),
        ("Family 👩\u200d👧", "Family 👩\u200d👧"),
        ("\u202eturned\u2066 round\u2069", "turned round"),
        ("&#x202E;turned", "turned"),
        ("&lt;script&gt;", "<script>"),
        ("&#0;&#x1;null", "\ufffdnull"),
        ("a" * 400, "a" * 300),
        ("a" * 299 + " b", "a" * 299),
        ("", ""),
    ],
)
def test_caption_words_become_one_line_of_plain_text(written, read):
    pasted = captioned(
        f'<a href="https://vimeo.com/{VM}">{written}</a>',
        f'<a href="https://vimeo.com/studio">{written}</a>',
    )

    assert (pasted.title, pasted.uploader) == (read, read)


@pytest.mark.parametrize(
    ("href", "uploader", "uploader_url"),
    [
        ("https://vimeo.com/studio", "Studio", "https://vimeo.com/studio"),
        ("https://VIMEO.com/studio/", "Studio", "https://vimeo.com/studio"),
        ("https://www.vimeo.com/user123", "Studio", "https://www.vimeo.com/user123"),
        ("http://vimeo.com/studio", "Studio", ""),
        ("//vimeo.com/studio", "Studio", ""),
        ("https://vimeo.com/st%22udio", "Studio", "https://vimeo.com/st%22udio"),
        ("https://vimeo.com/st&quot;udio", "Studio", ""),
        ("https://vimeo.com/" + "a" * 200, "Studio", ""),
        ("https://vimeo.com", "", ""),
        ("https://vimeo.com/", "", ""),
        (f"https://vimeo.com/{VM}1", "", ""),
        ("https://youtube.com/@studio", "", ""),
        ("https://evil.org/studio", "", ""),
        ("https://vimeo.com.evil.org/studio", "", ""),
        ("https://vimeo.com@evil.org/studio", "", ""),
        ("https://vimeo.com:443/studio", "", ""),
        ("https://vime\u043e.com/studio", "", ""),
    ],
)
def test_an_uploader_is_kept_only_from_the_site_of_the_video(href, uploader, uploader_url):
    pasted = captioned(TITLE_LINK, f'<a href="{href}">Studio</a>')

    assert pasted.title == "Night Train"
    assert (pasted.uploader, pasted.uploader_url) == (uploader, uploader_url)


@pytest.mark.parametrize(
    "href",
    [
        "https://vimeo.com/123",
        f"https://evil.org/{VM}",
        f"https://youtu.be/{YT}",
        f"https://vimeo.com.evil.org/{VM}",
        "https://vimeo.com/studio",
    ],
)
def test_a_link_to_anything_but_the_same_video_is_not_its_title(href):
    pasted = captioned(f'<a href="{href}">Another</a>', '<a href="https://vimeo.com/a">A</a>')

    assert (pasted.title, pasted.uploader, pasted.uploader_url) == ("", "", "")


def test_a_caption_cut_off_in_its_title_still_gives_it():
    pasted = read_paste(f'{PLAYER}<p><a href="https://vimeo.com/{VM}">Day&Night')

    assert pasted.title == "Day&Night"


def test_words_before_the_player_are_no_caption():
    pasted = read_paste(f"<p>{TITLE_LINK}</p>{PLAYER}")

    assert pasted.title == ""


def test_a_caption_gives_the_private_part_that_its_player_leaves_out():
    player = f'<iframe src="https://player.vimeo.com/video/{VM}"></iframe>'

    pasted = captioned(f'<a href="https://vimeo.com/{VM}/{HASH}">Night Train</a>', player=player)

    assert pasted.video_hash == HASH


@pytest.mark.parametrize(
    ("src", "written", "title"),
    [
        (f"https://player.vimeo.com/video/{VM}", "Night Train", "Night Train"),
        (f"https://player.vimeo.com/video/{VM}", "vimeo-player", ""),
        (f"https://www.youtube.com/embed/{YT}?si=x", "YouTube video player", ""),
        (f"https://www.youtube.com/embed/{YT}", "The Player", "The Player"),
        (f"https://geo.dailymotion.com/player.html?video={DM}", "Dailymotion Video Player", ""),
    ],
)
def test_the_players_own_title_stands_in_for_a_caption(src, written, title):
    script = '<script src="https://player.vimeo.com/api/player.js"></script>'

    pasted = read_paste(f'<div><iframe src="{src}" title="{written}"></iframe></div>{script}')

    assert pasted.title == title


def test_the_players_own_title_stands_in_for_a_link_without_words():
    player = PLAYER.replace("<iframe", '<iframe title="Night Train"')

    pasted = captioned(f'<a href="https://vimeo.com/{VM}"> </a>', player=player)

    assert pasted.title == "Night Train"


def test_an_old_dailymotion_caption_is_read_too():
    pasted = read_paste(
        f'<iframe src="//www.dailymotion.com/embed/video/{DM}"></iframe><br />'
        f'<a href="http://www.dailymotion.com/video/{DM}_night-train">Night Train</a>'
        ' <i>by <a href="https://www.dailymotion.com/Studio" target="_blank">Studio</a></i>'
    )

    assert (pasted.title, pasted.uploader) == ("Night Train", "Studio")
    assert pasted.uploader_url == "https://www.dailymotion.com/Studio"


@pytest.mark.skipif(not SAMPLE.exists(), reason=missing.REASON.format("sample page"))
def test_the_sample_pages_embed_code_gives_its_caption():
    trailer = json.loads(SAMPLE.read_text())["trailer"]

    pasted = read_paste(trailer["embed_code"])

    assert (pasted.provider, pasted.video_id, pasted.video_hash) == ("vimeo", VM, HASH)
    assert (pasted.title, pasted.uploader) == (trailer["title"], trailer["uploader"])
    assert pasted.uploader_url == "https://vimeo.com/fathomfilm"


def test_each_provider_says_where_its_player_and_poster_are():
    facts = {
        slug: (p.name, p.host in p.hosts, p.player_host, "".join(p.poster_urls("ID")[:1]))
        for slug, p in known_providers().items()
    }

    assert facts == {
        "youtube": (
            "YouTube",
            True,
            "www.youtube-nocookie.com",
            "https://i.ytimg.com/vi/ID/maxresdefault.jpg",
        ),
        "vimeo": ("Vimeo", True, "player.vimeo.com", ""),
        "dailymotion": ("Dailymotion", True, "geo.dailymotion.com", ""),
        "streamable": ("Streamable", True, "streamable.com", ""),
        PEERTUBE: ("PeerTube", True, "video.example.org", ""),
        "navertv": ("Naver TV", True, "", ""),
        "imdb": ("IMDb", True, "", ""),
        "facebook": ("Facebook", True, "", ""),
    }


@pytest.mark.parametrize(
    ("slug", "values", "watch_url", "player_url"),
    [
        (
            "youtube",
            (YT, "", 9),
            f"https://www.youtube.com/watch?v={YT}&t=9s",
            f"https://www.youtube-nocookie.com/embed/{YT}?start=9",
        ),
        (
            "vimeo",
            (VM, HASH, 9),
            f"https://vimeo.com/{VM}/{HASH}#t=9s",
            f"https://player.vimeo.com/video/{VM}?dnt=1&h={HASH}#t=9s",
        ),
        (
            "vimeo",
            (VM, "", 0),
            f"https://vimeo.com/{VM}",
            f"https://player.vimeo.com/video/{VM}?dnt=1",
        ),
        (
            "dailymotion",
            (DM, "", 9),
            f"https://www.dailymotion.com/video/{DM}?start=9",
            f"https://geo.dailymotion.com/player/xkdl1.html?video={DM}&startTime=9",
        ),
        (
            "streamable",
            (SB, "", 9),
            f"https://streamable.com/{SB}?t=9",
            f"https://streamable.com/e/{SB}?t=9",
        ),
        (
            PEERTUBE,
            (PT, "", 9),
            f"https://video.example.org/w/{PT}?start=9s",
            f"https://video.example.org/videos/embed/{PT}?p2p=0&start=9s",
        ),
        ("navertv", ("12345678", "", 0), "https://tv.naver.com/v/12345678", ""),
        ("imdb", ("vi2959588889", "", 0), "https://www.imdb.com/video/vi2959588889/", ""),
        (
            "facebook",
            ("1234567890123", "", 0),
            "https://www.facebook.com/watch/?v=1234567890123",
            "",
        ),
    ],
)
def test_addresses_are_written_as_the_sites_write_them(slug, values, watch_url, player_url):
    provider = known_providers()[slug]

    assert provider.watch_url(*values) == watch_url
    assert provider.player_url(*values, player_id="xkdl1") == player_url


def test_without_a_player_of_its_own_account_dailymotion_is_a_link():
    assert PROVIDERS["dailymotion"].player_url(DM) == ""


def test_a_new_site_is_one_entry_of_the_table(monkeypatch):
    kakao = Provider(
        name="KakaoTV",
        host="tv.kakao.com",
        addresses={"tv.kakao.com": "/v/{id} /embed/player/cliplink/{id}"},
        other_pages={"^/channel/": "a channel"},
        id_pattern="[1-9][0-9]{5,11}",
        watch="https://tv.kakao.com/v/{id}",
        player="https://tv.kakao.com/embed/player/cliplink/{id}[?start={start}]",
    )
    monkeypatch.setitem(PROVIDERS, "kakaotv", kakao)

    pasted = read_paste(kakao.player_url("123456789", start_seconds=7))

    assert pasted == Pasted("kakaotv", "123456789", "", 7, "", "", "")
    assert "a channel" in refusal_of("tv.kakao.com/channel/1")
    assert "KakaoTV" in refusal_of("https://evil.org/123456789")
    assert "https://tv.kakao.com" in player_hosts()


def test_a_peertube_site_is_known_only_while_the_settings_name_it(settings):
    address = f"https://video.example.org/w/{PT}"
    settings.PEERTUBE_HOSTS = ["tube.example.net", "video.example.org"]

    assert read_paste(address).provider == PEERTUBE

    settings.PEERTUBE_HOSTS = []

    assert "We take trailers from" in refusal_of(address)


@pytest.mark.parametrize("slug", [*PROVIDERS, PEERTUBE])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), start=st.integers(0, 86_400))
def test_every_address_we_write_is_read_back_the_same(slug, data, start):
    provider = known_providers()[slug]
    start = start if provider.player else 0
    video_id = data.draw(st.from_regex(provider.id_pattern, fullmatch=True))
    video_hash = data.draw(st.just("") | st.from_regex(provider.hash_pattern, fullmatch=True))

    watched = read_paste(provider.watch_url(video_id, video_hash, start))
    player = provider.player_url(video_id, video_hash, start, player_id="xkdl1")

    assert watched == Pasted(slug, video_id, video_hash, start, "", "", "")
    assert not player or read_paste(player) == watched


PIECES = [
    *(host for provider in PROVIDERS.values() for host in sorted(provider.hosts)),
    *(address for address, _ in cases(ADDRESSES)),
    *(code for code, _ in cases(BAD_EMBED_CODES)),
    *"<>/?#&=:@.;%'\"\\ \n\t!-[](),",
    *("https://", "http:", "//", "www.", "watch?v=", "/video/", "?h=", "&t=", "#t=", "1h2m3s"),
    *("<iframe src=", "</iframe>", "<p>", "<a href=", "</a>", "<!--", "-->", "<![CDATA["),
    *("<!DOCTYPE", "<?", "</", "&#x0;", "&amp;", "%00", "\x00", "\u202e", "\ud800"),
    *("/w/", "/v/", "#lb-", "?href=", "/plugins/video.php", "video.example.org"),
    *(YT, VM, HASH, DM, SB, PT, PLAYER, TITLE_LINK),
]


@settings(max_examples=1_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join))
def test_any_text_is_either_plain_facts_or_one_sentence(text):
    try:
        pasted = read_paste(text)
    except TrailerRefused as refused:
        assert is_one_sentence(str(refused))
        return

    provider = known_providers()[pasted.provider]
    assert re.fullmatch(provider.id_pattern, pasted.video_id)
    assert re.fullmatch(f"(?:{provider.hash_pattern})?", pasted.video_hash)
    assert 0 <= pasted.start_seconds <= 86_400
    assert re.fullmatch(r"(\S(.*\S)?)?", pasted.title)
    assert len(pasted.title) <= 300
    assert re.fullmatch(r"(\S(.*\S)?)?", pasted.uploader)
    assert len(pasted.uploader) <= 300
    hosts = "|".join(re.escape(host) for host in provider.hosts)
    assert re.fullmatch(rf"(https://({hosts})(/[\w.~@%-]+)+)?", pasted.uploader_url, re.ASCII)
    assert len(pasted.uploader_url) <= 200
