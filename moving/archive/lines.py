"""Reading and writing the archive's files, one JSON object on each line."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

Row = dict[str, Any]
LONGEST_LINE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Line:
    """One line read: its number, its size in bytes, its row; or why it is no row."""

    number: int
    size: int
    row: Row
    refusal: str = ""


def read_lines(path: Path) -> Iterator[Line]:
    """Every line of a file that is not blank. Nothing on it stops the reading of the next."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(LONGEST_LINE):
            number += 1
            if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
                size = len(raw) + _skip_line(file)
                yield Line(
                    number,
                    size,
                    {},
                    _("Line %(number)d is longer than 64 MB.") % {"number": number},
                )
            elif raw.strip(b" \t\r\n\xef\xbb\xbf"):
                yield _line(number, raw)


def _skip_line(file: Any) -> int:
    skipped = 0
    while raw := file.readline(LONGEST_LINE):
        skipped += len(raw)
        if raw.endswith(b"\n"):
            break
    return skipped


def _line(number: int, raw: bytes) -> Line:
    try:
        row = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        why = _("The file is not UTF-8: see byte %(byte)d of line %(number)d.")
        return Line(number, len(raw), {}, why % {"byte": error.start + 1, "number": number})
    except json.JSONDecodeError as error:
        why = _("This is no JSON (%(what)s): line %(number)d, column %(column)d.")
        told = {"what": error.msg, "number": number, "column": error.colno}
        return Line(number, len(raw), {}, why % told)
    except (ValueError, RecursionError):
        why = _("Line %(number)d holds JSON that nobody can use.")
        return Line(number, len(raw), {}, why % {"number": number})
    if not isinstance(row, dict):
        why = _("Line %(number)d is no JSON object.")
        return Line(number, len(raw), {}, why % {"number": number})
    return Line(number, len(raw), row)


def _no_number(name: str) -> Any:
    raise ValueError(name)


def line_of(row: Mapping[str, Any]) -> str:
    """A row as its line, keys sorted, without keys that say nothing."""
    said = {key: value for key, value in row.items() if value not in (None, "", [], {})}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def digest_of(row: Mapping[str, Any], *more: bytes) -> str:
    """SHA-256 of what a row says, however it was spelled, and of `more` that belongs to it."""
    said = json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    hashed = hashlib.sha256(said)
    for part in more:
        hashed.update(part)
    return hashed.hexdigest()


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Write a file whole or not at all; returns the number of lines. No lines, no file."""
    part = path.with_name(f"{path.name}.part")
    count = 0
    with part.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(f"{line}\n")
            count += 1
    if count:
        part.replace(path)
    else:
        part.unlink()
        path.unlink(missing_ok=True)
    return count
