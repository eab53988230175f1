"""Texts of the classic editor: line breaks stand for themselves until a page is made of them."""

import re
from collections.abc import Iterator

_BLOCKS = frozenset(
    "address article aside blockquote caption center col colgroup dd details div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr iframe img legend li main nav"
    " object ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_LINE_BREAK = re.compile(r"(?<!\n)[ \t]*\n(?![ \t]*\n)")
_CELLS = re.compile(r"</t[dh]>\s*<t[dh][^<>]*>")


def with_line_breaks(text: str) -> str:
    """Single line breaks inside running text become <br>, as WordPress shows them.

    Blank lines are left: the cleaner makes paragraphs of what stands between them.
    """
    return "".join(_broken(text.replace("\r\n", "\n").replace("\r", "\n")))


def _broken(text: str) -> Iterator[str]:
    at, after_block = 0, True
    for tag in [*_TAG.finditer(text), None]:
        between = text[at : tag.start() if tag else len(text)]
        before_block = tag is None or tag[2].lower() in _BLOCKS
        yield _with_breaks(between, after_block, before_block)
        if tag:
            yield tag[0]
            at, after_block = tag.end(), tag[2].lower() in _BLOCKS or tag[2].lower() == "br"


def _with_breaks(text: str, after_block: bool, before_block: bool) -> str:
    """Line breaks next to a block's tag only part the source's lines."""
    head = len(text) - len(text.lstrip()) if after_block else 0
    tail = len(text.rstrip()) if before_block else len(text)
    if head >= tail:
        return text
    return text[:head] + _LINE_BREAK.sub("<br>", text[head:tail]) + text[tail:]


def preformatted(html: str) -> str:
    """Line breaks of <pre>, whose tag the cleaner does not keep, as <br>."""
    parts, at = [], 0
    while (start := html.find("<pre", at)) >= 0 and (end := html.find("</pre>", start)) >= 0:
        parts += [html[at:start], html[start:end].replace("\n", "<br>")]
        at = end
    return "".join([*parts, html[at:]])


def rows_as_lines(html: str) -> str:
    """A row of a table as one line: the cleaner keeps no tables, and cells alone say nothing."""
    return _CELLS.sub(" | ", html)
