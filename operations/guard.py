"""A small program that outlives `serve`: when that is gone without a word, it ends what is left.

Its input names process groups, one a line, for as long as `serve` lives. When the input ends,
by whatever death, the groups are asked to end and soon made to. It imports nothing of ours, to
be up at once.
"""

import os
import signal
import sys
import time

PATIENCE_SECONDS = 5.0


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def send(number: signal.Signals, groups: list[int]) -> None:
    for group in filter(is_alive, groups):
        os.killpg(group, number)


def main() -> None:
    groups = [int(line) for line in sys.stdin]
    send(signal.SIGTERM, groups)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(map(is_alive, groups)) and time.monotonic() < deadline:
        time.sleep(0.05)
    send(signal.SIGKILL, groups)


if __name__ == "__main__":
    main()
