"""Plain text from cleaned HTML: for search, excerpts, descriptions, feeds and word counts.

Made once, when a text is published, never per request. Expects what clean_html returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from math import ceil
from unicodedata import category

# Silent reading of English non-fiction is 238 words a minute (Brysbaert 2019). For the others
# we take 500 characters a minute; a Korean word with its space has about three.
WORDS_A_MINUTE = {"ko": 165, "zh": 500, "ja": 500}
DEFAULT_WORDS_A_MINUTE = 238

_TOKEN = re.compile(r"<(?P<slash>/?)(?P<name>[a-z0-9]+)(?P<attributes>[^>]*)>|[^<]+")
_LINES = frozenset("p h2 h3 li ul ol blockquote figure figcaption details summary hr".split())
_NOTE_MARK = re.compile(r'<(sup|a)\b[^>]* id="noteref-[0-9]+"[^>]*>.*?</\1>', re.DOTALL)
_NOT_IN_EXCERPTS = frozenset(("h2", "h3", "figcaption", "pullquote"))

_SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s)|[。！？]+[」』”）]*")
_TITLES = "Mr Mrs Ms Dr Prof Sr Jr St Lt Col Gen Rev Hon No Nos Vol vs cf ca approx"
_ABBREVIATION = re.compile(rf"(?<!\w)(?:{_TITLES.replace(' ', '|')}|[^\W\d_]|(?:[^\W\d_]\.)+\w)\.$")
# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_CHARACTER = re.compile(
    "[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def plain_text(html: str) -> str:
    """Return the text of a body, paragraphs apart by a blank line, without its spoilers.

    Captions stay, marks of footnotes go, a line break stays a line break.
    """
    return "\n\n".join(text for _, text in _paragraphs(html))


def excerpt(html: str, length: int = 220) -> str:
    """Return the beginning of a body in at most `length` characters, on one line.

    Whole sentences when they fill enough of it, else whole words and "…"; a word is cut only
    when it is longer than everything, a grapheme never. Headings, captions, pull quotes and
    spoilers are left out.
    """
    text = " ".join(
        " ".join(text.split("\n"))
        for kinds, text in _paragraphs(html)
        if not kinds & _NOT_IN_EXCERPTS
    )
    if len(text) <= length:
        return text
    head = text[: length + 1]
    ends = [end for match in _SENTENCE_END.finditer(head) if _ends(head, end := match.end())]
    fitting = [end for end in ends if end <= length]
    if fitting and fitting[-1] >= length * 0.4:
        return head[: fitting[-1]]
    return _words_of(text, length - 1) + "…"


def word_count(text: str, language: str) -> int:
    """Count words: runs between spaces (Korean: eojeol), characters in Chinese and Japanese."""
    characters = 0
    if language[:2] in ("zh", "ja"):
        characters = len(_CHARACTER.findall(text))
        text = _CHARACTER.sub(" ", text)
    return characters + sum(any(map(str.isalnum, word)) for word in re.split(r"[\s—–]+", text))


def reading_minutes(words: int, language: str) -> int:
    """Return whole minutes, rounded up, at least one; `words` as word_count counts them."""
    return max(1, ceil(words / WORDS_A_MINUTE.get(language[:2], DEFAULT_WORDS_A_MINUTE)))


def _paragraphs(html: str) -> Iterator[tuple[set[str], str]]:
    """Yield each line of text outside spoilers, with the names of the blocks around it."""
    around: list[str] = []
    text = ""
    for token in _TOKEN.finditer(_NOTE_MARK.sub("", html)):
        name = token["name"]
        if not name:
            text += token[0]
        elif name == "br":
            text += "\n"
        elif name in _LINES:
            if "details" not in around and (line := _line(text)):
                yield {*around}, line
            text = ""
            if token["slash"]:
                around.pop()
            elif name != "hr":
                around.append("pullquote" if "pullquote" in token["attributes"] else name)
    if line := _line(text):
        yield set(), line


def _line(text: str) -> str:
    return re.sub(r" *\n[ \n]*", "\n", re.sub("[ \t]+", " ", unescape(text))).strip()


def _ends(text: str, end: int) -> bool:
    return not _ABBREVIATION.search(text, max(0, end - 20), end)


def _words_of(text: str, room: int) -> str:
    cuts = (at for at in range(room, 0, -1) if _is_between_words(text, at))
    at = next(cuts, 0) or next(at for at in range(room, -1, -1) if _is_between_graphemes(text, at))
    return text[:at].rstrip(" ,;:–—-([“‘«\"'")


def _is_between_words(text: str, at: int) -> bool:
    if text[at] == " ":
        return True
    unspaced = _UNSPACED.match(text[at]) and _UNSPACED.match(text[at - 1])
    return bool(unspaced) and _is_between_graphemes(text, at)


def _is_between_graphemes(text: str, at: int) -> bool:
    """The rules of Unicode's annex 29 that an editor could notice: accents, emoji, jamo, flags."""
    if at <= 0:
        return True
    before, after = text[at - 1], text[at]
    if category(after)[0] == "M" or after in "\u200c\u200d\u0e33\u0eb3" or before == "\u200d":
        return False
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return False
    if "\u1160" <= after <= "\u11ff" and ("\u1100" <= before <= "\u11ff" or "가" <= before <= "힣"):
        return False
    if "\U0001f1e6" <= after <= "\U0001f1ff":
        flags = re.search("[\U0001f1e6-\U0001f1ff]*$", text[:at])
        return len(flags[0]) % 2 == 0 if flags else True
    return True
