"""The first page's panels of pieces: whose turn it is, and what readers got last."""

from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.desk.panels import Panel, PanelMaker, PanelRow
from publishing.desk.staff import staff
from publishing.moments import told_near
from reviews.desk.status import later_changes
from reviews.desk.trailers.screen import may_use
from reviews.models.desk_note import DeskNote
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.review import Byline, Review
from reviews.models.trailer import Trailer

AT_MOST = 6
LIST = "admin:reviews_review_changelist"
# How many of the newest pieces are looked at for what they lack.
LATEST = 200


def for_people_who_see_pieces(make: PanelMaker) -> PanelMaker:
    @wraps(make)
    def made(request: HttpRequest) -> Panel | None:
        return make(request) if request.user.has_perm("reviews.view_review") else None

    return made


@for_people_who_see_pieces
def my_drafts(request: HttpRequest) -> Panel:
    """What she has in hand, with what an editor said of it."""
    user = staff(request)
    mine = Q(created_by=user) | Q(pk__in=Byline.objects.filter(author__user=user).values("review"))
    unfinished = Q(published_version=None) | Q(version__gt=F("published_version"))
    rows = Review.objects.filter(unfinished).filter(mine, stage=Review.Stage.DRAFTING)
    return Panel(
        _("My drafts"), "draft", _pieces(request, rows), _("Nothing of yours is unfinished.")
    )


@for_people_who_see_pieces
def waiting_for_an_editor(request: HttpRequest) -> Panel:
    rows = Review.objects.filter(stage=Review.Stage.SUBMITTED)
    return Panel(
        _("Waiting for an editor"),
        "submitted",
        _pieces(request, rows),
        _("No piece waits for an editor."),
        more=f"{reverse(LIST)}?status=submitted",
    )


@for_people_who_see_pieces
def live_with_changes(request: HttpRequest) -> Panel:
    at = _at(request)
    live = Edition.objects.live(at).filter(review=OuterRef("pk"))
    rows = Review.objects.filter(Exists(live), version__gt=F("published_version"))
    return Panel(
        _("Live with unpublished changes"),
        "live",
        _pieces(request, rows, _changes),
        _("Everything that is live is as the desk has it."),
        more=f"{reverse(LIST)}?status=changed",
    )


@for_people_who_see_pieces
def recently_published(request: HttpRequest) -> Panel:
    at = _at(request)
    rows = Edition.objects.live(at).newest_first().only("review_id", "headline", "published_at")
    may_correct = request.user.has_perm("reviews.correct_review")
    return Panel(
        _("Recently published"),
        "live",
        [_published(edition, at, may_correct) for edition in rows[:AT_MOST]],
        _("Nothing is published yet."),
        more=f"{reverse(LIST)}?status=live",
    )


@for_people_who_see_pieces
def lacking_a_must(request: HttpRequest) -> Panel | None:
    """What an import brought, or an older rule let pass, without something it must have."""
    if not request.user.has_perm("reviews.publish_review"):
        return None
    rows = Edition.objects.live(_at(request)).exclude(lacks="").newest_first()
    names = {
        "headline": _("headline"),
        "film": _("film"),
        "bylines": _("byline"),
        "body": _("body"),
        "rating": _("rating within its scale"),
    }
    found = [
        PanelRow(
            _desk_url(edition.review_id),
            edition.headline,
            _("Lacks: %(what)s")
            % {"what": ", ".join(names.get(key, key) for key in edition.lacks.split(","))},
        )
        for edition in rows.only("review_id", "headline", "lacks")[:AT_MOST]
    ]
    return Panel(
        _("Live, and something is missing"), "withdrawn", found, _("Every live piece is complete.")
    )


@for_people_who_see_pieces
def films_without_trailer(request: HttpRequest) -> Panel:
    """Films of the newest pieces for which readers are shown no trailer."""
    at = _at(request)
    newest = Edition.objects.live(at).filter(film__isnull=False).newest_first()
    shown = Trailer.objects.shown(at).filter(film=OuterRef("pk")).order_by()
    any_kept = Trailer.objects.filter(film=OuterRef("pk")).order_by()
    films = Film.objects.filter(pk__in=list(newest.values_list("film_id", flat=True)[:LATEST]))
    rows = films.filter(~Exists(shown)).annotate(has_hidden=Exists(any_kept)).order_by("-pk")
    desk = reverse("admin:reviews_trailer_desk") if may_use(request.user) else ""
    found = [
        PanelRow(
            _where_to_add(film, desk),
            str(film),
            _("None of its trailers is shown") if film.has_hidden else _("No trailer yet"),
        )
        for film in rows[:AT_MOST]
    ]
    return Panel(
        _("Missing or broken trailers"),
        "withdrawn",
        found,
        _("Each of the latest films has a trailer."),
        more=desk,
    )


def _where_to_add(film: Film, trailer_desk: str) -> str:
    if not trailer_desk:
        return reverse("admin:reviews_film_change", args=[film.pk])
    return f"{trailer_desk}?{urlencode({'show': 'all', 'q': film.title})}"


def _at(request: HttpRequest) -> datetime:
    return request.at  # type: ignore[attr-defined]


def _desk_url(review_id: int) -> str:
    return reverse("admin:reviews_review_change", args=[review_id])


def _saved(review: Review, at: datetime) -> str:
    return _("Saved %(moment)s") % {"moment": told_near(review.saved_at, at)}


def _changes(review: Review, at: datetime) -> str:
    count = later_changes(review)
    told = ngettext("%(count)d change", "%(count)d changes", count) % {"count": count}
    return f"{told} · {_saved(review, at)}"


def _pieces(request: HttpRequest, rows: QuerySet[Review], words: Any = _saved) -> list[PanelRow]:
    notes = DeskNote.objects.filter(is_open=True).select_related("by")
    newest = rows.select_related("film").defer("body").order_by("-saved_at", "-pk")[:AT_MOST]
    return [
        PanelRow(
            review.desk_url,
            str(review),
            words(review, _at(request)),
            note="".join(note.text for note in review.open_notes[:1]),
        )
        for review in newest.prefetch_related(Prefetch("desk_notes", notes, to_attr="open_notes"))
    ]


def _published(edition: Edition, at: datetime, may_correct: bool) -> PanelRow:
    correct = reverse("admin:reviews_review_correct", args=[edition.review_id])
    return PanelRow(
        _desk_url(edition.review_id),
        edition.headline,
        told_near(edition.published_at, at),
        ways=((correct, _("Fix the live text")),) if may_correct else (),
    )
