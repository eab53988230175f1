"""WordPress's shortcodes, `[name key="value"]inside[/name]`: those we know become HTML.

Others stay as the visible text they are. Every search goes forward only, so that a text made of
nothing but brackets takes no longer than any other.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_OPENING = re.compile(r"\[(?P<name>[a-z][a-z0-9_-]{1,40})(?P<attributes>\s[^\[\]]{0,2000})?/?\]")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|(\S+)""")


@dataclass(frozen=True)
class Shortcode:
    """`bare` are the values without a name, such as an address."""

    name: str
    attributes: Mapping[str, str]
    bare: list[str]
    inside: str


def replace_shortcodes(
    text: str, known: Mapping[str, Callable[[Shortcode], str]]
) -> tuple[str, list[str]]:
    """The text with known shortcodes replaced, and the names of those that look like others."""
    unknown: list[str] = []
    return "".join(_pieces(text, known, unknown)), list(dict.fromkeys(unknown))


def _pieces(
    text: str, known: Mapping[str, Callable[[Shortcode], str]], unknown: list[str]
) -> Iterator[str]:
    at = 0
    last_end = {name: text.rfind(f"[/{name}]") for name in known}
    while match := _OPENING.search(text, at):
        name, attributes = match["name"], match["attributes"] or ""
        if name not in known:
            # Brackets are also for [sic]; a shortcode has an attribute or an end.
            if "=" in attributes or f"[/{name}]" in text[match.end() : match.end() + 5000]:
                unknown.append(name)
            yield text[at : match.end()]
            at = match.end()
            continue
        yield text[at : match.start()]
        at, inside = match.end(), ""
        if last_end[name] >= at:
            # A shortcode without an end must not swallow the text up to the next one's.
            following = text.find(f"[{name}", at)
            end = text.find(f"[/{name}]", at, following if following >= 0 else len(text))
            if end >= 0:
                inside, at = text[at:end], end + len(name) + 3
        yield known[name](_shortcode(name, attributes, inside))
    yield text[at:]


def _shortcode(name: str, attributes: str, inside: str) -> Shortcode:
    named: dict[str, str] = {}
    bare: list[str] = []
    for key, double, single, plain, word in _ATTRIBUTE.findall(attributes):
        if key:
            named[key.lower()] = double or single or plain
        else:
            bare.append(word.strip("=\"'"))
    return Shortcode(name, named, [word for word in bare if word], inside)
