"""Regular work: whatever has to be done now and then, with nobody asking for it.

Apps say in `AppConfig.ready` what theirs is: `every_tick("expired sessions", forget_sessions)`.
`manage.py tick` runs all of it, every five minutes and possibly twice at once; so each part
leaves alone what another is at, is bounded, and opens its own transactions.
"""

from collections.abc import Callable

# Returns what was done, for the log: "12 removed", "none was due".
Act = Callable[[], str]
_registered: dict[str, Act] = {}


def every_tick(name: str, act: Act) -> None:
    """Register a part by its name, which stands at the head of its line in the report."""
    _registered[name] = act


def parts() -> dict[str, Act]:
    """Every part there is, in the order of registration."""
    return dict(_registered)
