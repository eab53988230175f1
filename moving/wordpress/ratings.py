"""Ratings as critics print them: stars in words and signs, fractions, letters, plugin fields.

A rating keeps its own scale and its own print. Stars alone say nothing of their scale:
they are on the one that the site counts in, when they fit there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

SCALES = (4, 5, 6, 10, 20, 100)
LONGEST_LINE = 80
LABEL = (
    r"(?:(?:our|my|the|final|critic[’']?s|film|movie)\s+)*"
    r"(?:rating|verdict|score|grade|stars?|note|bewertung|wertung|puntuación|평점|별점|التقييم)"
)
_NUMBER = r"(?P<number>[0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?P<half>½|1/2)?"
_OUT_OF = r"(?:\s*stars?)?\s*(?:/|out\s+of|of|von|sur|de|su)\s*(?P<scale>[0-9]{1,3})(?:\s*stars?)?"
_FRACTION = re.compile(rf"{_NUMBER}{_OUT_OF}", re.IGNORECASE)
_PERCENT = re.compile(r"(?P<number>[0-9]{1,3})\s*%")
_SIGNS = re.compile(
    r"(?P<full>[★⭐✭✮🌟*]{1,10})\ufe0f?\s*(?P<half>½|1/2)?\s*(?P<empty>[☆✩⭑]{0,10})"
)
_WORDS = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten".split())
}
_SPOKEN = re.compile(
    rf"(?P<number>{'|'.join(_WORDS)}|[0-9]{{1,2}}(?:\.[05])?)(?P<half>(?:\s+|-)and(?:\s+|-)a(?:\s+|-)half)?"
    rf"(?:\s+|-)stars?(?:\s*\(?(?:out\s+)?of\s+(?P<scale>{'|'.join(_WORDS)}|[0-9]{{1,3}})\)?)?",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?P<letter>[A-F][+−–-]?)")
_LABELLED = re.compile(rf"{LABEL}\s*[:：–—-]?\s*(?P<what>.+)", re.IGNORECASE)
# Fields of review plugins in which a critic's own rating stands; those of readers' votes are none.
FIELDS = (
    *("rating", "film_rating", "movie_rating", "star_rating", "_starrating", "review_rating"),
    *("critic_rating", "score", "review_score", "wp_review_total", "_wp_review_total"),
    *("taq_review_score", "_review_rating", "post_rating", "stars", "grade"),
)
PER_CENT = frozenset(("taq_review_score",))


@dataclass(frozen=True)
class Rating:
    """A number on its scale where both are known, and always as it was printed."""

    number: Decimal | None
    out_of: int | None
    printed: str


def read_rating(text: str, scale: int) -> Rating | None:
    """The rating that a whole line is, with or without a label; None for any other line.

    `scale` is what the site counts out of.
    """
    line = " ".join(text.split()).strip(" .·|")
    if not line or len(line) > LONGEST_LINE:
        return None
    labelled = _LABELLED.fullmatch(line)
    what = (labelled["what"] if labelled else line).strip(" :()[]")
    if match := _FRACTION.fullmatch(what):
        return _of(match["number"], match["half"], int(match["scale"]), what)
    if match := _SPOKEN.fullmatch(what):
        number = str(_WORDS.get(match["number"].casefold(), match["number"]))
        said = match["scale"] and int(_WORDS.get(match["scale"].casefold(), match["scale"]))
        return _of(number, match["half"], said or scale, what)
    if signs := _of_signs(what, bool(labelled), scale):
        return signs
    return _of_label(what, scale) if labelled else None


def rating_in_title(title: str, scale: int) -> Rating | None:
    """A rating at the end of a headline: “The Defector ★★★½”, “The Defector – 4/5”."""
    tail = re.search(r"[\s(\[]((?:[★⭐✭✮🌟]|\d)[^\w\s]?[^A-Za-z]{0,12})[)\]]?\s*$", title)
    return read_rating(tail[1].strip(" )]"), scale) if tail else None


def rating_in_fields(meta: Mapping[str, str], scale: int) -> Rating | None:
    """What a review plugin kept. A bare number is on the site's own scale when it fits there."""
    for field in FIELDS:
        value = meta.get(field, "").strip()
        out_of = 100 if field in PER_CENT else scale
        if found := read_rating(value, out_of) or read_rating(f"Rating: {value}", out_of):
            return found
    return None


def _of(number: str, half: str | None, out_of: int, printed: str) -> Rating | None:
    value = Decimal(number.replace(",", ".")) + (Decimal("0.5") if half else 0)
    if value > out_of:
        return None
    if out_of not in SCALES or value != round(value, 1):
        return Rating(None, None, printed[:40])
    return Rating(value, out_of, printed[:40])


def _of_signs(what: str, is_labelled: bool, scale: int) -> Rating | None:
    match = _SIGNS.fullmatch(what.replace("\ufe0f", ""))
    # Without a label, a row of asterisks only parts paragraphs.
    if match is None or ("*" in match["full"] and not is_labelled):
        return None
    whole = len(match["full"]) + bool(match["half"]) + len(match["empty"])
    # Empty stars say out of how many.
    out_of = whole if match["empty"] and whole in SCALES else scale
    found = _of(str(len(match["full"])), match["half"], out_of, what)
    return found or Rating(None, None, what[:40])


def _of_label(what: str, scale: int) -> Rating | None:
    if match := _LETTER.fullmatch(what):
        return Rating(None, None, match["letter"])
    if (match := _PERCENT.fullmatch(what)) and int(match["number"]) <= 100:
        return Rating(Decimal(match["number"]), 100, what)
    if match := re.fullmatch(_NUMBER, what):
        return _of(match["number"], match["half"], scale, what)
    return None
