"""Rules of the house that a search of the whole tree can hold."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# The one template tag that marks HTML safe lives here.
MAY_MARK_SAFE = {"publishing/templatetags/reader.py"}


def files(*suffixes: str) -> list[Path]:
    """The project's own files: what git tracks, or everything outside the made folders."""
    try:
        names = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.split("\n")
        found = [ROOT / name for name in names if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not {".venv", "var"} & set(path.parts)]
    return [path for path in found if path.suffix in suffixes and path.is_file()]


def hits(pattern: str, *suffixes: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files(*suffixes)
        if not path.is_relative_to(ROOT / "tests")
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"))
    ]


def test_html_is_marked_safe_in_one_place_only():
    marked = hits(r"\|safe\b|\|safeseq\b|autoescape off", ".html")
    marked += hits(r"mark_safe\(|SafeString\(|\.__html__", ".py")

    assert {line.partition(":")[0] for line in marked} <= MAY_MARK_SAFE


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a style attribute", r"<[^>]*\sstyle="),
        ("an event handler", r"<[^>]*\son[a-z]+="),
        ("an inline style sheet", r"<style"),
        (
            "a script without a file",
            r"<script(?![^>]*\b(?:src|type=\"application/ld\+json\"))[^>]*>",
        ),
    ],
)
def test_templates_hold_nothing_that_the_policy_forbids(what, pattern):
    assert hits(pattern, ".html") == [], what


def test_no_file_asks_another_host_for_anything():
    # Links that a person follows are fine; what a browser loads by itself is not.
    loaded = hits(r"(?:src|srcset)=\"https?://[^\"]+|url\(['\"]?https?://[^)]+", ".html", ".css")

    assert loaded == []


def test_storage_paths_are_never_asked_for():
    """S3 has none: files are opened through their storage."""
    assert hits(r"\bfile\.path\b|storage\.path\(", ".py") == []
