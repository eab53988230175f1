"""Tables of figures: printed, and kept in docs/performance.md between two marks."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def write_table(
    name: str, columns: Sequence[str], rows: Sequence[Sequence[str]], is_kept: bool
) -> None:
    """Print a table; with `is_kept` also put it between `<!-- name -->` and `<!-- /name -->`."""
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    sys.stdout.write(f"{table}\n")
    if is_kept:
        _keep(name, table)


def _keep(name: str, table: str) -> None:
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    text = PAGE.read_text(encoding="utf-8")
    if begin not in text or end not in text:
        raise SystemExit(f"{PAGE.name} has no place for “{name}”: add {begin} and {end}.")
    found = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    replaced = found.sub(lambda _: f"{begin}\n{table}\n{end}", text)
    PAGE.write_text(replaced, encoding="utf-8")
