"""A private PostgreSQL cluster, made from this machine's binaries and gone with the process.

Nothing listens on a network: the socket lies in a fresh folder below /tmp. Durability is
switched off, so this is for tests and nothing else.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

# A reader at the other end of a pipe sees its end however this process ends: normally, by
# Ctrl-C or killed. Then the keeper stops the cluster and removes its folder.
KEEPER = 'cat; "$1/pg_ctl" -D "$2/data" -m immediate stop; rm -rf "$2"'
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


class ClusterFailed(Exception):
    """The binaries are there, but no cluster came up; the message is their own."""


@dataclass(frozen=True)
class Cluster:
    """A running cluster: its address for DATABASE_URL, and the process that will end it."""

    url: str
    keeper: subprocess.Popen[bytes]

    def stop(self) -> None:
        self.keeper.communicate()


def find_binaries() -> Path | None:
    """Return a folder with `initdb`, `pg_ctl` and `postgres`, or None when there is none."""
    for folder in _likely_folders():
        if all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    return None


def start_cluster(binaries: Path) -> Cluster:
    """Start a cluster and wait until it answers. Raises ClusterFailed."""
    # Below /tmp whatever TMPDIR says: the account may read it there, and a socket's path
    # must stay under 104 bytes.
    folder = Path(tempfile.mkdtemp(prefix="intertitle-", dir="/tmp"))
    account = _account_that_may_run_it(folder)
    keeper = subprocess.Popen(
        ["sh", "-c", KEEPER, "keeper", binaries, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
        **account,
    )
    cluster = Cluster(f"postgres://postgres@{quote(str(folder), safe='')}/intertitle", keeper)
    data, log = folder / "data", folder / "log"
    initdb: list[str | Path] = [binaries / "initdb", "-D", data, "-A", "trust", "-N"]
    pg_ctl: list[str | Path] = [binaries / "pg_ctl", "-D", data, "-w", "-l", log]
    try:
        _run([*initdb, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"], cwd=folder, **account)
        _run([*pg_ctl, "-o", f"{OPTIONS} -k {folder}", "start"], cwd=folder, **account)
    except subprocess.CalledProcessError as failure:
        written = log.read_text() if log.exists() else ""
        cluster.stop()
        raise ClusterFailed(f"{failure.stdout}{written}") from None
    return cluster


def _likely_folders() -> Iterator[Path]:
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    yield from sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: float(folder.parent.name),
        reverse=True,
    )
    if pg_config := shutil.which("pg_config"):
        yield Path(subprocess.check_output([pg_config, "--bindir"], text=True).strip())


def _account_that_may_run_it(folder: Path) -> dict[str, Any]:
    """As root, hand the folder to the account `postgres`: its programs refuse to run as root."""
    if os.geteuid() != 0:
        return {}
    try:
        postgres = pwd.getpwnam("postgres")
    except KeyError:
        folder.rmdir()
        raise ClusterFailed(
            "PostgreSQL does not run as root, and there is no account named postgres to run it."
        ) from None
    os.chown(folder, postgres.pw_uid, postgres.pw_gid)
    return {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}


def _run(command: list[str | Path], **where: Any) -> None:
    subprocess.run(
        command, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **where
    )
