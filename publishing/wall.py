"""The wall between readers' pages and the desk's tables."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from publishing.generation import desk_tables


@cache
def _desk_table() -> re.Pattern[str]:
    # Whole words: `reviews_review` is not found inside `reviews_reviewtag`. A desk table's words
    # for search may stand in a table beside it.
    return re.compile(rf"\b(?:{'|'.join(sorted(desk_tables()))})(?:_fts)?\b")


class DraftRead(Exception):
    """A public request was about to read a table that holds drafts."""


def desk_tables_walled_off(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """A database execute-wrapper that refuses SQL naming a desk table, in quotes or not."""
    if found := _desk_table().search(sql):
        raise DraftRead(f"A public page reads {found[0]}: {sql[:200]}")
    return execute(sql, params, many, context)
