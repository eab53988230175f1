"""The shape of an article: blocks in a row, running text only inside them, nothing empty.

Works on HTML as the sanitiser writes it, between its two passes, so what comes out here is
still untrusted. The shape is the one the editor writes, so that opening and saving a text
changes nothing.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from publishing.markup_tree import Element, Node, read, stretches, written

TEXT_BLOCKS = frozenset("p h2 h3".split())
LISTS = frozenset("ul ol".split())

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_SPACE = r"(?:[ \t\n\f]|&nbsp;)"
_SPACES = re.compile(rf"{_SPACE}{{2,}}|[\t\n\f]")
_LEADING, _TRAILING = re.compile(rf"\A{_SPACE}+"), re.compile(rf"{_SPACE}+\Z")


def shape(html: str) -> str:
    """Return the sanitiser's HTML as a row of blocks; see the module's docstring."""
    return "".join(map(written, _blocks(read(html))))


def _blocks(nodes: Iterable[Node]) -> list[Element]:
    """Return only blocks: loose text becomes paragraphs, split at its blank lines."""
    blocks: list[Element] = []
    for part in stretches(nodes):
        if isinstance(part, Element):
            blocks += _block(part)
            continue
        run: list[Node] = []
        for node in part:
            first, *others = _BLANK_LINE.split(node) if isinstance(node, str) else [node]
            run.append(first)
            for other in others:
                blocks += _filled(Element("p"), run)
                run = [other]
        blocks += _filled(Element("p"), run)
    return blocks


def _block(node: Element) -> list[Element]:
    if node.tag == "hr":
        return [Element("hr")]
    if node.tag == "img":
        return [Element("figure", "", [node])] if " src=" in node.attributes else []
    if node.tag in LISTS:
        items = _items(node)
        return [Element(node.tag).around(items)] if items else []
    if node.tag == "blockquote":
        return _quotation(node)
    if node.tag == "details":
        return _spoiler(node)
    if node.tag == "figure":
        return _figure(node)
    return _text_block(Element(node.tag if node.tag in TEXT_BLOCKS else "p", "", node.inside))


def _quotation(node: Element) -> list[Element]:
    """Figures come out of a quotation, which goes on behind them."""
    blocks: list[Element] = []
    for is_figure, group in groupby(_blocks(node.inside), lambda block: block.tag == "figure"):
        run = list(group)
        blocks += run if is_figure else [node.around(run)]
    return blocks


def _text_block(node: Element) -> list[Element]:
    """Blocks inside a text block come out; the text between them keeps its tag."""
    blocks: list[Element] = []
    for part in stretches(node.inside):
        blocks += _block(part) if isinstance(part, Element) else _filled(node, part)
    return blocks


def _filled(block: Element, run: Iterable[Node]) -> list[Element]:
    inside = _running_text(run)
    return [block.around(inside)] if inside else []


def _items(node: Element) -> list[Element]:
    items: list[Element] = []
    for part in stretches(node.inside):
        if isinstance(part, Element) and part.tag in LISTS and items:
            items[-1].inside += _block(part)
            continue
        item = part if isinstance(part, Element) and part.tag == "li" else Element("li")
        loose = part if isinstance(part, list) else [part]
        if inside := _item(item.inside if item is part else loose):
            items.append(item.around(inside))
    return items


def _item(nodes: Sequence[Node]) -> Sequence[Node]:
    """A list item of one paragraph is its bare text, whatever lists follow it."""
    blocks = _blocks(nodes)
    if blocks and blocks[0].tag == "p" and all(other.tag in LISTS for other in blocks[1:]):
        return [*blocks[0].inside, *blocks[1:]]
    return blocks


def _spoiler(node: Element) -> list[Element]:
    summary: list[Element] = []
    others: list[Node] = []
    for inner in node.inside:
        if isinstance(inner, Element) and inner.tag == "summary" and not summary:
            summary = _line(inner)
        else:
            others.append(inner)
    if blocks := _blocks(others):
        return [Element("details", ' class="spoiler"').around([*summary, *blocks])]
    return _paragraphs(summary)


def _figure(node: Element) -> list[Element]:
    """A placeholder keeps its caption, a figure its picture too; any other dissolves."""
    captions: list[Element] = []
    others: list[Node] = []
    for inner in node.inside:
        if isinstance(inner, Element) and inner.tag == "figcaption":
            captions += _line(inner)
        else:
            others.append(inner)
    if " data-picture=" in node.attributes:
        key = re.sub(' data-video="[^"]*"', "", node.attributes)
        return [Element("figure", key).around(captions[:1])]
    if " data-video=" in node.attributes:
        return [node.around(captions[:1])]
    blocks = _blocks(others)
    if len(blocks) == 1 and blocks[0].tag == "figure" and len(blocks[0].inside) == 1:
        return [blocks[0].around([*blocks[0].inside, *captions[:1]])]
    return blocks + _paragraphs(captions)


def _line(node: Element) -> list[Element]:
    return _filled(Element(node.tag), _flat(node.inside))


def _flat(nodes: Iterable[Node]) -> Iterator[Node]:
    for part in stretches(nodes):
        yield from part if isinstance(part, list) else [" ", *_flat(part.inside)]


def _paragraphs(elements: list[Element]) -> list[Element]:
    return [Element("p", "", element.inside) for element in elements]


def _running_text(nodes: Iterable[Node]) -> list[Node]:
    """Return text and inline elements without empty ones, doubled spaces and blank edges."""
    tidy = deque(_joined(_tidied(nodes)))
    while tidy and _is_gap(tidy[0]):
        tidy.popleft()
    while tidy and _is_gap(tidy[-1]):
        tidy.pop()
    if tidy and isinstance(tidy[0], str):
        tidy[0] = _LEADING.sub("", tidy[0])
    if tidy and isinstance(tidy[-1], str):
        tidy[-1] = _TRAILING.sub("", tidy[-1])
    return [*tidy]


def _tidied(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str) or node.tag == "br":
            yield node
            continue
        inside = _joined(_tidied(node.inside))
        is_blank = all(isinstance(inner, str) and _is_gap(inner) for inner in inside)
        is_bare_link = node.tag == "a" and not node.attributes
        if " id=" in node.attributes or not (is_blank or is_bare_link):
            yield node.around(inside)
        else:
            yield from inside


def _joined(nodes: Iterable[Node]) -> list[Node]:
    joined: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and joined and isinstance(joined[-1], str):
            joined[-1] += node
        else:
            joined.append(node)
    spaced = [_SPACES.sub(" ", node) if isinstance(node, str) else node for node in joined]
    return [node for node in spaced if node]


def _is_gap(node: Node) -> bool:
    if isinstance(node, str):
        return not node.replace("&nbsp;", " ").strip()
    return node.tag == "br"
