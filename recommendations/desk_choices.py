"""The automatic list on a piece's form, and what an editor may say of it: pin, never, again.

Plain checkboxes beside the form's own fields: they work with Save and need no script. They are
no part of the text, so they make no new version.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from recommendations.models.exclusion import Exclusion
from recommendations.models.neighbour import Neighbour
from recommendations.models.recommendation import Recommendation
from recommendations.reasons import in_words
from reviews.models.edition import Edition
from reviews.models.review import Review

PIN, NEVER, AGAIN = "neighbour_pin", "neighbour_never", "neighbour_again"
LISTED = 8


@dataclass(frozen=True)
class Choice:
    """A piece in the list, with its reason in words."""

    pk: int
    title: str
    url: str
    words: str = ""


def automatic_list(review: Review, at: datetime) -> list[Choice]:
    """The live neighbours of a piece that no editor has said anything about, best first."""
    live = Edition.objects.live(at).filter(review_id=OuterRef("target_id"))
    curated = Recommendation.objects.filter(review=review, target=OuterRef("target_id"))
    pair = Q(review=review, target=OuterRef("target_id"))
    pair |= Q(target=review, review=OuterRef("target_id"))
    rows = Neighbour.objects.filter(Exists(live), ~Exists(curated), review=review)
    rows = rows.exclude(Exists(Exclusion.objects.filter(pair)))
    rows = rows.select_related("target__film", "film", "person", "tag", "author")
    return [_choice(row.target, _reason(row)) for row in rows.order_by("rank")[:LISTED]]


def never_beside(review: Review) -> list[Choice]:
    """The pieces that must not stand beside this one, whichever of the two it was said of."""
    pairs = Exclusion.objects.filter(Q(review=review) | Q(target=review)).order_by("pk")
    pairs = pairs.select_related("review__film", "target__film")
    others = {
        other.pk: other
        for pair in pairs
        for other in (pair.target if pair.review_id == review.pk else pair.review,)
    }
    return [_choice(other) for other in others.values()]


def take_choices(request: HttpRequest, review: Review) -> list[str]:
    """Do what the boxes say; returns sentences. Call only for who may change recommendations."""
    pinned, never, again = (_chosen(request.POST, name, review) for name in (PIN, NEVER, AGAIN))
    never -= pinned
    said = []
    with transaction.atomic():
        last = review.desk_recommendations.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
        for target in sorted(pinned):
            _row, made = Recommendation.objects.get_or_create(
                review=review, target_id=target, defaults={"position": position}
            )
            position += made
        for target in sorted(never):
            Exclusion.objects.get_or_create(review=review, target_id=target)
        # What an editor puts there herself is wanted there, whatever was said before.
        curated = set(
            review.desk_recommendations.filter(target__isnull=False).values_list(
                "target_id", flat=True
            )
        )
        for_again = (again | curated) - never
        Exclusion.objects.filter(review=review, target__in=for_again).delete()
        Exclusion.objects.filter(target=review, review__in=for_again).delete()
    if pinned:
        said.append(_("Pinned: it stands among your recommendations, to be moved and worded."))
    if never:
        said.append(_("The two never stand beside each other from now on."))
    if again - curated:
        said.append(_("The two may stand beside each other again."))
    return said


def _chosen(post: QueryDict, name: str, review: Review) -> set[int]:
    """Ids of other pieces that there are; whatever else a browser sends is nothing."""
    typed = {int(value) for value in post.getlist(name) if value.isdecimal() and len(value) < 19}
    if not typed:
        return set()
    return set(Review.objects.filter(pk__in=typed - {review.pk}).values_list("pk", flat=True))


def _choice(review: Review, words: str = "") -> Choice:
    return Choice(review.pk, str(review), review.desk_url, words)


def _reason(row: Neighbour) -> str:
    things = {name: getattr(row, name) for name in ("person", "tag", "author")}
    told = {name: thing.name for name, thing in things.items() if thing}
    if row.film:
        told["film"] = row.film.title
    return in_words({"reason": row.reason, **told})
