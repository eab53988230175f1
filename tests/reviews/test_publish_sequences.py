"""Random sequences of all the door's acts, checked after each act against a model of their own.

A seed tells one story of 30 acts: three pieces about two films, three people, and a clock that
stands still, leaps and steps back. The 50 seeds press the door about 1,100 times, a third of them
refused. `ModelPiece` knows of spans of time and nothing of tables. Moments lie on full hours, so
that acts often meet at the very same instant. A failing seed's story is in the captured log.
"""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise, permutations
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F

from publishing.instant import FOREVER
from publishing.models.generation import SiteGeneration
from reviews.models.address import Address
from reviews.models.content import Kind
from reviews.models.edition import Edition, EditionByline, EditionFilm, EditionTag
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.publish import (
    EMBARGO,
    EmbargoBroken,
    NotReady,
    Refused,
    ScheduleStands,
    cancel,
    correct,
    publish,
    restore,
    set_embargo,
    withdraw,
)
from tests.factories import draft_review, make_editor, make_film, make_user

pytestmark = pytest.mark.django_db

story = logging.getLogger(__name__)
START = datetime(2026, 3, 1, 6, tzinfo=UTC)
TICK = timedelta(microseconds=1)
SEEDS = range(50)
ACTS = 30
TABLES = (
    *(Edition, EditionByline, EditionFilm, EditionTag, Address, Review, Film, Revision),
    *(LogEntry, SiteGeneration),
)

COLUMNS = {model: [column.attname for column in model._meta.concrete_fields] for model in TABLES}
# Hours from the full hour that last struck: acts of different times then meet on one moment.
HOURS_AHEAD = [1, 2, 2, 3, 3, 4, 4, 5, 6, 0, -1]
HEADLINES = ["Low Tide", "High Water", "해무", "!!!"]
WORDS = ["plain", "festival", "screener"]
RATINGS = [None, Decimal("2.0"), Decimal("3.5")]
STEPS = [
    *(timedelta(0), TICK, timedelta(minutes=30)),
    *(timedelta(hours=hours) for hours in (-3, -1, 1, 1, 2)),
]


@dataclass
class Span:
    """What readers see of a piece from `start` until `end`."""

    start: datetime
    end: datetime
    headline: str
    disclosure: str
    rating: Decimal | None
    date: datetime
    slug: str = ""
    waits: bool = False

    @property
    def text(self) -> tuple:
        return self.headline, self.disclosure, self.rating


@dataclass
class ModelPiece:
    """What one piece showed, shows and is to show, by what was asked for alone.

    `joined` says that the waiting span begins where the live one would else have gone on; then
    the end that was planned is the waiting span's.
    """

    films: tuple[int, ...]
    desk: dict = field(default_factory=dict)
    shown: list[Span] = field(default_factory=list)
    waiting: Span | None = None
    joined: bool = False

    def pass_time(self, now: datetime) -> None:
        if self.shown and self.shown[-1].start > now:  # the clock stepped back, and nobody acted
            self.waiting = self.shown.pop()
        if self.waiting and self.waiting.start <= now:
            self.shown.append(self.waiting)
            self.waiting = None

    def live(self, now: datetime) -> Span | None:
        return self.shown[-1] if self.shown and self.shown[-1].end > now else None

    def last(self, now: datetime) -> Span | None:
        return self.waiting or self.live(now)

    def drop_waiting(self) -> None:
        if self.waiting and self.joined:
            self.shown[-1].end = self.waiting.end
        self.waiting = None

    def show(self, span: Span, before: Span | None, now: datetime) -> None:
        if before:
            before.end = span.start
        if span.start <= now:
            self.shown.append(span)
        else:
            self.waiting, self.joined = span, before is not None

    def is_to_end(self) -> bool:
        return any(span.end < FOREVER for span in self.spans()[-1:])

    def spans(self) -> list[Span]:
        return [*self.shown, *([self.waiting] if self.waiting else [])]


class Newsroom:
    """Presses every button in any order and looks at the tables after each."""

    clock = START

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        type(self).clock = START
        self.people = [
            make_editor(),
            make_editor(),
            make_user("reviews.publish_review", "reviews.set_embargo", username="reporter"),
        ]
        self.films = [make_film("First Film"), make_film("Second Film")]
        first, second = self.films
        common = {"body": "<p>Words.</p>", "rating_out_of": 5, "disclosure": "plain"}
        self.reviews = [
            draft_review(film=first, headline="Low Tide", tags=["sea"], **common),
            draft_review(film=first, also_about=[second], headline="Low Tide", **common),
            draft_review(kind=Kind.ARTICLE, also_about=[second], headline="!!!", **common),
        ]
        self.embargoes: dict[int, datetime | None] = {film.pk: None for film in self.films}
        self.pieces = [
            ModelPiece(films=(first.pk,)),
            ModelPiece(films=(first.pk, second.pk)),
            ModelPiece(films=(second.pk,)),
        ]
        publish(self.reviews[0], by=None, at=START - timedelta(days=9), origin="import")
        self.last_act = SiteGeneration.objects.get(pk=1).last_act_at
        first = self.reviews[0].editions.get()
        span = Span(
            first.live_from, FOREVER, "Low Tide", "plain", None, first.live_from, "low-tide"
        )
        self.pieces[0].shown = [span]
        for piece, review in zip(self.pieces, self.reviews, strict=True):
            piece.desk = {
                "headline": review.headline,
                "disclosure": review.disclosure,
                "rating": review.rating,
                "slug": review.slug,
                "published_at": review.published_at,
            }
        self.now, self.rows = START, rows()

    def any(self, *choices):
        return self.chance.choice(choices)

    def act(self) -> None:
        pieces = self.pieces
        can_cancel = any(piece.waiting for piece in pieces)
        can_restore = any(piece.is_to_end() for piece in pieces)
        can_correct = any(piece.live(self.now) for piece in pieces)
        acts = {
            self.the_clock_moves: 4,
            self.the_desk_saves: 3,
            self.publish: 7,
            self.set_embargo: 4,
            self.withdraw: 2,
            self.cancel: 2 if can_cancel else 0.1,
            self.restore: 3 if can_restore else 0.1,
            self.correct: 5 if can_correct else 0.1,
        }
        self.chance.choices(list(acts), list(acts.values()))[0]()

    # -- what the world does ------------------------------------------------------------------

    def the_clock_moves(self) -> None:
        step = self.any(*STEPS)
        story.info("the clock moves by %s", step)
        type(self).clock += step

    def the_desk_saves(self) -> None:
        which = self.any(0, 1, 2)
        review, desk = self.reviews[which], self.pieces[which].desk
        desk["headline"] = self.any(*HEADLINES, *HEADLINES, *HEADLINES, "")
        desk["disclosure"] = self.any(desk["disclosure"], *WORDS)
        desk["rating"] = self.any(*RATINGS)
        desk["slug"] = self.any(*[desk["slug"]] * 6, "", "low-tide", "typed")
        desk["published_at"] = self.any(
            *[desk["published_at"]] * 8, None, None, self.hour(-30), self.hour(2)
        )
        story.info("the desk saves %s: %s", which, desk)
        Review.objects.filter(pk=review.pk).update(**desk, version=F("version") + 1)
        self.rows = rows()

    # -- the door's acts ----------------------------------------------------------------------

    def publish(self) -> None:
        which, piece, now = self.begin()
        ahead = self.hour(self.any(*HOURS_AHEAD))
        lifts = self.lifts(piece)
        is_held = lifts is not None and lifts > now
        at = self.any(None, *[EMBARGO] * (4 if is_held else 1), ahead, ahead)
        until = self.any(None, None, None, self.hour(self.any(*HOURS_AHEAD)))
        replaces, correction = self.any(True, False), self.any("", " A misspelt name. ")
        told = {"at": at, "until": until, "replace_waiting": replaces, "correction": correction}
        desk, live = piece.desk, piece.live(now)
        refusals: set[type] = set()
        moment = now if at is None else lifts if at is EMBARGO else at
        if piece.waiting and not replaces:
            refusals.add(ScheduleStands)
        if at is not None and (moment is None or moment <= now):
            refusals.add(NotReady)
            moment = now
        if not desk["headline"]:
            refusals.add(NotReady)
        if not piece.shown and lifts and moment < lifts:
            refusals.add(EmbargoBroken)
        date = desk["published_at"] or (piece.shown[-1].date if piece.shown else moment)
        if date > moment or (until and until <= moment):
            refusals.add(NotReady)
        slug = desk["slug"] or (piece.shown[-1].slug if piece.shown else "")
        if any(slug == span.slug for other in self.others(which) for span in other.spans()):
            refusals.add(NotReady)

        edition = self.press(publish, [self.reviews[which]], told, refusals, {which})

        if edition is None:
            return
        piece.drop_waiting()
        before = live if live and moment < live.end else None
        end = until or (before.end if before else FOREVER)
        span = Span(moment, end, desk["headline"], desk["disclosure"], desk["rating"], date)
        span.slug, span.waits = slug or edition.slug, at is EMBARGO
        piece.show(span, before, now)
        if moment == now:
            desk["slug"], desk["published_at"] = span.slug, date
        assert edition.correction == correction.strip()
        assert edition.minor is not bool(correction)
        self.look()

    def cancel(self) -> None:
        which, piece, _now = self.begin(lambda piece: piece.waiting)
        refusals = set() if piece.waiting else {NotReady}

        if self.press(cancel, [self.reviews[which]], {}, refusals, {which}):
            piece.drop_waiting()
            self.look()

    def withdraw(self) -> None:
        which, piece, now = self.begin(lambda piece: piece.last(self.now))
        at = self.any(None, self.hour(self.any(*HOURS_AHEAD)))
        last = piece.last(now)
        refusals: set[type] = set()
        if last is None or (at is not None and at <= now):
            refusals = {NotReady}
        elif at is not None and at <= last.start:
            refusals = {ScheduleStands}

        if not self.press(withdraw, [self.reviews[which]], {"at": at}, refusals, {which}):
            return
        if at is None:
            piece.drop_waiting()
            if live := piece.live(now):
                live.end = now
        else:
            last.end = at
        self.look()

    def restore(self) -> None:
        which, piece, now = self.begin(ModelPiece.is_to_end)
        last = piece.last(now)
        is_away = last is None and bool(piece.shown)
        refusals = set() if is_away or (last and last.end < FOREVER) else {NotReady}

        if not self.press(restore, [self.reviews[which]], {}, refusals, {which}):
            return
        if last:
            last.end = FOREVER
        else:
            span = replace(piece.shown[-1], start=now, end=FOREVER, waits=False)
            piece.show(span, None, now)
        self.look()

    def correct(self) -> None:
        which, piece, now = self.begin(lambda piece: piece.shown)
        choices = {"headline": HEADLINES, "disclosure": WORDS, "rating": RATINGS}
        names = self.chance.sample(list(choices), self.any(0, 1, 1, 1, 2, 3))
        changes = {name: self.any(*choices[name]) for name in names}
        live, desk = piece.live(now), piece.desk
        is_changed = live and any(getattr(live, name) != new for name, new in changes.items())

        corrected = self.press(
            correct,
            [self.reviews[which], changes],
            {},
            set() if is_changed else {NotReady},
            {which},
        )

        if corrected is None:
            return
        base = replace(live)
        clashes: list[str] = []
        waiting_clashes: list[str] = []
        piece.shown.append(replace(live, **changes, start=now, waits=False))
        live.end = now
        for name, new in changes.items():
            old = getattr(base, name)
            for text, clashed in ((desk, clashes), (piece.waiting, waiting_clashes)):
                current = text[name] if text is desk else getattr(text, name, None)
                if text is None or new in (old, current):
                    continue
                if current != old:
                    clashed.append(name)
                elif text is desk:
                    desk[name] = new
                else:
                    setattr(text, name, new)
        assert sorted(corrected.desk_clashes) == sorted(clashes)
        assert sorted(corrected.waiting_clashes) == sorted(waiting_clashes)
        self.look()

    def set_embargo(self) -> None:
        _which, _piece, now = self.begin()
        until = self.any(None, *[self.hour(self.any(*HOURS_AHEAD))] * 4)
        film, reason = self.any(*self.films), self.any("", *["The studio asked."] * 3)
        before = self.embargoes[film.pk]
        refusals: set[type] = set()
        if before and before > now and (until is None or until < before):
            refusals |= {PermissionDenied} if self.who.username == "reporter" else set()
            refusals |= {NotReady} if not reason else set()
        self.embargoes[film.pk] = until
        moves = {}
        for number, piece in enumerate(self.pieces):
            waiting, lifts = piece.waiting, self.lifts(piece)
            if waiting is None or film.pk not in piece.films:
                continue
            if waiting.waits:
                begins = max(lifts or now, now)
                # What is live keeps the end that was asked for.
                if piece.shown and not piece.joined:
                    begins = max(begins, piece.shown[-1].end)
            elif not piece.shown:
                begins = max(lifts or now, waiting.start)
            else:
                continue
            if begins != waiting.start:
                moves[number] = begins
                refusals |= {EmbargoBroken} if begins >= waiting.end else set()

        moved = self.press(set_embargo, [film, until], {"reason": reason}, refusals, set(moves))

        if moved is None:
            self.embargoes[film.pk] = before
            return
        assert {move.review_id: (move.was_to_begin, move.begins) for move in moved} == {
            self.reviews[number].pk: (self.pieces[number].waiting.start, begins)
            for number, begins in moves.items()
        }
        for number, begins in moves.items():
            piece = self.pieces[number]
            waiting = piece.waiting
            was_typed = waiting.date < waiting.start
            waiting.date = min(waiting.date, begins) if was_typed else begins
            waiting.start = begins
            if piece.joined:
                piece.shown[-1].end = begins
            piece.pass_time(now)
        self.look()

    # -- how an act is pressed and looked at --------------------------------------------------

    def begin(
        self, sensible: Callable[[ModelPiece], Any] = bool
    ) -> tuple[int, ModelPiece, datetime]:
        """A piece as time has left it, and the instant that the door's next act will have.

        Three times in four a piece for which the act is `sensible`, if there is one.
        """
        now, self.who = max(self.clock, self.last_act + TICK), self.any(*self.people)
        # At a text's very first instant an act comes an instant later: the text had its time.
        while any(span.start == now for piece in self.pieces for span in piece.spans()):
            now += TICK
        for piece in self.pieces:
            piece.pass_time(now)
        self.now = now
        fitting = [number for number, piece in enumerate(self.pieces) if sensible(piece)]
        which = self.any(*(fitting if fitting and self.any(True, True, True, False) else range(3)))
        return which, self.pieces[which], now

    def hour(self, ahead):
        """So many hours from the full hour before now; None and EMBARGO stay."""
        if ahead is None or ahead is EMBARGO:
            return ahead
        return self.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=ahead)

    def others(self, which: int) -> list[ModelPiece]:
        return [piece for number, piece in enumerate(self.pieces) if number != which]

    def lifts(self, piece: ModelPiece) -> datetime | None:
        moments = [self.embargoes[film] for film in piece.films if self.embargoes[film]]
        return max(moments, default=None)

    def press(self, act, what: list, how: dict, refusals: set[type], touches: set[int]) -> Any:
        """Do the act: it must be refused if `refusals` names why, else leave one line of log.

        Returns what it gave, or True; None when it was refused, which must have changed nothing.
        """
        story.info("%s: %s %s %s -> %s", self.now, act.__name__, what, how, refusals or "done")
        before = self.rows
        try:
            with transaction.atomic():
                done = act(*what, by=self.who, **how)
                # What would else be found out at the commit of this transaction alone.
                if connection.vendor == "postgresql":
                    with connection.cursor() as cursor:
                        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except (Refused, PermissionDenied) as refusal:
            self.check_refusal(refusal, refusals, before)
            return None
        assert not refusals, f"should have been refused: {refusals}"
        self.last_act = SiteGeneration.objects.get(pk=1).last_act_at
        assert self.last_act == self.now
        self.rows = after = rows()
        assert len(after[LogEntry]) == len(before[LogEntry]) + 1
        self.check_history(before[Edition], after[Edition], touches)
        return True if done is None else done

    def check_refusal(self, refusal: Exception, expected: set[type], before: dict) -> None:
        """It has a reason, tells it in sentences, and has changed nothing at all."""
        assert type(refusal) in expected, f"refused: {refusal!r}"
        sentences = refusal.sentences if isinstance(refusal, Refused) else [str(refusal)]
        assert sentences
        assert all(sentence.strip() for sentence in sentences)
        assert rows() == before

    def check_history(self, before: dict, after: dict, touches: set[int]) -> None:
        """What was public stays, but for an end that had not come; other pieces stay whole."""
        touched = {self.reviews[number].pk for number in touches}
        for pk, row in before.items():
            if row["live_from"] <= self.now:
                assert {**after[pk], "live_until": row["live_until"]} == row
            if row["live_until"] < self.now or row["review_id"] not in touched:
                assert after[pk] == row

    def look(self) -> None:
        """The tables say of every piece what the model says."""
        claimed = set()
        parts = [
            {
                (part.edition_pk, part.live_from, part.live_until, part.published_at)
                for part in model.objects.extra(select={"edition_pk": "edition_id"})
            }
            for model in (EditionByline, EditionFilm, EditionTag)
        ]
        for piece, review in zip(self.pieces, self.reviews, strict=True):
            editions = list(review.editions.order_by("live_from"))
            assert [
                Span(
                    *(e.live_from, e.live_until, e.headline, e.disclosure, e.rating),
                    *(e.published_at, e.slug, e.waits_for_embargo),
                )
                for e in editions
            ] == piece.spans()
            for one, following in pairwise(editions):
                assert one.live_until <= following.live_from
                assert one.number < following.number
            bylines, films, tags = (
                {row for row in rows_ if row[0] in {e.pk for e in editions}} for rows_ in parts
            )
            times = {(e.pk, e.live_from, e.live_until, e.published_at) for e in editions}
            assert bylines == films == times
            assert tags == (times if piece is self.pieces[0] else set())
            claimed |= {(edition.slug, review.pk) for edition in editions}
            self.check_desk(piece, review)
        assert set(Address.objects.values_list("slug", "review_id")) == claimed

    def check_desk(self, piece: ModelPiece, review: Review) -> None:
        review = Review.objects.get(pk=review.pk)
        desk = {name: getattr(review, name) for name in piece.desk}
        assert desk == piece.desk
        if review.published_version is None:
            assert not piece.spans()
        elif not review.has_unpublished_changes:
            assert (desk["headline"], desk["disclosure"], desk["rating"]) == piece.spans()[-1].text


def rows() -> dict[type, dict[int, dict]]:
    """Every column of every row that the door may write."""
    return {
        model: {row["pk"]: row for row in model.objects.values("pk", *names)}
        for model, names in COLUMNS.items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_any_sequence_of_acts_shows_readers_what_was_asked_for_and_nothing_else(monkeypatch, seed):
    monkeypatch.setattr("reviews.publish.clock.wall_clock", lambda: Newsroom.clock)
    newsroom = Newsroom(seed)

    for _act in range(ACTS):
        newsroom.act()


@pytest.mark.parametrize("until_ends", [False, True])
@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_past_editions_imported_in_any_order_never_overlap(order, until_ends):
    review = draft_review()
    days = [START + timedelta(days=number) for number in range(3)]

    newest = None
    for number in order:
        until = days[number] + timedelta(days=1.5) if until_ends else None
        bring = partial(publish, review, by=None, at=days[number], until=until, origin="import")
        if newest is None or number > newest:
            bring()
            newest = number
        else:
            with pytest.raises(NotReady):
                bring()
        review.published_at = None
        review.save()

    editions = list(review.editions.order_by("live_from"))
    assert all(one.live_until <= following.live_from for one, following in pairwise(editions))
    assert editions[-1].live_from == days[2]
