"""The database at one instant into a file, and back. Readers and writers go on meanwhile.

SQLite: its online backup in one step, which in write-ahead mode keeps nobody waiting.
PostgreSQL: pg_dump, and back by psql in a single transaction, so that it is all or nothing.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from operations.backups.folder import BackupRefused
from publishing.models.generation import SiteGeneration

SUFFIXES = {"sqlite": "sqlite3", "postgresql": "dump"}
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"


def dump(target: Path) -> None:
    """Write the whole database. Raises BackupRefused."""
    if connection.vendor == "postgresql":
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        return
    with closing(_open(_sqlite_file())) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        # One file without a write-ahead log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")


def load(source: Path) -> None:
    """Put the whole database in place of what is there. Raises BackupRefused, changing nothing.

    Pages kept by servers that are running must not come true again: the generation goes on from
    the higher of both.
    """
    before = _generation()
    connection.close()
    if connection.vendor == "postgresql":
        script = _run("pg_restore", "--no-owner", "--no-privileges", "--file=-", source, at=None)
        _run(
            "psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", given=EMPTY + script
        )
    else:
        # Into the file that is there: processes that have it open see what it has become.
        with closing(_open(source)) as backup, closing(_open(_sqlite_file())) as site:
            backup.backup(site)
            site.execute("PRAGMA journal_mode=WAL")
    SiteGeneration.objects.update(n=max(before, _generation()) + 1)


def check(source: Path, vendor: str) -> str:
    """A sentence when the file is no whole database, as far as can be told without restoring."""
    try:
        if vendor == "postgresql":
            _run("pg_restore", "--list", source, at=None)
            return ""
        with closing(_open(source)) as backup:
            [said] = backup.execute("PRAGMA quick_check(1)").fetchone()
    except (BackupRefused, sqlite3.Error) as error:
        return f"{source.name} cannot be read: {error}"
    return "" if said == "ok" else f"{source.name} is damaged: {said}"


def is_there() -> bool:
    """Whether the site's database has tables at all."""
    return SiteGeneration._meta.db_table in connection.introspection.table_names()


def _generation() -> int:
    if not is_there():
        return 0
    return SiteGeneration.objects.values_list("n", flat=True).first() or 0


def _sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=60)


def _run(program: str, *arguments: Any, at: str | None = "site", given: str = "") -> str:
    """What it printed; `at` the site's database unless None, which is told by the environment."""
    if not shutil.which(program):
        raise BackupRefused(
            f"{program} is not installed; on Debian and Ubuntu: apt-get install postgresql-client"
        )
    done = subprocess.run(
        [program, *map(str, arguments)],
        input=given or None,
        capture_output=True,
        text=True,
        env=os.environ | (_place() if at else {}),
    )
    if done.returncode:
        raise BackupRefused(f"{program} failed: {done.stderr.strip()[:2000]}")
    return done.stdout


def _place() -> dict[str, str]:
    """Not as arguments, which everybody on the machine can read."""
    settings = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    told = {name: str(settings[key]) for name, key in names.items() if settings.get(key)}
    options = settings.get("OPTIONS", {})
    tls = {"PGSSLMODE": "sslmode", "PGSSLROOTCERT": "sslrootcert"}
    told |= {name: str(options[key]) for name, key in tls.items() if key in options}
    return {**told, "PGDATABASE": str(settings["NAME"])}
