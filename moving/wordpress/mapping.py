"""The editor's answers, from a JSON file: what the importer should not have to guess.

{"authors": {"login": "author's slug here, or a name"},
 "films": {"title as posts have it": "film's slug here"},
 "kinds": {"post id": "review | article | page | skip"},
 "doubtful": "draft | article"}
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from moving.take_in import Unreadable

KINDS = ("review", "article", "page", "skip")
DOUBTFUL = ("draft", "article")


@dataclass(frozen=True)
class Mapping:
    """`doubtful` says what becomes of pieces with a question: drafts, or articles as they are."""

    authors: dict[str, str] = field(default_factory=dict)
    films: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    doubtful: str = "draft"


def read_mapping(path: Path) -> Mapping:
    """Raises Unreadable, with a sentence."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            _("%(file)s is no JSON: %(why)s.") % {"file": path.name, "why": error}
        ) from error
    return mapping_of(found, path.name)


def mapping_of(found: Any, name: str) -> Mapping:
    """Answers that are read already; `name` says in a sentence where they stand."""
    if not isinstance(found, dict) or set(found) - set(Mapping.__dataclass_fields__):
        raise Unreadable(
            _("%(file)s may hold authors, films, kinds and doubtful, and nothing else.")
            % {"file": name}
        )
    kinds = _words(found, "kinds", name)
    doubtful = str(found.get("doubtful", "draft"))
    if set(kinds.values()) - set(KINDS) or doubtful not in DOUBTFUL:
        raise Unreadable(
            _("In %(file)s a kind is review, article, page or skip; doubtful is draft or article.")
            % {"file": name}
        )
    return Mapping(_words(found, "authors", name), _words(found, "films", name), kinds, doubtful)


def _words(found: dict[str, Any], key: str, name: str) -> dict[str, str]:
    value = found.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
        raise Unreadable(
            _("“%(key)s” in %(file)s must be an object of texts.") % {"key": key, "file": name}
        )
    return value
