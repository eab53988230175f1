"""The boxes of the desk's first page: apps add theirs in `AppConfig.ready`.

    shows_panel(my_drafts, order=10)

A maker gets the request and returns a Panel, or None for people whom it does not concern. The
page is opened all day long: a panel costs the same few queries however large the archive is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest


@dataclass(frozen=True)
class PanelRow:
    """One line: where it leads, its title, words beside it, and further ways (address, word).

    `note` is what somebody said of it.
    """

    url: str
    title: str
    words: str = ""
    note: str = ""
    ways: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Panel:
    """One box. `tone` is that of a status chip, `empty` is said when there are no rows.

    `more` is the address of the whole list. A template of its own is given `panel`.
    """

    title: str
    tone: str
    rows: list[PanelRow] = field(default_factory=list)
    empty: str = ""
    more: str = ""
    template: str = "publishing/desk/_panel.html"


PanelMaker = Callable[[HttpRequest], Panel | None]
_makers: list[tuple[int, PanelMaker]] = []


def shows_panel(make: PanelMaker, order: int) -> None:
    """Register a panel; those with a lower order come first."""
    if all(make is not known for _order, known in _makers):
        _makers.append((order, make))
        _makers.sort(key=lambda entry: entry[0])


def panels_for(request: HttpRequest) -> list[Panel]:
    """The panels that concern the person who asks."""
    made = (make(request) for _order, make in _makers)
    return [panel for panel in made if panel is not None]
