"""The wall between readers' pages and the desk's tables."""

from collections.abc import Callable
from typing import Any

from publishing.generation import desk_tables


class DraftRead(Exception):
    """A public request was about to read a table that holds drafts."""


def desk_tables_walled_off(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """A database execute-wrapper that refuses SQL naming a desk table.

    Table names are looked for in the double quotes that Django writes on both databases, so
    `reviews_review` is not found inside `reviews_reviewtag`.
    """
    for table in desk_tables():
        if f'"{table}"' in sql:
            raise DraftRead(f"A public page reads {table}: {sql[:200]}")
    return execute(sql, params, many, context)
