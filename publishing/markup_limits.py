"""What the HTML parser is spared: comments, endless attribute lists, bottomless nesting.

The parser's time grows with the square of the depth: 200,000 nested <div> (1 MB) took it
172 s, measured with nh3 0.3.8. Safety does not rest on this reading of tags; the cleaner's does.
"""

from __future__ import annotations

import re
from collections import Counter

# The sum, over all opening tags, of the elements open there (formatting counts tenfold, as
# the parser repeats it in every paragraph). Ten megabytes of
# ordinary paragraphs stay below a tenth of it; the parser needs about a second for it.
MOST_NESTING = 10_000_000
LONGEST_TAG = 20_000

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
CLOSED_BY_NEXT = frozenset("p li dt dd tr td th thead tbody tfoot option rt rp".split())
# Left open, these come back in every later paragraph.
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())

_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<[!?].*?(?:>|\Z)"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"(?:[\s/]++|=?[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?|=)*+"
    r"(?:>|\Z)",
    re.DOTALL,
)


def within_limits(html: str) -> str:
    """Return the same markup without comments and overlong tags; bare text if too nested."""
    stack: list[str] = []
    opened: Counter[str] = Counter()
    hanging = nesting = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal hanging, nesting
        if not tag["name"]:
            return ""
        name = tag["name"].lower()
        if tag["slash"]:
            if opened[name] and name in FORMATTING:
                opened[name] -= 1
                hanging -= 1
            while opened[name] and name not in FORMATTING:
                opened[closed := stack.pop()] -= 1
                if closed == name:
                    break
        elif name not in VOID:
            nesting += len(stack) + 10 * hanging
            opened[name] += name not in CLOSED_BY_NEXT
            if name in FORMATTING:
                hanging += 1
            elif name not in CLOSED_BY_NEXT:
                stack.append(name)
        return tag[0] if len(tag[0]) < LONGEST_TAG else f"<{tag['slash']}{name}>"

    kept = _TAG.sub(keep, html)
    return kept if nesting <= MOST_NESTING else text_of(kept)


def text_of(html: str) -> str:
    """Return markup with its tags cut out; character references stay as they are."""
    return _TAG.sub(" ", html)
