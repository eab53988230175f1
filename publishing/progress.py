"""How far a long command is: rate and time left, on one line of a terminal."""

import time
from typing import Any


class Progress:
    """Tells at most once a second on a terminal, every ten seconds into a log.

    `whole` is the size of the work in any unit (bytes, items), 0 when it is not known.
    """

    def __init__(self, stdout: Any, whole: int = 0) -> None:
        self.stdout, self.whole = stdout, whole
        self.is_terminal = bool(stdout) and stdout.isatty()
        self.items = 0
        self.done = 0
        self._began = self._told = time.monotonic()

    def step(self, what: str, items: int = 1, done: int = 0) -> None:
        """`items` more things are through; `done` is how much of the whole that is."""
        self.items += items
        self.done += done
        now = time.monotonic()
        if self.stdout and now - self._told >= (1 if self.is_terminal else 10):
            self._told = now
            self._tell(f"{what}: {self.words(now - self._began)}")

    def words(self, seconds: float) -> str:
        words = f"{self.items:,} done, {self.items / seconds:,.0f} a second"
        if not self.whole or not self.done:
            return words
        left = seconds * max(self.whole - self.done, 0) / self.done
        return f"{words}, about {_length(left)} left"

    def _tell(self, line: str) -> None:
        self.stdout.write(f"{line:<78}", ending="\r" if self.is_terminal else "\n")
        self.stdout.flush()

    def finish(self) -> float:
        """Clear the line; returns the seconds it took."""
        if self.stdout and self.is_terminal:
            self.stdout.write(" " * 78, ending="\r")
        return time.monotonic() - self._began


def _length(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
