"""The tasks whose effort is counted. A new one is a module here and an entry in TASKS.

A task begins signed in on the desk's first page, does everything with the hand it is given, and
insists at its end that readers see what it was for.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bench.hand import Hand
from bench.tasks import publish, schedule, trailers, typo


@dataclass(frozen=True)
class Task:
    """`bar` is what it may take at most; `others` is what was counted elsewhere, in words."""

    title: str
    do: Callable[[Hand], None]
    bar: int
    others: tuple[str, str]


WAGTAIL, WORDPRESS = "Wagtail 8", "WordPress 6"

TASKS = (
    Task(
        "Publish a prepared review with date, byline, trailer, three tags and two related pieces",
        publish.with_the_mouse,
        bar=25,
        others=("41", "43"),
    ),
    Task("The same by keyboard alone", publish.by_keyboard, bar=30, others=("299", "–")),
    Task("Fix a typo on a live page", typo.fix, bar=6, others=("8", "8")),
    Task(
        "Schedule a change for tomorrow 09:00, and see page, list and front page as of then",
        schedule.for_tomorrow,
        bar=10,
        others=("16", "not possible"),
    ),
    Task(
        "Give ten reviews their trailers, on three pages at most",
        trailers.ten_reviews,
        bar=25,
        others=("80, 30 pages", "100, 30 pages"),
    ),
)
