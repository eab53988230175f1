"""The block editor's marks, `<!-- wp:name {"json"} -->…<!-- /wp:name -->`, around their HTML."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Attributes = dict[str, Any]
Handler = Callable[[Attributes, str], str]
# Made by the server on each request: an export has nothing of them.
DYNAMIC_PREFIXES = ("query", "post-", "comment", "latest-", "navigation", "site-", "page-list")


@dataclass
class _Open:
    name: str
    attributes: Attributes
    parts: list[str] = field(default_factory=list)


def has_blocks(text: str) -> bool:
    return "<!-- wp:" in text


def replace_blocks(
    text: str, known: Mapping[str, Handler], dynamic: Callable[[str], None] = lambda name: None
) -> str:
    """The text without its marks; blocks with a handler are what that makes of their inside.

    `dynamic` hears the names of blocks that hold no text at all.
    """
    stack = [_Open("", {})]
    for kind, name, attributes, text_between in _marks(text):
        if kind == "text":
            stack[-1].parts.append(text_between)
        elif kind == "open":
            stack.append(_Open(name, attributes))
        elif kind == "void":
            handler = known.get(name)
            if handler is None:
                dynamic(name)
            else:
                stack[-1].parts.append(handler(attributes, ""))
        elif any(block.name == name for block in stack):
            while len(stack) > 1:
                closed = stack.pop()
                stack[-1].parts.append(_made(closed, known))
                if closed.name == name:
                    break
    while len(stack) > 1:
        closed = stack.pop()
        stack[-1].parts.append(_made(closed, known))
    return "".join(stack[0].parts)


def _made(block: _Open, known: Mapping[str, Handler]) -> str:
    inside = "".join(block.parts)
    handler = known.get(block.name)
    return handler(block.attributes, inside) if handler else inside


def _marks(text: str) -> Iterator[tuple[str, str, Attributes, str]]:
    """Yield ("text" | "open" | "void" | "close", name, attributes, text) from left to right."""
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        yield "text", "", {}, text[at:start]
        at = end + 3
        inside = text[start + 4 : end].strip()
        if inside.startswith("/wp:"):
            yield "close", _name(inside[4:]), {}, ""
        elif inside.startswith("wp:"):
            name, _space, rest = inside[3:].partition(" ")
            is_void = rest.endswith("/") or (not rest and name.endswith("/"))
            attributes = _attributes(rest.removesuffix("/"))
            yield "void" if is_void else "open", _name(name.rstrip("/")), attributes, ""
        # Other comments (`<!--more-->`) are for nobody to read.
    yield "text", "", {}, text[at:]


def _name(name: str) -> str:
    return name.strip().removeprefix("core/")


def _attributes(text: str) -> Attributes:
    try:
        found = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
