"""A task that waits in its middle until it is let on, for tests that kill its worker there."""

import time
from pathlib import Path

from django_tasks import task


@task
def write_a_line(folder: str) -> None:
    """Say in `begun` that it has begun, wait for `gate`, and write a line into `done`."""
    place = Path(folder)
    (place / "begun").touch()
    deadline = time.monotonic() + 60
    while not (place / "gate").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    with (place / "done").open("a") as file:
        file.write("done\n")
