"""A critic's rating on the critic's own scale, told in words and in shapes."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

# Scales short enough to be counted at a glance; others are told in figures only.
COUNTABLE = (4, 5, 6, 10)


@dataclass(frozen=True)
class Rating:
    """`value` out of `out_of`, or only what is `printed`: letters and words are never numbers."""

    value: Decimal | None
    out_of: int
    printed: str

    @property
    def text(self) -> str:
        """“3.5 out of 5”, or what is printed when there is no number."""
        if self.value is None:
            return self.printed
        return _("%(value)s out of %(out_of)s") % {
            "value": number_format(f"{self.value.normalize():f}"),
            "out_of": self.out_of,
        }

    @property
    def marks(self) -> list[str]:
        """“full”, “half” and “empty”, one for each step of a countable scale."""
        if self.value is None or self.out_of not in COUNTABLE:
            return []
        halves = round(self.value * 2)
        kinds = ("empty", "half", "full")
        return [kinds[max(0, min(2, halves - 2 * step))] for step in range(self.out_of)]


def rating_of(value: Decimal | str | None, out_of: int | None, printed: str) -> Rating | None:
    """The rating of stored values, or None when there is none."""
    number = Decimal(value) if value not in (None, "") else None
    if number is None and not printed:
        return None
    return Rating(number, out_of or 5, printed)
