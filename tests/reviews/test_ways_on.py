"""Below a piece: the one before, the one after, and ways to share it."""

from datetime import UTC, datetime

import pytest

from reviews.models.content import Kind
from reviews.publish import withdraw
from tests.factories import live_review, scheduled_review

pytestmark = pytest.mark.django_db


def on_day(day: int, **fields):
    moment = datetime(2024, 5, day, tzinfo=UTC)
    return live_review(at=moment, slug=f"day-{day}", headline=f"Day {day}", **fields)


def ways(client, address: str) -> dict[str, str]:
    """The neighbours' addresses, by the word that names them in the page."""
    page = client.get(address).text
    found = {}
    for rel in ("prev", "next"):
        _, _, link = page.partition(f'<a rel="{rel}" href="')
        if link:
            found[rel] = link.partition('"')[0]
    return found


def test_a_piece_leads_to_the_one_before_and_the_one_after(client):
    for day in (3, 1, 2):
        on_day(day)

    assert ways(client, "/reviews/day-2/") == {"prev": "/reviews/day-1/", "next": "/reviews/day-3/"}
    assert ways(client, "/reviews/day-1/") == {"next": "/reviews/day-2/"}
    assert ways(client, "/reviews/day-3/") == {"prev": "/reviews/day-2/"}


def test_a_single_piece_leads_nowhere(client):
    on_day(1)

    assert ways(client, "/reviews/day-1/") == {}
    assert "Earlier and later" not in client.get("/reviews/day-1/").text


def test_pieces_of_one_moment_stand_in_one_order(client):
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    for slug in ("first", "second", "third"):
        live_review(at=moment, slug=slug)

    assert ways(client, "/reviews/second/") == {
        "prev": "/reviews/first/",
        "next": "/reviews/third/",
    }


def test_only_live_pieces_of_its_kind_are_led_to(client, editor):
    for day in (1, 2, 3):
        on_day(day)
    on_day(4, kind=Kind.ARTICLE)
    scheduled_review(at=datetime(2100, 1, 1, tzinfo=UTC), slug="later")
    withdraw(on_day(5), by=editor, reason="wrong film")

    assert ways(client, "/reviews/day-3/") == {"prev": "/reviews/day-2/"}


def test_sharing_needs_no_script_and_names_the_page_by_its_own_address(client):
    live_review(slug="sharp", headline="Fish & “Chips” 100%")

    page = client.get("/reviews/sharp/", headers={"host": "localhost"}).text

    address = "http%3A%2F%2Flocalhost%3A8000%2Freviews%2Fsharp%2F"
    words = "Fish%20%26%20%E2%80%9CChips%E2%80%9D%20100%25"
    assert f'href="mailto:?subject={words}&amp;body={address}"' in page
    assert f'href="https://bsky.app/intent/compose?text={words}%20{address}"' in page
