"""What `manage.py doctor` looks at: everything that must agree and can come apart.

Apps say in `AppConfig.ready` what theirs is: `examines("search", search_is_whole)`. An examination
only reads, mends nothing, and yields a finding for each thing that is wrong.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`what` is a sentence that says what is wrong, `remedy` one that says what to do."""

    what: str
    remedy: str


Examine = Callable[[], Iterable[Finding]]
_registered: dict[str, Examine] = {}


def examines(name: str, examine: Examine) -> None:
    """Register an examination by its name, which stands before its findings."""
    _registered[name] = examine


def examinations() -> dict[str, Examine]:
    """All of them, in the order of registration."""
    return dict(_registered)
