"""The films on the trailer desk: which, in which order, and what each row shows of them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from publishing.moments import told
from reviews.desk.status import Status, status_of
from reviews.desk.trailers.adding import waits_until
from reviews.desk.trailers.forms import TrailerForm
from reviews.models.edition import Edition, EditionFilm
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.models.trailer import Trailer
from reviews.models.trailer_check import TrailerCheck
from reviews.trailers.providers import known_providers

PIECES_SHOWN = 3


@dataclass(frozen=True)
class TrailerState:
    """A trailer of the film: `word` and `tone` for its chip, `why` when something is wrong."""

    trailer: Trailer
    word: str
    tone: str
    why: str = ""


@dataclass
class Row:
    """One film; `pieces` are (piece, its status, its public address or "")."""

    film: Film
    form: TrailerForm
    trailers: list[TrailerState] = field(default_factory=list)
    pieces: list[tuple[Review, Status, str]] = field(default_factory=list)
    embargo: str = ""


def films_without() -> QuerySet[Film]:
    """Films of which readers see no trailer, and will see none."""
    healthy = Trailer.objects.filter(film=OuterRef("pk"), status=Trailer.Status.OK)
    return Film.objects.filter(~Exists(healthy.filter(provider__in=known_providers())))


def films_in_trouble() -> QuerySet[Film]:
    troubled = TrailerCheck.objects.in_trouble().values("trailer")
    visible = Trailer.objects.exclude(status=Trailer.Status.HIDDEN)
    return Film.objects.filter(Exists(visible.filter(film=OuterRef("pk"), pk__in=troubled)))


def found(films: QuerySet[Film], words: str) -> QuerySet[Film]:
    """Those whose title, or the headline of a piece about them, holds the words."""
    pieces = Review.objects.filter(film=OuterRef("pk"), headline__icontains=words)
    titles = Q(title__icontains=words) | Q(original_title__icontains=words)
    return films.filter(titles | Exists(pieces))


def most_wanted_first(films: QuerySet[Film], at: datetime) -> QuerySet[Film]:
    """First what readers read, newest first; then what is being written; then the rest."""
    live = EditionFilm.objects.live(at).filter(film=OuterRef("pk")).order_by("-published_at")
    written = Review.objects.filter(film=OuterRef("pk")).order_by("-saved_at")
    return films.annotate(
        read_at=Subquery(live.values("published_at")[:1]),
        written_at=Subquery(written.values("saved_at")[:1]),
    ).order_by(F("read_at").desc(nulls_last=True), F("written_at").desc(nulls_last=True), "-pk")


def rows_for(films: list[Film], at: datetime, data: Any = None) -> list[Row]:
    """The rows of those films, in their order; four queries however many there are."""
    rows = {film.pk: Row(film, TrailerForm(film, data)) for film in films}
    for row in rows.values():
        if row.film.embargo_until and row.film.is_under_embargo(at):
            row.embargo = _("Embargo until %(moment)s") % {"moment": told(row.film.embargo_until)}
    trailers = list(Trailer.objects.filter(film__in=films).select_related("film", "poster"))
    newest = TrailerCheck.objects.in_trouble().filter(trailer__in=trailers)
    trouble = {check.trailer_id: check for check in newest}
    seen: dict[int, bool] = defaultdict(bool)
    for trailer in trailers:
        state = _state(trailer, trouble.get(trailer.pk), at, is_first=not seen[trailer.film_id])
        seen[trailer.film_id] |= state.tone == "live"
        rows[trailer.film_id].trailers.append(state)
    editions = Edition.objects.order_by("live_from").defer("body", "plain_text", "card")
    pieces = Review.objects.filter(film__in=films).defer("body").order_by("-saved_at")
    for piece in pieces.prefetch_related(Prefetch("editions", editions, to_attr="in_order")):
        shown = rows[piece.film_id or 0].pieces
        if len(shown) < PIECES_SHOWN:
            status = status_of(piece, piece.in_order, at)
            shown.append((piece, status, status.live.get_absolute_url() if status.live else ""))
    return list(rows.values())


def _state(
    trailer: Trailer, trouble: TrailerCheck | None, at: datetime, is_first: bool
) -> TrailerState:
    why = trouble.why if trouble else ""
    if trailer.status == Trailer.Status.HIDDEN:
        return TrailerState(trailer, _("Hidden"), "draft", why)
    if trailer.status == Trailer.Status.BROKEN:
        return TrailerState(trailer, _("Broken, hidden"), "withdrawn", why)
    if trailer.provider not in known_providers():
        return TrailerState(trailer, _("Not shown"), "withdrawn", _("We take this site no more."))
    if begins := waits_until(trailer, at):
        return TrailerState(trailer, _("From %(moment)s") % {"moment": told(begins)}, "scheduled")
    if trouble:
        return TrailerState(trailer, _("In trouble"), "live" if is_first else "submitted", why)
    return TrailerState(trailer, _("Shown") if is_first else _("Next"), "live")
