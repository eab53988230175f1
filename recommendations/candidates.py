"""Every piece that may stand in the panel beside one, found and told in a single query.

Curated targets, neighbours, and what is left when there are none: pieces about the same film, by
the same people, of the same tags, by the same author, and the newest. Each of these is a bounded
walk of one index, and they come with the cards, so that a panel never costs more for being poor.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from recommendations.models.exclusion import Exclusion
from recommendations.models.neighbour import Neighbour
from recommendations.models.recommendation import Recommendation
from reviews.models.edition import Edition, EditionByline, EditionFilm, EditionTag
from reviews.models.edition_queryset import EditionQuerySet
from reviews.models.people import Credit

# Of each rung; more than a panel holds, because some are the piece itself, or never beside it.
A_RUNG = 12
# By these a film is somebody's; whole casts would read half an archive.
MAKERS = (Credit.Role.DIRECTOR, Credit.Role.WRITER)


def candidates(review_id: int, at: datetime) -> EditionQuerySet:
    """Live pieces for the panel of a piece, the best first: `told` is its reason, `rung` its place.

    Rung 0 holds neighbours; curated targets come wherever they fall. Neither the piece itself
    nor what must never stand beside it is among them.
    """
    neighbours = Neighbour.objects.filter(review_id=review_id).order_by()
    curated = Recommendation.objects.filter(review_id=review_id, target__isnull=False).order_by()
    rungs = _rungs(review_id, at)
    pieces = curated.values("target_id").union(
        neighbours.values("target_id"),
        *(Edition.objects.filter(pk__in=rows).values("review_id") for rows in rungs),
    )
    mine = neighbours.filter(target_id=OuterRef("review_id")).order_by()
    told = mine.values(
        told=JSONObject(
            rank=F("rank"),
            reason=F("reason"),
            film=F("film__title"),
            **{name: F(f"{name}__name") for name in ("person", "tag", "author")},
        )
    )
    never = Exclusion.objects.filter(review_id=review_id, target_id=OuterRef("review_id"))
    never_either = Exclusion.objects.filter(target_id=review_id, review_id=OuterRef("review_id"))
    return (
        Edition.objects.live(at)
        .filter(~Exists(never), ~Exists(never_either), review_id__in=pieces)
        .exclude(review_id=review_id)
        .annotate(told=Subquery(told[:1]), place=Subquery(mine.values("rank")[:1]))
        .annotate(rung=_rung(rungs))
        .order_by("rung", "place", "-published_at", "-pk")
        .for_cards()
    )


def _rungs(review_id: int, at: datetime) -> list[QuerySet[Any]]:
    """The ladder, the nearest first: ids of editions."""
    here = Edition.objects.live(at).filter(review_id=review_id)
    films = EditionFilm.objects.filter(edition__in=here).values("film")
    made = Credit.objects.filter(film__in=films, role__in=MAKERS).values("person")
    theirs = Credit.objects.filter(person__in=made, role__in=MAKERS).values("film")
    tags = EditionTag.objects.filter(content_object__in=here).values("tag")
    authors = EditionByline.objects.filter(edition__in=here).values("author")
    about, filed, by = (
        model.objects.live(at) for model in (EditionFilm, EditionTag, EditionByline)
    )
    return [
        _some(about.filter(film__in=films), "edition_id"),
        _some(about.filter(film__in=theirs), "edition_id"),
        _some(filed.filter(tag__in=tags), "content_object_id"),
        _some(by.filter(author__in=authors), "edition_id"),
        _some(Edition.objects.live(at), "pk"),
    ]


def _some(rows: Any, name: str) -> QuerySet[Any]:
    return rows.newest_first().values(name)[:A_RUNG]


def _rung(rungs: list[QuerySet[Any]]) -> Case:
    nearer = [When(place__isnull=False, then=0)]
    nearer += [When(pk__in=rows, then=place) for place, rows in enumerate(rungs, 1)]
    return Case(*nearer, default=len(rungs) + 1, output_field=IntegerField())
