"""The state of a piece in one line, as seen from an instant."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from publishing.instant import FOREVER
from reviews.desk.status import status_of
from reviews.models.edition import Edition
from reviews.models.review import Review

AT = datetime(2026, 7, 14, 12, 30, tzinfo=UTC)


def edition(live_from, live_until=FOREVER, made=None, **fields):
    return Edition(
        live_from=live_from, live_until=live_until, pressed_at=made or live_from, **fields
    )


def line(editions, **fields):
    return status_of(Review(**fields), editions, AT).line


def test_the_day_is_left_out_when_it_is_today_and_the_zone_never():
    waiting = edition(AT + timedelta(hours=6, minutes=30), made=AT - timedelta(minutes=30))

    with timezone.override("Europe/Paris"):
        told = line([waiting], version=4, published_version=2)

    assert told == "Goes live 21:00 CEST with the text of 14:00 · 2 later changes not included"


@pytest.mark.parametrize(
    ("changes", "told"),
    [(0, ""), (1, " · 1 change not published"), (2, " · 2 changes not published")],
)
def test_a_live_piece_says_since_when_by_whom_and_what_is_not_out(changes, told):
    live = edition(
        datetime(2013, 3, 29, 12, tzinfo=UTC),
        published_by=User(first_name="N.", last_name="Loughlin"),
    )

    said = line([live], version=3 + changes, published_version=3)

    assert said == f"Live since 29 March 2013, 12:00 UTC by N. Loughlin{told}"


def test_what_was_taken_back_is_a_draft_again():
    gone = edition(AT - timedelta(minutes=2), AT - timedelta(minutes=1))

    status = status_of(Review(published_version=None), [gone], AT)

    assert (status.word, status.line) == ("Draft", "Taken back 12:29 UTC")
