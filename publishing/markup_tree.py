"""The sanitiser's HTML as a tree and back, with no inline element around a block.

Reads only what the sanitiser writes: balanced, quoted, escaped. For those who shape or retell
cleaned HTML, never for what comes from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

# What each old or foreign tag becomes. A "p" that turns out to hold blocks dissolves.
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
# One line of text each: a paragraph inside is only its text.
LINES = frozenset("h2 h3 figcaption summary".split())
DEEPEST = 40

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s=>]+="[^"]*")*)>|[^<]+')


@dataclass(slots=True)
class Element:
    tag: str
    attributes: str = ""
    inside: list[Element | str] = field(default_factory=list)

    def around(self, inside: Sequence[Element | str]) -> Element:
        return Element(self.tag, self.attributes, [*inside])


Node = Element | str


def read(html: str) -> list[Node]:
    root = Element("")
    path = [root]
    for token in _TOKEN.finditer(html):
        slash, tag, attributes = token.groups()
        parent = path[-1]
        if not tag:
            parent.inside.append(token[0])
        elif slash:
            path.pop()
        else:
            element = Element(BECOMES.get(tag, tag), attributes)
            if len(path) > DEEPEST or (element.tag == "p" and parent.tag in LINES):
                element.inside = parent.inside
                parent.inside.append(" ")
            else:
                parent.inside.append(element)
            if tag not in VOID:
                path.append(element)
    return root.inside


def written(node: Node) -> str:
    if isinstance(node, str):
        return node
    if node.tag in VOID:
        return f"<{node.tag}{node.attributes}>"
    return f"<{node.tag}{node.attributes}>{''.join(map(written, node.inside))}</{node.tag}>"


def stretches(nodes: Iterable[Node]) -> Iterator[list[Node] | Element]:
    """Yield runs of text and inline elements as lists, and the blocks between them.

    An inline element around blocks goes into them, around their text.
    """
    run: list[Node] = []
    for node in _lifted(nodes):
        if isinstance(node, str) or node.tag in INLINE:
            run.append(node)
            continue
        if run:
            yield run
            run = []
        yield node
    if run:
        yield run


def _lifted(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str) or node.tag not in INLINE or not node.inside:
            yield node
            continue
        for part in stretches(node.inside):
            yield node.around(part) if isinstance(part, list) else _pushed(node, part)


def _pushed(inline: Element, block: Element) -> Element:
    if block.tag in VOID:
        return block
    return block.around(
        [
            inline.around(part) if isinstance(part, list) else _pushed(inline, part)
            for part in stretches(block.inside)
        ]
    )
