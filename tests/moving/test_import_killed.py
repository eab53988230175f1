"""Killed with -9 in the middle and started again: as if it had run through."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.moving import wxr
from tests.moving.archives import contents, write

ROOT = Path(__file__).resolve().parents[2]
PIECES = 600
UID = rb'"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"'


def an_archive(folder: Path) -> Path:
    rows = [
        {
            "uid": f"00000000-0000-4000-8000-{number:012}",
            "slug": f"piece-{number}",
            "film": f"film-{number % 40}",
            "headline": f"Piece {number}",
            "authors": ["ana"],
            "tags": ["drama", f"tag {number % 7}"],
            "state": "live",
            "published_at": "2013-03-29",
            "body": f"<p>{'Words of the piece. ' * 150}{number}</p>",
        }
        for number in range(PIECES)
    ]
    films = [{"slug": f"film-{number}", "title": f"Film {number}"} for number in range(40)]
    return write(folder, authors=[{"slug": "ana", "name": "Ana"}], films=films, reviews=rows)


class Site:
    """A site of its own with a database of its own, reached through its commands."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DATA_DIR": str(data),
        }
        self.run("migrate", "--verbosity", "0")

    def start(self, *words: str) -> subprocess.Popen:
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)

    def run(self, *words: str) -> int:
        return self.start(*words).wait()

    def imported(self) -> int:
        database = sqlite3.connect(self.data / "intertitle.sqlite3", timeout=20)
        try:
            count = "SELECT count(*) FROM moving_importeditem WHERE kind = 'reviews'"
            return database.execute(count).fetchone()[0]
        finally:
            database.close()


def an_export(folder: Path) -> Path:
    items = [
        wxr.item(
            number,
            f"Film Review: ‘Film {number % 40}’" if number % 2 else f"Interview {number}",
            f"“A verdict”\n\n{'Words of the piece. ' * 150}\n\nRating: 3/5",
            terms=[("category", "korea", "Korea")],
        )
        for number in range(1, PIECES + 1)
    ]
    return wxr.write(folder / "export.xml", wxr.export(wxr.category("korea", "Korea"), *items))


def same_site(one: Path, other: Path) -> bool:
    """Whether two archives tell the same, whatever uids their sites gave the pieces."""
    return told(one) == told(other)


def told(archive: Path) -> dict[str, list[bytes]]:
    return {
        name: sorted(re.sub(UID, b"", content).splitlines())
        for name, content in contents(archive).items()
    }


@pytest.mark.sqlite
def test_a_wordpress_import_killed_in_the_middle_ends_as_one_that_ran_through(tmp_path):
    export = an_export(tmp_path)
    killed, whole = Site(tmp_path / "killed"), Site(tmp_path / "whole")

    running = killed.start("import_wordpress", str(export))
    while not killed.imported() and running.poll() is None:
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    running.wait()

    assert 0 < killed.imported() < PIECES
    assert killed.run("import_wordpress", str(export)) == 0
    assert whole.run("import_wordpress", str(export)) == 0
    for site in (killed, whole):
        site.run("export_archive", str(site.data / "out"))
    assert same_site(killed.data / "out", whole.data / "out")
    assert killed.imported() == PIECES


@pytest.mark.sqlite
def test_an_import_killed_in_the_middle_ends_as_one_that_ran_through(tmp_path):
    archive = an_archive(tmp_path / "archive")
    killed, whole = Site(tmp_path / "killed"), Site(tmp_path / "whole")

    running = killed.start("import_archive", str(archive))
    while not killed.imported() and running.poll() is None:
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    running.wait()

    assert 0 < killed.imported() < PIECES
    assert killed.run("import_archive", str(archive)) == 0
    assert whole.run("import_archive", str(archive)) == 0
    for site in (killed, whole):
        site.run("export_archive", str(site.data / "out"))
    assert contents(killed.data / "out") == contents(whole.data / "out")
    assert killed.imported() == PIECES
