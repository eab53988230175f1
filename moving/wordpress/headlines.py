"""Which film a headline names, by the patterns that film desks use.

The patterns are a setting, MOVING_HEADLINE_PATTERNS; each is a regular expression with a group
`film`, tried in order, in any case. `QUOTED` in a pattern stands for a title in any quotation
marks, `YEAR` for a year in brackets, `WORDS` and `WORD` for what a review is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

MARKS = ("‘’", "“”", "''", '""', "«»", "„“", "‚‘", "‹›", "「」", "『』", "《》", "〈〉", "’’", "””")


def _in(first: str, last: str) -> str:
    """A title between two marks; a mark inside a word is an apostrophe, and ends nothing."""
    first, last = re.escape(first), re.escape(last)
    inner = rf"[^{first}{last}]"
    space = r"\s?" if first == "«" else ""
    return rf"{first}{space}(?!\s){inner}{{1,200}}?(?:{last}\w{inner}{{0,80}}?)*{last}(?!\w)"


_QUOTED = "|".join(_in(marks[0], marks[1]) for marks in MARKS)
WORDS = (
    r"(?:(?:film|movie|cinema|dvd|blu-?ray|documentary|short|capsule|festival|advance|early)\s+)*"
    r"reviews?|film\s*kritik|filmkritik|kritik|critique(?:\s+de\s+film)?|crítica|critica|recensione"
    r"|영화\s*리뷰|리뷰|영화평|مراجعة(?:\s+فيلم)?"
)
PATTERNS = (
    r"\[?(?:WORDS)\]?\s*(?:of\s+)?[:：|–—-]?\s*(?:of\s+)?(?P<film>QUOTED)\s*YEAR?(?P<rest>.*)",
    r"(?P<film>QUOTED)\s*YEAR?\s*[:：,|–—-]?\s*(?:WORDS)\b(?P<rest>.*)",
    r"(?:WORD)\s*[:：|–—-]\s*(?P<film>[^:：|–—(]{1,120}?)\s*YEAR?(?P<rest>(?:\s*[:：|–—-]\s.*)?)",
    r"\[(?:WORD)\]\s*(?P<film>[^:：|–—(]{1,120}?)\s*YEAR?(?P<rest>(?:\s*[:：|–—-]\s.*)?)",
    r"(?P<film>[^|(]{1,120}?)\s*YEAR?\s*[:：|–—-]?\s*(?:WORD)(?P<rest>(?:\s*[:：|–—-]\s*.*)?)",
)
_YEAR = r"(?:[(\[](?P<year>(?:18[89]|19\d|20\d)\d)[)\]])"
# Words in front of “review” that are no film: “The year in review”, “Under review”.
_NO_FILM = re.compile(
    r"(?:the\s+)?(?:year|decade|week|month|season|summer|peer|book|album|tv|television|game|music"
    r"|restaurant|hotel|product|performance|annual|under|in|for|a|the|my|our|this)(?:\s+in)?",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\s(?:and|&|\+|und|et|y)\s|,|/", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A film as a headline names it. `doubt` is a question, empty where there is none."""

    title: str
    year: int | None = None
    doubt: str = ""
    is_quoted: bool = False


def film_in_headline(headline: str) -> Named | None:
    """The film that a headline of a review names; None when it is no such headline."""
    line = " ".join(headline.split())
    ending = re.search(rf"\s*{_YEAR}\s*$", line)
    named = _named(line[: ending.start()] if ending else line)
    if named and ending and named.year is None:
        return replace(named, year=int(ending["year"]))
    return named


def _named(line: str) -> Named | None:
    for pattern in _compiled(tuple(getattr(settings, "MOVING_HEADLINE_PATTERNS", PATTERNS))):
        match = pattern.fullmatch(line)
        if match is None:
            continue
        title, is_quoted = _bare(match["film"])
        title = title.strip(" .,;!-–—") if not is_quoted else title.strip(" ,")
        if not title or (not is_quoted and _NO_FILM.fullmatch(title)):
            continue
        year = match.groupdict().get("year")
        doubt = _doubt(title, is_quoted, match.groupdict().get("rest") or "")
        return Named(title, int(year) if year else None, doubt, is_quoted)
    return None


def film_and_year(text: str) -> Named | None:
    """A film told as “The Defector (2012)”, in quotation marks or not, and nothing else."""
    match = re.fullmatch(
        rf"(?:\d{{1,3}}[.):]\s+)?(?P<film>.{{1,200}}?)\s*{_YEAR}", " ".join(text.split())
    )
    return Named(_bare(match["film"])[0], int(match["year"])) if match else None


def quoted_films(text: str) -> list[str]:
    """Every title in quotation marks."""
    return [_bare(found[0])[0] for found in re.finditer(_QUOTED, text)]


def _doubt(title: str, is_quoted: bool, rest: str) -> str:
    others = [film for film in quoted_films(rest) if film != title]
    if others:
        return _("Is it about “%(film)s” first, and “%(other)s” beside it?") % {
            "film": title,
            "other": others[0],
        }
    if not is_quoted and (":" in title or rest.lstrip().startswith(":")):
        whole = f"{title}{rest}".strip()
        return _("What of “%(whole)s” is the title of the film?") % {"whole": whole}
    if not is_quoted and _SEVERAL.search(title):
        return _("Is “%(film)s” one film, or are they several?") % {"film": title}
    if not is_quoted and len(title.split()) > 8:
        return _("Is “%(film)s” the title of a film?") % {"film": title}
    return ""


def _bare(film: str) -> tuple[str, bool]:
    for marks in MARKS:
        first, last = marks[0], marks[1]
        if len(film) > 2 and film.startswith(first) and film.endswith(last):
            return film[1:-1].strip(), True
    return film.strip(), False


@lru_cache(maxsize=4)
def _compiled(patterns: Iterable[str]) -> list[re.Pattern[str]]:
    return [
        re.compile(
            pattern.replace("QUOTED", _QUOTED)
            .replace("YEAR", _YEAR)
            .replace("WORDS", WORDS)
            .replace("WORD", WORDS.replace("reviews?", "review")),
            re.IGNORECASE,
        )
        for pattern in patterns
    ]
