"""A site of its own for measuring: the demo, in a folder that goes away, served as always."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


@dataclass(frozen=True)
class Site:
    """`manage` runs one of its commands; `user` and `password` sign in with every right."""

    url: str
    user: str
    password: str
    environment: dict[str, str]

    def manage(self, *words: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout


@contextmanager
def demo_site() -> Iterator[Site]:
    """Serve the demo on a free port of this machine, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="intertitle-bench-") as folder:
        port = _free_port()
        url = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "DATA_DIR": folder,
            "PORT": str(port),
            "SITE_URL": url,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DEBUG": "0",
        }
        for name in ("DATABASE_URL", "REDIS_URL", "MEDIA_ROOT"):
            environment.pop(name, None)
        site = Site(url, "", "", environment)
        site.manage("migrate", "--verbosity", "0")
        site.manage("collectstatic", "--no-input", "--verbosity", "0")
        site.manage("demo")
        user, password = (Path(folder) / "demo-login").read_text().split()
        served = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(url)
            yield Site(url, user, password, environment)
        finally:
            served.terminate()
            served.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
