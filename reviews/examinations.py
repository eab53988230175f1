"""What the doctor looks at in reviews: intervals, the index of search, trailers."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from publishing.doctor import Finding
from publishing.instant import FOREVER
from reviews.models.edition import Edition, EditionByline, EditionFilm, EditionTag
from reviews.publish.rebuild import search_differences
from reviews.trailers.doctor import due_trailers

# The worker asks every five minutes, thirty at a time.
ASKED_WITHIN = timedelta(days=2)
BY_HAND = (
    "Restore a backup from before, or report it: the door makes no such rows, so something else "
    "wrote to the database."
)


def intervals_are_sound() -> Iterator[Finding]:
    """Readers see one text of a piece at any instant: on SQLite the door alone holds that."""
    other = Edition.objects.filter(
        review=OuterRef("review"),
        pk__gt=OuterRef("pk"),
        live_from__lt=OuterRef("live_until"),
        live_until__gt=OuterRef("live_from"),
    )
    overlapping = Edition.objects.filter(Exists(other)).values_list("review", flat=True)
    if pieces := sorted(set(overlapping)):
        yield Finding(f"Texts of the same piece are live at once: pieces {_some(pieces)}.", BY_HAND)
    open_ends = Edition.objects.filter(live_until=FOREVER).values("review")
    twice = open_ends.annotate(count=Count("pk")).filter(count__gt=1)
    if pieces := sorted(twice.order_by().values_list("review", flat=True)):
        yield Finding(f"Pieces have two texts without an end: pieces {_some(pieces)}.", BY_HAND)
    backwards = Edition.objects.filter(live_from__gte=F("live_until"))
    if pieces := sorted(set(backwards.values_list("review", flat=True))):
        yield Finding(f"Texts end before they begin: pieces {_some(pieces)}.", BY_HAND)


def lists_agree_with_editions() -> Iterator[Finding]:
    """Bylines, films and tags carry the moments of their edition, for lists to be fast."""
    for model, name in ((EditionByline, "edition"), (EditionFilm, "edition"), (EditionTag, "")):
        path = name or "content_object"
        differs = Q()
        for moment in ("published_at", "live_from", "live_until"):
            differs |= ~Q(**{moment: F(f"{path}__{moment}")})
        if count := model._default_manager.filter(differs).count():
            yield Finding(
                f"{count} rows of {model._meta.verbose_name_plural} have other moments than their "
                "edition, so lists show the wrong pieces.",
                BY_HAND,
            )


def search_finds_all() -> Iterator[Finding]:
    for what, count in search_differences().items():
        if count:
            yield Finding(
                f"Search has {count} {what}.", "Run manage.py rebuild_search, with the site in use."
            )


def trailers_are_asked_about() -> Iterator[Finding]:
    now = timezone.now()
    due = due_trailers(now - ASKED_WITHIN)
    late = due.filter(checks__isnull=False).distinct().count()
    never = due.filter(checks=None, shown_from__lt=now - ASKED_WITHIN).count()
    remedy = "See that manage.py db_worker is running, or run manage.py check_trailers."
    if never:
        yield Finding(f"{never} trailers were never asked about.", remedy)
    if late:
        yield Finding(f"{late} trailers are overdue to be asked about.", remedy)


def _some(pieces: list[int]) -> str:
    told = ", ".join(map(str, pieces[:5]))
    return f"{told} and others" if len(pieces) > 5 else told
