"""Programs that are run as one: started together, watched, and ended together."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType

GUARD = Path(__file__).with_name("guard.py")
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(Exception):
    """Somebody pressed Ctrl-C, closed the terminal or sent a signal to end."""


class ServingFailed(Exception):
    """A program ended by itself, or does not do its work; the message is a sentence."""


@dataclass(frozen=True)
class Program:
    """`name` is what sentences call it, such as "web server"; `command` its arguments."""

    name: str
    command: list[str]


class Crew:
    """Programs that live and die together, for the length of a `with` block.

    Each has a process group of its own, so that Ctrl-C reaches them by us alone and once, and so
    that the children they leave behind can be found. However the block ends they are asked to end
    (SIGTERM), and killed after `patience_seconds` or at the second Ctrl-C. Should this process
    itself be killed, `guard` does the same. For the main thread only, as it handles signals.
    """

    def __init__(self, programs: list[Program], patience_seconds: float = 5) -> None:
        self.programs = programs
        self.patience_seconds = patience_seconds
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._is_asked = self._is_hurried = False

    def __enter__(self) -> "Crew":
        self._guard = subprocess.Popen(
            [sys.executable, "-I", "-S", GUARD],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._alarm, self._bell = socket.socketpair()
        self._alarm.setblocking(False)
        self._bell.setblocking(False)
        # Signals ring the bell, so that waiting needs no polling and misses nothing.
        self._wakeup_before = signal.set_wakeup_fd(self._bell.fileno(), warn_on_full_buffer=False)
        self._handlers_before = {
            number: signal.signal(number, self._note)
            for number in (*STOPPING, signal.SIGCHLD)
            # Under nohup, a closing terminal is nobody's wish to end.
            if (number, signal.getsignal(number)) != (signal.SIGHUP, signal.SIG_IGN)
        }
        try:
            for program in self.programs:
                self._start(program)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def wait(self, seconds: float | None = None) -> None:
        """Sleep for so long, or until something happens: then raise StopAsked or ServingFailed."""
        self._check()
        self._sleep(seconds)
        self._check()

    def _note(self, number: int, frame: FrameType | None) -> None:
        if number in STOPPING:
            # A closing terminal may say so twice: only a second Ctrl-C is impatience.
            self._is_hurried = self._is_asked and number == signal.SIGINT
            self._is_asked = True

    def _start(self, program: Program) -> None:
        process = subprocess.Popen(
            program.command, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self._running[program.name] = process
        assert self._guard.stdin is not None
        self._guard.stdin.write(b"%d\n" % process.pid)
        self._guard.stdin.flush()

    def _check(self) -> None:
        if self._is_asked:
            raise StopAsked
        for name, process in self._running.items():
            if process.poll() is not None:
                raise ServingFailed(
                    f"The {name} ended by itself ({_told(process.returncode)}), "
                    "so everything was ended."
                )

    def _sleep(self, seconds: float | None) -> None:
        if select.select([self._alarm], [], [], seconds)[0]:
            self._alarm.recv(4096)

    def _end(self) -> None:
        processes = self._running.values()
        for process in processes:
            process.terminate()
        deadline = time.monotonic() + self.patience_seconds
        while any(process.poll() is None for process in processes):
            left = deadline - time.monotonic()
            if left <= 0 or self._is_hurried:
                break
            self._sleep(left)
        for process in processes:
            # Also where the program has ended: its own children may not have.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._dismiss_guard()
        for number, handler in self._handlers_before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup_before)
        self._alarm.close()
        self._bell.close()

    def _dismiss_guard(self) -> None:
        # Killed before its input ends, or it would act on numbers that others may have by now.
        self._guard.kill()
        self._guard.wait()
        if self._guard.stdin is not None:
            self._guard.stdin.close()


def _told(returncode: int) -> str:
    if returncode < 0:
        return signal.Signals(-returncode).name
    return f"exit code {returncode}"
