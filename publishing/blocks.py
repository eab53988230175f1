"""The shape of an article: blocks in a row, running text only inside them, nothing empty.

Works on HTML as the sanitiser writes it (balanced, quoted, escaped), between its two passes,
so what comes out here is still untrusted. The shape is the one the editor writes, so that
opening and saving a text changes nothing.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

# What each old or foreign tag becomes. Containers that hold blocks dissolve into them.
BECOMES = {
    **dict.fromkeys(("h1",), "h2"),
    **dict.fromkeys(("h4", "h5", "h6"), "h3"),
    **dict.fromkeys("div section article header footer main aside nav center".split(), "p"),
    **dict.fromkeys("address pre dl dt dd form fieldset legend hgroup".split(), "p"),
    **dict.fromkeys("table caption thead tbody tfoot tr td th".split(), "p"),
    **dict.fromkeys(("menu", "dir"), "ul"),
    **dict.fromkeys(("b",), "strong"),
    **dict.fromkeys(("i", "cite"), "em"),
    **dict.fromkeys(("strike", "del"), "s"),
}
INLINE = frozenset("a em strong s sub sup br".split())
VOID = frozenset("br hr img".split())
TEXT_BLOCKS = frozenset("p h2 h3".split())
LISTS = frozenset("ul ol".split())
# One line of text each: a paragraph inside is only its text.
LINES = frozenset("h2 h3 figcaption summary".split())
DEEPEST = 40

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s=>]+="[^"]*")*)>|[^<]+')
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_SPACE = r"(?:[ \t\n\f]|&nbsp;)"
_SPACES = re.compile(rf"{_SPACE}{{2,}}|[\t\n\f]")
_LEADING, _TRAILING = re.compile(rf"\A{_SPACE}+"), re.compile(rf"{_SPACE}+\Z")


@dataclass(slots=True)
class Element:
    tag: str
    attributes: str = ""
    inside: list[Element | str] = field(default_factory=list)

    def around(self, inside: list[Element | str]) -> Element:
        return Element(self.tag, self.attributes, inside)


Node = Element | str


def shape(html: str) -> str:
    """Return the sanitiser's HTML as a row of blocks; see the module's docstring."""
    return "".join(_written(block) for block in _blocks(_read(html)))


def _read(html: str) -> list[Node]:
    root = Element("")
    path: list[Element] = [root]
    for slash, tag, attributes, text in (
        (*match.group(1, 2, 3), match[0]) for match in _TOKEN.finditer(html)
    ):
        if not tag:
            path[-1].inside.append(text)
        elif slash:
            path.pop()
        else:
            element = Element(BECOMES.get(tag, tag), attributes)
            parent = path[-1]
            if len(path) > DEEPEST or (element.tag == "p" and parent.tag in LINES):
                element.inside = parent.inside
                parent.inside.append(" ")
            else:
                parent.inside.append(element)
            if tag not in VOID:
                path.append(element)
    return root.inside


def _is_gap(node: Node) -> bool:
    if isinstance(node, str):
        return not node.replace("&nbsp;", " ").strip()
    return node.tag == "br"


def _is_inline(node: Node) -> bool:
    return isinstance(node, str) or node.tag in INLINE


def _lifted(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes so that no inline element holds a block: it goes into the block instead."""
    for node in nodes:
        if isinstance(node, str) or node.tag not in INLINE or node.tag in VOID:
            yield node
            continue
        if not node.inside:
            yield node
        for are_inline, group in groupby(_lifted(node.inside), _is_inline):
            if are_inline:
                yield node.around([*group])
            else:
                yield from (_pushed(node, block) for block in group)


def _pushed(inline: Element, block: Element) -> Element:
    """Return the block with the inline element around each stretch of its text."""
    if block.tag in VOID:
        return block
    inside: list[Node] = []
    for are_inline, group in groupby(_lifted(block.inside), _is_inline):
        if are_inline:
            inside.append(inline.around([*group]))
        else:
            inside += [_pushed(inline, inner) for inner in group]
    return block.around(inside)


def _blocks(nodes: Iterable[Node]) -> list[Element]:
    """Return only blocks: loose text becomes paragraphs, split at its blank lines."""
    blocks: list[Element] = []
    run: list[Node] = []

    def finish() -> None:
        blocks.extend(_text_block(Element("p"), run))
        run.clear()

    for node in _lifted(nodes):
        if isinstance(node, str):
            first, *others = _BLANK_LINE.split(node)
            run.append(first)
            for other in others:
                finish()
                run.append(other)
        elif node.tag in INLINE:
            run.append(node)
        else:
            finish()
            blocks.extend(_block(node))
    finish()
    return blocks


def _block(node: Element) -> list[Element]:
    if node.tag == "hr":
        return [Element("hr")]
    if node.tag == "img":
        return [Element("figure", "", [node])] if " src=" in node.attributes else []
    if node.tag in LISTS:
        items = _items(node)
        return [Element(node.tag, "", [*items])] if items else []
    if node.tag in ("blockquote", "details"):
        return _quote_or_spoiler(node)
    if node.tag == "figure":
        return _figure(node)
    if node.tag not in TEXT_BLOCKS:
        node = Element("p", "", node.inside)
    return _split_text_block(node)


def _split_text_block(node: Element) -> list[Element]:
    """Blocks inside a text block follow it; the text between them keeps its tag."""
    blocks: list[Element] = []
    for are_inline, group in groupby(_lifted(node.inside), _is_inline):
        if are_inline:
            blocks += _text_block(Element(node.tag), [*group])
        else:
            blocks += [block for inner in group for block in _block(inner)]
    return blocks


def _text_block(block: Element, inside: list[Node]) -> list[Element]:
    inside = _trimmed(inside)
    return [block.around(inside)] if inside else []


def _items(node: Element) -> list[Element]:
    items: list[Element] = []
    for inner in _lifted(node.inside):
        if isinstance(inner, Element) and inner.tag == "li":
            inside = _item(inner)
            items += [inner.around(inside)] if inside else []
        elif isinstance(inner, Element) and inner.tag in LISTS and items:
            items[-1].inside += _block(inner)
        else:
            inside = _item(Element("li", "", [inner]))
            items += [Element("li", "", inside)] if inside else []
    return items


def _item(node: Element) -> list[Node]:
    """A list item of one paragraph is its bare text, whatever lists follow it."""
    first, *others = _blocks(node.inside) or [None]
    if first is None:
        return []
    if first.tag == "p" and all(other.tag in LISTS for other in others):
        return [*first.inside, *others]
    return [first, *others]


def _quote_or_spoiler(node: Element) -> list[Element]:
    inside = list(node.inside)
    summary: list[Element] = []
    if node.tag == "details":
        node = Element("details", ' class="spoiler"', inside)
        for inner in inside:
            if isinstance(inner, Element) and inner.tag == "summary":
                summary = _line(inner)
                inside.remove(inner)
                break
    blocks = _blocks(inside)
    return [node.around([*summary, *blocks])] if blocks else [*_renamed(summary, "p")]


def _figure(node: Element) -> list[Element]:
    """A placeholder keeps its caption, a figure its picture too; any other dissolves."""
    captions, others = [], []
    for inner in _lifted(node.inside):
        is_caption = isinstance(inner, Element) and inner.tag == "figcaption"
        (captions if is_caption else others).append(inner)
    captions = [line for caption in captions for line in _line(caption)]
    if " data-picture=" in node.attributes:
        key = re.sub(' data-video="[^"]*"', "", node.attributes)
        return [Element("figure", key, captions[:1])]
    if " data-video=" in node.attributes:
        return [node.around(captions[:1])]
    blocks = _blocks(others)
    if len(blocks) == 1 and blocks[0].tag == "figure" and len(blocks[0].inside) == 1:
        return [blocks[0].around([*blocks[0].inside, *captions[:1]])]
    return blocks + _renamed(captions, "p")


def _line(node: Element) -> list[Element]:
    inside = _trimmed(_flat(node.inside))
    return [Element(node.tag, "", inside)] if inside else []


def _flat(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in _lifted(nodes):
        if _is_inline(node):
            yield node
        else:
            yield " "
            yield from _flat(node.inside)


def _renamed(elements: list[Element], tag: str) -> list[Element]:
    return [Element(tag, "", element.inside) for element in elements]


def _trimmed(nodes: Iterable[Node]) -> list[Node]:
    """Return running text without empty elements, doubled spaces and blank edges."""
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


def _written(node: Node) -> str:
    if isinstance(node, str):
        return node
    if node.tag in VOID:
        return f"<{node.tag}{node.attributes}>"
    inside = "".join(map(_written, node.inside))
    return f"<{node.tag}{node.attributes}>{inside}</{node.tag}>"
