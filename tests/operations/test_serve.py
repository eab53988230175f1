"""`manage.py serve` with its real processes: it starts them, and leaves none behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]
DEADLINE_SECONDS = 60


def until(answer: Callable[[], bool], what: str) -> None:
    """Return as soon as it is so; fail when it has not become so by the deadline."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not answer():
        assert time.monotonic() < deadline, f"Waited in vain for {what}."
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes() -> dict[int, tuple[int, str]]:
    """Every process that is no zombie: its parent and its command."""
    listed = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    found = re.findall(r"^ *(\d+) +(\d+) +([^Z ]\S*) +(.*)$", listed, re.MULTILINE)
    return {int(pid): (int(parent), command) for pid, parent, _, command in found}


class Site:
    """A `serve` on a port of its own; `said` is what it has written so far."""

    def __init__(self, data: Path, log: Path, **environment: str) -> None:
        self.port = int(environment.get("PORT") or free_port())
        self.log = log
        # DEBUG, because there static files need not be collected first.
        own = {"DATA_DIR": str(data), "PORT": str(self.port), "DEBUG": "1", **environment}
        with log.open("w") as file:
            self.process = subprocess.Popen(
                [*MANAGE, "serve"],
                env=os.environ | own,
                stdout=file,
                stderr=subprocess.STDOUT,
                # A test run under nohup would hand down that a closing terminal is ignored.
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def wait_until_ready(self) -> "Site":
        until(lambda: "Ctrl-C ends it." in self.said or self.exit_code is not None, "the start")
        assert self.exit_code is None, self.said
        return self

    @property
    def exit_code(self) -> int | None:
        return self.process.poll()

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.read().decode()

    def family(self) -> dict[int, str]:
        """The processes below this one."""
        alive, family = processes(), {self.process.pid: ""}
        for _ in range(4):
            family |= {pid: args for pid, (parent, args) in alive.items() if parent in family}
        return family

    def child(self, word: str) -> int:
        """The one program started by `serve` itself whose command has this word."""
        [pid] = [
            pid
            for pid, (parent, args) in processes().items()
            if parent == self.process.pid and word in args
        ]
        return pid

    def end_by(self, number: signal.Signals) -> None:
        family = self.family()
        self.process.send_signal(number)
        self.wait_until_gone(family)

    def wait_until_gone(self, family: dict[int, str]) -> None:
        until(lambda: self.exit_code is not None, "the end")
        until(lambda: family.keys().isdisjoint(processes()), f"the end of all of {family}")


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A folder with a migrated database."""
    data = tmp_path_factory.mktemp("data")
    environment = os.environ | {"DATA_DIR": str(data), "DEBUG": "1"}
    subprocess.run([*MANAGE, "migrate", "--verbosity", "0"], env=environment, check=True)
    return data


@pytest.fixture
def serve(data, tmp_path) -> Iterator[Callable[..., Site]]:
    """Starts a site; whatever a test leaves running is killed at its end."""
    started: list[Site] = []

    def start(data: Path = data, **environment: str) -> Site:
        started.append(Site(data, tmp_path / f"{len(started)}.log", **environment))
        return started[-1]

    yield start
    for site in started:
        for pid in site.family():
            if site.exit_code is None:
                os.kill(pid, signal.SIGKILL)
        site.process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_site_answers_and_a_signal_ends_all_of_it(serve, number):
    site = serve().wait_until_ready()

    page = site.get("/")
    desk = site.get("/admin/login/")
    site.end_by(number)

    assert "Intertitle" in page
    assert "password" in desk
    assert f"http://localhost:{site.port}/\n" in site.said
    assert f"http://localhost:{site.port}/admin/\n" in site.said
    assert "Login" not in site.said
    assert site.said.endswith("Ended.\n")
    assert site.exit_code == 0


@pytest.mark.parametrize(
    ("word", "name"), [("granian", "web server"), ("db_worker", "task worker")]
)
def test_when_one_program_dies_the_other_is_ended_and_it_is_said(serve, word, name):
    site = serve().wait_until_ready()
    family = site.family()

    os.kill(site.child(word), signal.SIGKILL)
    site.wait_until_gone(family)

    assert f"The {name} ended by itself (SIGKILL), so everything was ended.\n" in site.said
    assert site.exit_code == 1


def test_killed_without_warning_it_leaves_no_process_behind(serve):
    site = serve().wait_until_ready()

    site.end_by(signal.SIGKILL)

    assert site.exit_code == -signal.SIGKILL


def test_a_taken_port_is_said_in_one_sentence(serve):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        site = serve(PORT=str(port))
        until(lambda: site.exit_code is not None, "the refusal")

    assert site.said == (
        f"Port {port} is taken by another program; "
        f"stop it or choose another: PORT={port + 1} make run\n"
    )
    assert site.exit_code == 1


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_an_address_of_another_machine_is_said_in_one_sentence(serve, host):
    site = serve(HOST=host)

    until(lambda: site.exit_code is not None, "the refusal")

    assert site.said == f"HOST={host} is no address of this machine.\n"
    assert site.exit_code == 1


def test_a_database_without_its_migrations_is_said_in_one_sentence(serve, tmp_path):
    site = serve(data=tmp_path)

    until(lambda: site.exit_code is not None, "the refusal")

    assert re.fullmatch(
        r"The database lacks \d+ migrations; first run: manage.py migrate\n", site.said
    )
    assert site.exit_code == 1


def test_styles_that_were_not_collected_are_said_in_one_sentence(serve):
    site = serve(DEBUG="0")

    until(lambda: site.exit_code is not None, "the refusal")

    assert site.said.startswith("Styles and scripts are not prepared; ")
    assert site.exit_code == 1
