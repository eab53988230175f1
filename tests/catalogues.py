"""Reads catalogues and the words of the source, without the tools of GNU gettext."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

# What readers are shown comes from these; everything else is the desk's.
READERS = (
    "templates/*.html",
    "templates/reviews/**/*.html",
    "templates/recommendations/**/*.html",
    "publishing/templatetags/*.py",
    "reviews/public/**/*.py",
    "recommendations/reasons.py",
)
_CALL = re.compile(
    r"""(?:\b_|\bn?p?gettext(?:_lazy)?)\((?:\s*u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"),?)+"""
)
_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? )?(".*")')


@dataclass
class Message:
    """One entry of a catalogue; `texts` are its translations, one for each plural form."""

    flags: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        return self.parts.get("msgctxt", ""), self.parts["msgid"]

    @property
    def plural(self) -> str:
        return self.parts.get("msgid_plural", "")

    @property
    def texts(self) -> list[str]:
        return [text for name, text in sorted(self.parts.items()) if name.startswith("msgstr")]


def path(language: str, ending: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / f"django.{ending}"


def catalogue(language: str) -> list[Message]:
    """The entries of a .po file in their order, its header left out."""
    blocks = path(language, "po").read_text(encoding="utf-8").split("\n\n")
    return [message for block in blocks[1:] if "msgid" in (message := _message(block)).parts]


def _message(block: str) -> Message:
    message, name = Message(), ""
    for line in block.splitlines():
        if line.startswith("#"):
            message.flags += line[2:] if line.startswith("#,") else ""
        elif found := _LINE.fullmatch(line):
            name = f"{found[1]}{found[2] or ''}" if found[1] else name
            message.parts[name] = message.parts.get(name, "") + ast.literal_eval(found[3])
    return message


def readers_words() -> set[tuple[str, str]]:
    """Context and words of every message that code and templates of readers' pages name."""
    root = Path(settings.BASE_DIR)
    files = sorted(file for pattern in READERS for file in root.glob(pattern))
    return {words for file in files for words in _words(file)}


def _words(file: Path) -> Iterator[tuple[str, str]]:
    source = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        source = "\n".join(found[0] + ")" for found in _CALL.finditer(templatize(source)))
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        name = call.func.id.removesuffix("_lazy")
        if name in {"_", "gettext", "ngettext", "pgettext", "npgettext"}:
            told = [item.value for item in call.args if isinstance(item, ast.Constant)]
            context = told.pop(0) if "pgettext" in name else ""
            # xgettext is given templates with their per cent signs doubled.
            yield context, told[0].replace("%%", "%") if file.suffix == ".html" else told[0]
