"""What a post is: a review with film, verdict, rating and trailer, an article, a round-up.

Looks, and changes nothing but what it takes out of the text because the page shows it elsewhere.
Whatever is doubtful is put as a question, and the piece waits at the desk for the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from moving.wordpress.embeds import Video
from moving.wordpress.headlines import Named, film_and_year, film_in_headline
from moving.wordpress.items import Item
from moving.wordpress.ratings import Rating, rating_in_fields, rating_in_title, read_rating
from publishing.markup import clean_html
from publishing.markup_tree import Element, read, written
from publishing.plain_text import plain_text

LONGEST_VERDICT = 400
LONGEST_LINE = 400  # with its markup; a rating stands on a line of its own
_REVIEWS = re.compile(r"\breviews?\b|리뷰|\bkritik|\bcr[ií]ti", re.IGNORECASE)
_ROUND_UP = re.compile(
    r"round[- ]?up|capsule|\bfilms of\b|\bbest (?:films|movies)\b|\bdispatch|\bfestival\b"
    r"|\btop \d+\b"
    r"|\b\d+ (?:films|movies)\b",
    re.IGNORECASE,
)
_TRAILER = re.compile(
    r"\btrailers?\b|\bteasers?\b|예고편|티저|bande[- ]annonce|إعلان", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"«„‘'「『].{20,}[”\"»“’'」』][.]?", re.DOTALL)
_DIRECTED = re.compile(
    r"(?:directed by|director|dir\.)\s*[:–-]?\s*(?P<names>[^\W\d_][^:;|()\d]{2,80})", re.IGNORECASE
)
_VIDEO = re.compile(r'data-video="([^"]+)"')


@dataclass
class Judged:
    """What a post's headline, filing and fields say of it, without its text."""

    kind: str
    film: Named | None = None
    doubts: list[str] = field(default_factory=list)


@dataclass
class Recognised:
    """What the text itself says; `body` is without what stands elsewhere, and is cleaned later."""

    body: str
    verdict: str = ""
    description: str = ""
    rating: Rating | None = None
    trailers: list[Video] = field(default_factory=list)
    films: list[Named] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def judge(item: Item, headline: str, scale: int) -> Judged:
    """Review or article, and of which film."""
    filed = [*item.named("category"), *item.named("post_tag")]
    named = film_in_headline(headline)
    if _ROUND_UP.search(headline) and not (named and named.is_quoted):
        return Judged("article")
    if named:
        return Judged("review", named, [named.doubt] if named.doubt else [])
    is_filed = any(_REVIEWS.search(name) for name in filed) or "review" in item.kind
    rated = rating_in_fields(item.meta, scale) or rating_in_title(headline, scale)
    if (is_filed or rated) and (named := film_and_year(headline)):
        return Judged("review", named)
    if is_filed or rated:
        doubt = _("It is filed as a review: of which film?")
        return Judged("review", None, [doubt])
    return Judged("article")


def recognise(
    judged: Judged, item: Item, html: str, videos: dict[str, Video], headline: str, scale: int
) -> Recognised:
    """Read a post's text, already ours but not yet clean, for what belongs elsewhere."""
    blocks = [block for block in read(clean_html(html)) if isinstance(block, Element)]
    put_headings_in_order(blocks)
    found = Recognised("")
    if judged.kind == "review":
        _take_trailers(blocks, videos, found)
        _take_rating(blocks, item, headline, scale, found)
        _take_verdict(blocks, item, found)
        _note_directors(blocks, found)
    else:
        found.films = _films_in_headings(blocks)
        found.description = _excerpt(item)
    found.body = "".join(map(written, blocks))
    return found


def put_headings_in_order(blocks: list[Element]) -> None:
    """A text begins with its highest headings: themes had h4 for all, which skips two levels."""
    for block in blocks:
        if block.tag == "h2":
            return
        if block.tag == "h3":
            block.tag = "h2"


def _words(block: Element) -> str:
    return " ".join(plain_text(written(block)).split())


# -- trailers ---------------------------------------------------------------------------------


def _take_trailers(blocks: list[Element], videos: dict[str, Video], found: Recognised) -> None:
    """A video alone at the start or the end, or called a trailer, belongs to the film."""
    for block in list(blocks):
        key = _VIDEO.search(block.attributes) if block.tag == "figure" else None
        video = videos.get(key[1]) if key else None
        if video is None:
            continue
        at = next(number for number, other in enumerate(blocks) if other is block)
        caption = _words(block)
        label = blocks[at - 1] if at and _is_label(blocks[at - 1]) else None
        is_at_edge = at in (0, len(blocks) - 1)
        if not (is_at_edge or label or _TRAILER.search(caption)):
            continue
        named = Video(
            video.provider,
            video.video_id,
            video.video_hash,
            video.start_seconds,
            (video.title or caption)[:300],
            video.uploader,
            video.uploader_url,
        )
        found.trailers.append(named)
        blocks.remove(block)
        if label is not None:
            blocks.remove(label)


def _is_label(block: Element) -> bool:
    """A short line that only says that a trailer follows."""
    words = _words(block)
    return block.tag in ("p", "h2", "h3") and len(words) <= 60 and bool(_TRAILER.search(words))


# -- rating and verdict -----------------------------------------------------------------------


def _take_rating(
    blocks: list[Element], item: Item, headline: str, scale: int, found: Recognised
) -> None:
    near = [*blocks[:4], *blocks[max(4, len(blocks) - 6) :]]
    lines = [
        (block, rating)
        for block in near
        if block.tag in ("p", "h2", "h3")
        and len(written(block)) <= LONGEST_LINE
        and (rating := read_rating(_words(block), scale))
    ]
    ratings = [rating for _block, rating in lines]
    elsewhere = (rating_in_fields(item.meta, scale), rating_in_title(headline, scale))
    ratings += [rating for rating in elsewhere if rating]
    if not ratings:
        return
    told = {(rating.number, rating.out_of) for rating in ratings if rating.number is not None}
    if len(told) > 1:
        printed = ", ".join(dict.fromkeys(rating.printed for rating in ratings))
        found.doubts.append(
            _("Several ratings were found: %(ratings)s. Which one counts?") % {"ratings": printed}
        )
        return
    found.rating = next((rating for rating in ratings if rating.number is not None), ratings[0])
    for block, _rating in lines:
        blocks.remove(block)


def _take_verdict(blocks: list[Element], item: Item, found: Recognised) -> None:
    """An opening quotation, else the excerpt that somebody wrote."""
    first = blocks[0] if blocks else None
    if first is not None and len(blocks) > 1:
        words = _words(first) if len(written(first)) <= 10 * LONGEST_VERDICT else ""
        is_quotation = first.tag == "blockquote" or (
            first.tag == "p" and _QUOTED.fullmatch(words) is not None
        )
        if is_quotation and 0 < len(words) <= LONGEST_VERDICT:
            found.verdict, found.description = words, _excerpt(item)
            blocks.remove(first)
            return
    found.verdict = _excerpt(item)


def _excerpt(item: Item) -> str:
    """The excerpt that somebody wrote, when it is short enough for a line."""
    if not item.excerpt.strip():
        return ""
    excerpt = " ".join(plain_text(clean_html(item.excerpt)).split())
    return excerpt if len(excerpt) <= LONGEST_VERDICT else ""


def _note_directors(blocks: list[Element], found: Recognised) -> None:
    """Who directed is told to the editor; a credit is hers to make."""
    for block in [*blocks[:3], *blocks[-3:]]:
        if block.tag != "p" or len(written(block)) > 600:
            continue
        words = _words(block)
        match = _DIRECTED.match(words)
        if match:
            names = match["names"].strip(" ,.")
            note = _("Says “Directed by %(names)s”: add the credit if it is right.")
            found.notes.append(note % {"names": names})
            return


# -- round-ups --------------------------------------------------------------------------------


def _films_in_headings(blocks: list[Element]) -> list[Named]:
    """Films that stand in headings, or alone in bold, with their year in brackets."""
    films: list[Named] = []
    for block in blocks:
        is_bold = block.tag == "p" and _is_all_bold(block)
        if block.tag in ("h2", "h3") or is_bold:
            named = film_and_year(_words(block))
            if named and named not in films:
                films.append(named)
    return films


def _is_all_bold(block: Element) -> bool:
    """“<strong>Wadjda</strong> (2012)” counts too."""
    first = block.inside[0] if block.inside else ""
    return isinstance(first, Element) and first.tag == "strong"
