"""Asking a provider about one video: does it play, and what is it called?

One request to the one address the table has for the provider, with the video's address as we
write it. Of the answer's many keys a few are read, each checked and each optional; its HTML
is never used. See https://oembed.com/ section 2.3; recorded answers are in the tests.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from publishing.fetching import SECONDS, NotFetched, fetch
from reviews.models.trailer_check import Outcome
from reviews.trailers.address import TrailerRefused
from reviews.trailers.caption import plain, uploader_address
from reviews.trailers.paste import read_paste
from reviews.trailers.provider import Provider
from reviews.trailers.providers import known_providers

LONGEST_VIDEO_SECONDS = 24 * 60 * 60
POSTER_WIDTH = 1280
# What a refusal means where the provider's own entry does not say otherwise.
REFUSALS = {401: "private", 403: "private", 404: "gone", 410: "gone"}


@dataclass(frozen=True)
class Facts:
    """What a provider tells of a video, checked; any may be empty or None."""

    title: str = ""
    uploader: str = ""
    uploader_url: str = ""
    uploaded_on: date | None = None
    duration_seconds: int | None = None
    poster_urls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """`why` is a sentence for the editor where the outcome is not OK."""

    outcome: Outcome
    why: str = ""
    facts: Facts = field(default_factory=Facts)


def can_be_asked(provider: str) -> bool:
    known = known_providers().get(provider)
    return bool(known and known.oembed)


def ask(provider: str, video_id: str, video_hash: str = "") -> Answer:
    """Ask about a video of a provider that can be asked. Never raises; takes 5 s at most."""
    site = known_providers()[provider]
    if site.needs_player_id and not settings.DAILYMOTION_PLAYER_ID:
        return Answer(
            Outcome.NEEDS_PLAYER_ID,
            _("%(name)s plays only with a player id: set DAILYMOTION_PLAYER_ID.")
            % {"name": site.name},
        )
    try:
        answer = fetch(
            _question(provider, site, site.watch_url(video_id, video_hash)),
            # A video for certain sites only is told of only to them.
            referrer=f"{settings.SITE_URL}/",
            seconds=SECONDS,
            allow_loopback=settings.OEMBED_ALLOW_LOOPBACK,
        )
    except NotFetched as error:
        return Answer(Outcome.UNSURE, str(error))
    if answer.status != 200:
        return _refusal(site, answer.status, answer.body, video_hash)
    return _understood(provider, site, answer.body, video_id)


def _question(provider: str, site: Provider, watch_url: str) -> str:
    asked = {"url": watch_url, "format": "json", "maxwidth": POSTER_WIDTH}
    if site.needs_player_id:
        asked["player"] = settings.DAILYMOTION_PLAYER_ID
    return f"{settings.OEMBED_ENDPOINTS.get(provider) or site.oembed}?{urlencode(asked)}"


def _refusal(site: Provider, status: int, body: bytes, video_hash: str) -> Answer:
    # A page in place of a word is a guard's: "prove that you are no robot".
    is_guard = status in (401, 403) and body.lstrip()[:1] == b"<"
    name = {"name": site.name, "status": status}
    told = (site.refusals.get(status) or REFUSALS.get(status)) if not is_guard else None
    if told is None:
        return Answer(Outcome.UNSURE, _("%(name)s answered with error %(status)d.") % name)
    outcome = Outcome(told)
    if outcome == Outcome.GONE and site.hash_pattern and not video_hash:
        outcome = Outcome.NEEDS_HASH
    sentences = {
        Outcome.PRIVATE: _("%(name)s says that the video is private."),
        Outcome.GONE: _("%(name)s has no such video any more."),
        Outcome.EMBEDDING_OFF: _("%(name)s may not play it on other sites."),
        Outcome.NEEDS_HASH: _(
            "%(name)s shows it to nobody by its number alone: it is gone, or it is unlisted "
            "and needs its full address with the private part."
        ),
        Outcome.NEEDS_PLAYER_ID: _("%(name)s refuses our player: check DAILYMOTION_PLAYER_ID."),
    }
    return Answer(outcome, sentences[outcome] % name)


def _understood(provider: str, site: Provider, body: bytes, video_id: str) -> Answer:
    name = {"name": site.name}
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return Answer(Outcome.UNSURE, _("%(name)s sent something that is no JSON.") % name)
    if not isinstance(told, dict):
        return Answer(Outcome.UNSURE, _("%(name)s sent JSON of another kind.") % name)
    if told.get("domain_status_code") == 403:
        return Answer(Outcome.EMBEDDING_OFF, _("%(name)s may not play it on this site.") % name)
    if told.get("type") != "video":
        return Answer(Outcome.UNSURE, _("%(name)s does not call this a video.") % name)
    if _is_about_another(told, provider, video_id):
        return Answer(Outcome.UNSURE, _("%(name)s told of another video.") % name)
    return Answer(Outcome.OK, facts=_facts(told, site, video_id))


def _is_about_another(told: dict[str, Any], provider: str, video_id: str) -> bool:
    number = told.get("video_id")
    if isinstance(number, int | str) and str(number) != video_id:
        return True
    html = told.get("html")
    if not isinstance(html, str) or not html:
        return False
    try:
        player = read_paste(html)
    except TrailerRefused:
        return False  # a way of embedding that we do not read says nothing either way
    # PeerTube has a short and a long id for the same video.
    is_other_form = {len(player.video_id), len(video_id)} == {22, 36}
    return player.provider == provider and player.video_id != video_id and not is_other_form


def _facts(told: dict[str, Any], site: Provider, video_id: str) -> Facts:
    return Facts(
        title=_words(told.get("title")),
        uploader=_words(told.get("author_name")),
        uploader_url=uploader_address(_words(told.get("author_url")), site),
        uploaded_on=_day(told.get("upload_date")),
        duration_seconds=_seconds(told.get("duration")),
        poster_urls=_posters(told.get("thumbnail_url"), site, video_id),
    )


def _words(value: Any) -> str:
    return plain(value.replace("\x00", "")) if isinstance(value, str) else ""


def _seconds(value: Any) -> int | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return round(value) if is_number and 0.5 < value <= LONGEST_VIDEO_SECONDS else None


def _day(value: Any) -> date | None:
    """The day of "2017-03-05 17:33:52": no zone is told, so the time is worth nothing."""
    try:
        return datetime.strptime(str(value)[:10], "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        return None


def _posters(told: Any, site: Provider, video_id: str) -> tuple[str, ...]:
    """Addresses to try, best first. A stub's are its own: the provider's real ones stay alone."""
    address = told if isinstance(told, str) and told.isascii() else ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        is_plain = not parts.username and parts.port is None
    except ValueError:
        host, is_plain = "", False
    if settings.OEMBED_ALLOW_LOOPBACK:
        return (address,) if host in ("127.0.0.1", "localhost") else ()
    is_kept = parts.scheme == "https" and is_plain if host else False
    own = (address,) if is_kept and site.keeps_posters_at(host) else ()
    return tuple(dict.fromkeys((*site.poster_urls(video_id), *own)))
