"""Whether a rating line says what the text says."""

import re

LONGEST = 160
QUOTES = "\"'“”„‟‘’‚‛«»‹›「」『』"
_GAP = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*")
_DASHES = re.compile("[‐‑‒–—―]")


def is_quotation(line: str) -> bool:
    """True when the whole line stands in quotation marks; without them the words are our own."""
    line = line.strip().rstrip(".")
    return len(line) > 2 and line[0] in QUOTES and line[-1] in QUOTES


def is_quoted_from(line: str, body: str) -> bool:
    """Whether a quotation stands in the plain text of the body.

    The first letter's case, quotation marks, dashes, spaces and the last full stop may differ;
    an ellipsis stands for words left out.
    """
    told, start = _plain(body), 0
    parts = [part for part in _GAP.split(_plain(line)) if part.strip(" .,;:!?")]
    for number, part in enumerate(parts):
        words = part.strip().rstrip(".,;:!?")
        at = _find(told, words, start, any_case=number == 0)
        if at < 0:
            return False
        start = at + len(words)
    return bool(parts)


def _plain(text: str) -> str:
    unquoted = "".join(character for character in text if character not in QUOTES)
    return " ".join(_DASHES.sub("-", unquoted).split())


def _find(text: str, words: str, start: int, any_case: bool) -> int:
    spellings = {words}
    if any_case:
        spellings |= {words[:1].upper() + words[1:], words[:1].lower() + words[1:]}
    return min((at for each in spellings if (at := text.find(each, start)) >= 0), default=-1)
