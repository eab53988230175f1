"""What is live at one instant, as the signals ask about it."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from math import log
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from recommendations.models.neighbour import Neighbour
from reviews.models.edition import Edition, EditionTag
from reviews.models.people import Credit
from reviews.search.likeness import Frequencies

Reason = Neighbour.Reason


@dataclass(frozen=True)
class Why:
    """A reason: its code, and the thing that both pieces share where there is one."""

    reason: str
    film_id: int | None = None
    person_id: int | None = None
    tag_id: int | None = None
    author_id: int | None = None


@dataclass(frozen=True)
class Found:
    """A piece that one signal brought, the best first in its list."""

    review_id: int
    score: float
    why: Why


@dataclass
class Corpus:
    """The instant and the number of pieces: counted once for however many are computed."""

    at: datetime
    frequencies: Frequencies = field(default_factory=Frequencies)

    @cached_property
    def size(self) -> int:
        return max(Edition.objects.live(self.at).count(), 2)

    def rarity(self, number: int) -> float:
        """What sharing a thing says that `number` pieces have: nothing for one that all have."""
        return log(1 + self.size / max(number, 1))


@dataclass
class Subject:
    """The piece that neighbours are looked for. The lists hold ids with how many share them."""

    edition: Edition
    corpus: Corpus

    @property
    def at(self) -> datetime:
        return self.corpus.at

    @cached_property
    def tags(self) -> dict[int, int]:
        """Tag -> how many live pieces bear it."""
        bearers = EditionTag.objects.live(self.at).filter(tag=OuterRef("tag"))
        rows = EditionTag.objects.filter(content_object=self.edition.pk)
        return dict(rows.annotate(n=_number_of(bearers, "tag")).values_list("tag_id", "n"))

    @cached_property
    def credits(self) -> list[tuple[int, str, int, int]]:
        """(person, role, position, how many credits the person has) of the piece's films."""
        films = self.edition.films.values("film")
        all_of_theirs = Credit.objects.filter(person=OuterRef("person")).order_by()
        rows = Credit.objects.filter(film__in=films).order_by("pk")
        counted = rows.annotate(n=_number_of(all_of_theirs, "person"))
        return list(counted.values_list("person_id", "role", "position", "n"))


def _number_of(rows: QuerySet[Any], name: str) -> Coalesce:
    counted = rows.order_by().values(name).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
