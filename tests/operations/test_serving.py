"""Programs run as one, with small programs in place of the site's."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

import pytest

from operations.serving import Crew, Program, ServingFailed, StopAsked

HANDLED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)
# Deaf to SIGTERM, like its own child; tells both numbers once it is.
STUBBORN = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = os.fork()
if child:
    with open(sys.argv[1] + "~", "w") as file:
        file.write(f"{os.getpid()} {child}")
    os.rename(sys.argv[1] + "~", sys.argv[1])
time.sleep(600)
"""


def stubborn(told: Path) -> Program:
    return Program("mule", [sys.executable, "-c", STUBBORN, str(told)])


def ending(code: str) -> Program:
    return Program("mayfly", [sys.executable, "-c", code])


def wait_until_told(crew: Crew, told: Path) -> list[int]:
    deadline = time.monotonic() + 60
    while not told.exists():
        assert time.monotonic() < deadline
        crew.wait(0.02)
    return [int(number) for number in told.read_text().split()]


def wait_for_ever(crew: Crew) -> NoReturn:
    while True:
        crew.wait()


def is_running(pid: int) -> bool:
    """A child of ours that was waited for is gone; an orphan may stay a zombie for a while."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_a_program_that_will_not_end_is_killed_with_its_children(tmp_path):
    with Crew([stubborn(tmp_path / "told")], patience_seconds=0.1) as crew:
        numbers = wait_until_told(crew, tmp_path / "told")

    assert len(numbers) == 2
    assert not any(map(is_running, numbers))


@pytest.fixture(autouse=True)
def _a_closing_terminal_counts():
    """A test run under nohup ignores SIGHUP, and a Crew then ignores it too, as it should."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def test_a_second_ctrl_c_ends_the_patience(tmp_path):
    begun = time.monotonic()

    with Crew([stubborn(tmp_path / "told")], patience_seconds=600) as crew:
        wait_until_told(crew, tmp_path / "told")
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(StopAsked):
            crew.wait()

    assert time.monotonic() - begun < 600


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_is_noticed_however_long_the_wait(tmp_path, number):
    with Crew([stubborn(tmp_path / "told")], 0.1) as crew:
        wait_until_told(crew, tmp_path / "told")
        os.kill(os.getpid(), number)
        with pytest.raises(StopAsked):
            crew.wait(600)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("pass", "exit code 0"),
        ("raise SystemExit(3)", "exit code 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
    ],
)
def test_a_program_that_ends_by_itself_is_named(tmp_path, code, told):
    others = [stubborn(tmp_path / "told")]

    with Crew([*others, ending(code)], 0.1) as crew, pytest.raises(ServingFailed) as failure:
        wait_for_ever(crew)

    sentence = f"The mayfly ended by itself ({told}), so everything was ended."
    assert str(failure.value) == sentence


def test_signals_are_handled_afterwards_as_before(tmp_path):
    before = {number: signal.getsignal(number) for number in HANDLED}

    with Crew([stubborn(tmp_path / "told")], 0.1):
        pass

    assert {number: signal.getsignal(number) for number in HANDLED} == before
    assert signal.set_wakeup_fd(-1) == -1


def test_a_program_that_is_not_there_leaves_the_others_ended(tmp_path):
    programs = [stubborn(tmp_path / "told"), Program("ghost", ["/no/such/program"])]

    with pytest.raises(FileNotFoundError), Crew(programs, 0.1):
        pass

    assert signal.set_wakeup_fd(-1) == -1
