"""The rows that search looks things up in: with the door, with renames, and made anew."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from publishing.renames import renamed
from publishing.wall import DraftRead, desk_tables_walled_off
from reviews.models.desk_words import DeskWords
from reviews.models.people import Credit, Person
from reviews.models.search_index import EditionWords, SearchName
from reviews.models.tag import Tag
from reviews.publish.rebuild import search_differences
from reviews.publish.rename import film_saved
from reviews.revisions import keep_revision
from reviews.search.find import Search, find
from reviews.search.likeness import alike
from tests.factories import (
    draft_review,
    live_edition,
    live_review,
    make_author,
    make_film,
    scheduled_review,
)

pytestmark = pytest.mark.django_db


def found(typed: str) -> list[str]:
    return [hit.edition.headline for hit in find(Search(typed=typed), timezone.now()).hits]


def rename(thing, **names) -> None:
    before = type(thing).objects.get(pk=thing.pk)
    for name, value in names.items():
        setattr(thing, name, value)
    thing.save()
    renamed(before, thing)


def test_a_draft_is_in_no_table_that_readers_search():
    review = draft_review(headline="Unsaid")

    keep_revision(review, by=None)

    assert DeskWords.objects.filter(review=review).exists()
    assert not EditionWords.objects.exists()
    assert not SearchName.objects.exists()


@pytest.mark.parametrize("table", ["reviews_deskwords", "reviews_deskwords_fts"])
def test_readers_pages_cannot_read_the_desks_index(table):
    with (
        connection.execute_wrapper(desk_tables_walled_off),
        connection.cursor() as cursor,
        pytest.raises(DraftRead),
    ):
        cursor.execute(f"SELECT * FROM {table}")


def test_new_names_of_film_person_author_and_tag_are_found_and_old_ones_no_more():
    film, author = make_film("Oldfilm"), make_author("Oldauthor")
    person = Person.objects.create(name="Oldperson")
    Credit.objects.create(film=film, person=person)
    live_review(headline="The piece", film=film, authors=[author], tags=["oldtag"])

    rename(film, title="Newfilm")
    rename(person, name="Newperson")
    rename(author, name="Newauthor")
    rename(Tag.objects.get(), name="Newtag")

    assert [found(f"new{thing}") for thing in ("film", "person", "author", "tag")] == [
        ["The piece"]
    ] * 4
    assert [found(f"old{thing}") for thing in ("film", "person", "author", "tag")] == [[]] * 4


def test_a_new_original_title_is_found():
    film = make_film("Parasite")
    live_review(headline="The piece", film=film)

    rename(film, original_title="기생충")

    assert found("기생충") == ["The piece"]


def test_a_credit_that_comes_later_is_found():
    film = make_film("Parasite")
    live_review(headline="The piece", film=film)
    Credit.objects.create(film=film, person=Person.objects.create(name="Bong Joon-ho"))

    film_saved(film)

    assert found("bong") == ["The piece"]


def test_a_rebuilt_index_is_as_the_door_left_it():
    film = make_film("Sunrise", original_title="Aurora")
    Credit.objects.create(film=film, person=Person.objects.create(name="Janet Gaynor"))
    live_review(headline="A tram ride", film=film, tags=["silent"])
    scheduled_review(at=timezone.now() + timedelta(days=1), headline="Ahead")
    EditionWords.objects.all().delete()
    SearchName.objects.all().delete()
    missing = search_differences()
    nothing = found("gaynor")

    call_command("rebuild_search", stdout=StringIO())
    call_command("rebuild_search", stdout=StringIO())  # safe to run again

    assert missing["editions without a row"] == 2
    assert nothing == []
    assert set(search_differences().values()) == {0}
    assert found("gaynor silent aurora") == ["A tram ride"]
    assert find(Search(typed="ahead"), timezone.now() + timedelta(days=2)).total == 1


def test_rebuild_tells_its_progress_and_check_what_is_wrong():
    live_review()
    EditionWords.objects.all().delete()
    said, wrong = StringIO(), StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("rebuild_search", check=True, stderr=wrong)
    call_command("rebuild_search", stdout=said)

    assert stopped.value.code == 1
    assert "1 editions without a row" in wrong.getvalue()
    assert "rows in" in said.getvalue()
    assert "as it must be" in said.getvalue()


def test_a_row_with_other_moments_than_its_edition_is_told():
    live_review()

    EditionWords.objects.update(live_until=timezone.now())

    assert search_differences()["rows with other moments than their edition"] == 1


@pytest.mark.sqlite
def test_words_leave_with_their_row_whatever_program_deletes_it():
    live_review(headline="Zither")

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reviews_editionwords")
        cursor.execute("SELECT count(*) FROM reviews_editionwords_fts")
        left = cursor.fetchone()[0]

    assert left == 0


def test_pieces_with_a_text_like_this_one_are_alike():
    trains = live_review(body="<p>The locomotive crosses the bridge in Georgia, steam up.</p>")
    more = live_review(body="<p>A bridge, a locomotive and steam: Georgia at war.</p>")
    other = live_review(body="<p>A vampire on the stair, and rats.</p>")
    live_review(body="<p>A waitress mends the garden gnome.</p>")
    scheduled_review(
        at=timezone.now() + timedelta(days=1),
        body="<p>The locomotive crosses the bridge in Georgia, steam up.</p>",
    )

    similar = alike(live_edition(trains), timezone.now(), limit=5)

    assert similar[0][0] == more.pk
    assert similar[0][1] > 0
    assert {review for review, _score in similar}.isdisjoint({trains.pk, other.pk})


def test_a_piece_without_words_is_like_nothing():
    edition = live_edition(live_review(body="<p>…</p>"))

    assert alike(edition, timezone.now()) == []
