"""Secrets from the environment, or from files that it names, as containers are given them."""

import os
from pathlib import Path


def secret(name: str) -> str:
    """The variable `name`, else what stands in the file that `name`_FILE names, else nothing.

    Raises OSError for a file that cannot be read: to start without its secret would be worse.
    """
    if value := os.environ.get(name):
        return value
    place = os.environ.get(f"{name}_FILE")
    return Path(place).read_text().strip() if place else ""
