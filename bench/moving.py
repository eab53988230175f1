"""How fast a site moves in and out, and in how much memory.

    python bench/moving.py [--megabytes 50] [--reviews 6000]

Makes an export of WordPress and an archive, and brings each into a new site of its own, twice:
everything, then nothing new. Prints a table: items a second by the clock and by the processor's
(what other programs on the machine do not change), and the most memory. SQLite, this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORDS = (
    "the film is a long quiet study of people who wait at the edge of town while light falls over"
    " water and nobody speaks of what they came for until winter"
).split()
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old site</title><link>https://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>ana</wp:author_login>
<wp:author_display_name>Ana Reyes</wp:author_display_name></wp:author>
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--megabytes", type=int, default=50)
    options.add_argument("--reviews", type=int, default=6000)
    chosen = options.parse_args()
    random.seed(1)
    with tempfile.TemporaryDirectory(prefix="intertitle-bench-") as folder:
        place = Path(folder)
        print(
            "| what | items | a second | a processor second | most memory |\n|---|---|---|---|---|"
        )
        export = place / "export.xml"
        write_export(export, chosen.megabytes * 1_000_000)
        both(place / "wordpress", "WordPress", "import_wordpress", export)
        archive = place / "archive"
        write_archive(archive, chosen.reviews)
        both(place / "site", "archive", "import_archive", archive)
        told = run(place / "site", "export_archive", str(place / "out"))
        say("archive, export", chosen.reviews, told)


@dataclass
class Told:
    seconds: float
    processor_seconds: float
    megabytes: float


def both(data: Path, name: str, command: str, source: Path) -> None:
    report = data.with_suffix(".json")
    run(data, "migrate", "--verbosity", "0")
    for words in ("first run", "second run, nothing new"):
        told = run(data, command, str(source), "--report", str(report))
        say(f"{name}, {words}", json.loads(report.read_text())["counts"]["read"], told)


def run(data: Path, *words: str) -> Told:
    """Run a command in a process of its own, so that its memory is its own."""
    environment = {**os.environ, "DATA_DIR": str(data)}
    environment.pop("DATABASE_URL", None)
    measured = (
        "import resource, runpy, sys; sys.argv = sys.argv[1:];\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-c", measured, str(ROOT / "manage.py"), *words]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory = int(done.stderr.split()[-1]) / 1024
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Told(time.monotonic() - began, processor, memory)


def say(what: str, items: int, told: Told) -> None:
    rates = f"{items / told.seconds:,.0f} | {items / told.processor_seconds:,.0f}"
    print(f"| {what} | {items:,} | {rates} | {told.megabytes:,.0f} MB |", flush=True)


# -- what is brought in -----------------------------------------------------------------------


def paragraphs(count: int, between: str) -> str:
    return between.join(
        " ".join(random.choices(WORDS, k=80)).capitalize() + "." for _ in range(count)
    )


def write_export(path: Path, size: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for post in posts():
            file.write(post)
            if file.tell() >= size:
                break
        file.write("</channel></rss>\n")


def posts() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        day = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(hours=number)
        title = f"Film Review: ‘Film {number}’" if number % 2 else f"An interview, {number}"
        text = f"“A verdict in one line, {number}”\n\n{paragraphs(8, chr(10) * 2)}\n\nRating: 3.5/5"
        yield (
            f"<item><title><![CDATA[{title}]]></title><dc:creator>ana</dc:creator>"
            f"<link>https://old.example/{day:%Y/%m}/post-{number}/</link>"
            f"<guid>https://old.example/?p={number}</guid>"
            f"<content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
            f"<wp:post_date_gmt>{day:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>"
            f"<wp:post_name>post-{number}</wp:post_name><wp:status>publish</wp:status>"
            "<wp:post_type>post</wp:post_type>"
            f'<category domain="category" nicename="c{number % 30}">'
            f"<![CDATA[Category {number % 30}]]></category></item>\n"
        )


def write_archive(folder: Path, count: int) -> None:
    folder.mkdir()
    rows = {
        "authors": ({"slug": f"a-{n}", "name": f"Author {n}"} for n in range(20)),
        "films": (
            {"slug": f"f-{n}", "title": f"Film {n}", "year": 1950 + n % 70} for n in range(200)
        ),
        "reviews": (review(number) for number in range(count)),
    }
    for name, lines in rows.items():
        text = "".join(f"{json.dumps(line)}\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")


def review(number: int) -> dict[str, object]:
    day = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    return {
        "slug": f"piece-{number}",
        "film": f"f-{number % 200}",
        "headline": f"Piece {number}",
        "rating_line": "A must-see",
        "rating": 3.5,
        "authors": [f"a-{number % 20}"],
        "tags": ["drama", f"tag {number % 40}"],
        "state": "live",
        "published_at": day.isoformat(),
        "body": f"<p>{paragraphs(7, '</p><p>')}</p>",
    }


if __name__ == "__main__":
    main()
