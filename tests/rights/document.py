"""Writes docs/rights.md from the table that the tests hold: `python -m tests.rights.document`."""

from pathlib import Path

from tests.rights.table import ROLES, Line, lines

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "rights.md"
HEAD = """# Who may do what

Every address of the desk, tried by the tests with hand-made requests as each role, and as a visitor
who is not signed in (who may do none of this). **see**: the page comes. **do**: a POST changes
something. After a `+` stands what is asked of the address: a button, a field, a list. “Her” is a
piece that the person made or whose byline is linked to her login.

This page is written from `tests/rights/table.py` by `python -m tests.rights.document`; a new
address without a line there fails the tests.

| address | object | {roles} |
|---|---|{rules}
"""


def document() -> str:
    head = HEAD.format(
        roles=" | ".join(ROLES.values()) + " |", rules="|".join("---" for _ in ROLES) + "|"
    )
    return head + "".join(_row(line) for line in lines())


def _row(line: Line) -> str:
    cells = " | ".join(_cell(line, letter) for letter in ROLES)
    return f"| `{line.address}` | {'' if line.object == '-' else line.object} | {cells} |\n"


def _cell(line: Line, letter: str) -> str:
    words = ["see"] * (letter in line.may_see) + ["do"] * (letter in line.may_do)
    return ", ".join(words) or "–"


if __name__ == "__main__":
    DOCUMENT.write_text(document())
