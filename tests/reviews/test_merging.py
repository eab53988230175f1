"""Two rows that mean the same become one, and nothing that hung on either is lost."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db.models import ProtectedError
from django.utils import timezone

from authors.models.author import Author
from publishing.addresses import remember
from publishing.duplicates import folded, likely_duplicates
from publishing.merging import merge, now_known_as
from publishing.models.audit_entry import AuditEntry
from publishing.models.merged import Merged
from publishing.models.old_address import OldAddress
from reviews.desk.restoring import put_back
from reviews.models.edition import EditionFilm
from reviews.models.film import Film
from reviews.models.people import Credit, Person
from reviews.models.review import AlsoAbout
from reviews.models.tag import Tag
from reviews.models.trailer import Trailer
from reviews.revisions import snapshot
from tests.factories import (
    draft_review,
    live_edition,
    live_review,
    make_author,
    make_film,
    make_trailer,
    make_user,
    scheduled_review,
)

pytestmark = pytest.mark.django_db


def make_tag(name):
    return Tag.objects.create(name=name, slug=name.replace(" ", "-"))


def pair_of_films():
    return make_film("Zone, The", year=2019), make_film("The Zone", year=2019)


def test_pieces_of_both_films_are_found_on_the_one_that_stays(client, editor):
    goes, stays = pair_of_films()
    live_review(film=goes, headline="On the first")
    live_review(film=stays, headline="On the second")
    old = goes.get_absolute_url()

    merge(goes, stays, editor)

    page = client.get(stays.get_absolute_url())
    assert "On the first" in page.text
    assert "On the second" in page.text
    assert client.get(f"{old}?a=1").headers["Location"] == f"{stays.get_absolute_url()}?a=1"
    assert not Film.objects.filter(pk=goes.pk).exists()


def test_cards_tell_the_new_name(client, editor):
    goes, stays = pair_of_films()
    review = live_review(film=goes)

    merge(goes, stays, editor)

    assert live_edition(review).card["film"]["title"] == "The Zone"
    assert client.get(review.editions.get().get_absolute_url()).status_code == 200


def test_drafts_and_schedules_follow(editor):
    goes, stays = pair_of_films()
    draft = draft_review(film=goes)
    waiting = scheduled_review(film=goes, at=timezone.now() + timedelta(days=1))

    merge(goes, stays, editor)

    draft.refresh_from_db()
    assert draft.film == stays
    assert waiting.editions.get().film == stays


def test_a_piece_about_both_is_about_one_with_the_place_of_the_first(editor):
    goes, stays = pair_of_films()
    review = live_review(film=goes, also_about=[stays])

    merge(goes, stays, editor)

    edition = live_edition(review)
    rows = list(EditionFilm.objects.filter(edition=edition).values_list("film", "position"))
    assert rows == [(stays.pk, 0)]
    assert edition.film == stays
    assert not AlsoAbout.objects.exists()


def test_credits_and_trailers_of_both_stand_there_once(editor):
    goes, stays = pair_of_films()
    ana, ben = Person.objects.create(name="Ana"), Person.objects.create(name="Ben")
    for film, person in ((goes, ana), (goes, ben), (stays, ana)):
        Credit.objects.create(film=film, person=person)
    for film, number in ((goes, "1"), (goes, "2"), (stays, "1")):
        make_trailer(film, video_id=number)

    merge(goes, stays, editor)

    assert sorted(stays.credits.values_list("person__name", flat=True)) == ["Ana", "Ben"]
    assert sorted(stays.trailers.values_list("video_id", flat=True)) == ["1", "2"]
    assert Trailer.objects.count() == 2


def test_facts_that_are_missing_are_taken_over_and_others_are_kept(editor):
    goes = make_film("A", year=2019, studio="Old", imdb_id="tt1", genres=["drama"])
    stays = make_film("B", studio="New")

    merge(goes, stays, editor)

    stays.refresh_from_db()
    assert (stays.title, stays.year, stays.studio) == ("B", 2019, "New")
    assert (stays.imdb_id, stays.genres) == ("tt1", ["drama"])
    assert stays.version == 2


def test_the_later_embargo_holds_for_all(editor):
    soon, later = (timezone.now() + timedelta(days=days) for days in (1, 9))
    goes, stays = make_film(embargo_until=later), make_film()
    waiting = scheduled_review(film=stays, at=soon)

    merge(goes, stays, editor)

    stays.refresh_from_db()
    assert stays.embargo_until == later
    assert waiting.editions.get().live_from == later


def test_everything_that_went_is_on_record(editor):
    goes, stays = pair_of_films()
    goes.studio = "Gaumont"
    goes.save()

    merge(goes, stays, editor)

    entry = AuditEntry.objects.get(kind="merge")
    assert entry.before["studio"] == "Gaumont"
    assert Merged.objects.get().fields["title"] == "Zone, The"
    assert now_known_as(Film, goes.pk) == stays.pk
    assert LogEntry.objects.get().object_id == str(stays.pk)


def test_an_old_id_follows_later_mergers(editor):
    first, second, third = make_film("A"), make_film("B"), make_film("C")
    first_id, address = first.pk, first.get_absolute_url()

    merge(first, second, editor)
    merge(second, third, editor)

    assert now_known_as(Film, first_id) == third.pk
    assert OldAddress.objects.get(path=address).target == third


def test_an_old_version_that_is_brought_back_names_what_stays(editor):
    film, tag, author = make_film("Zone, The"), make_tag("sci fi"), make_author("N. Loughlin")
    review = draft_review(film=film, authors=[author], tags=["sci fi"])
    data = snapshot(review)
    stays = make_film("The Zone"), make_tag("science fiction"), make_author("Nicolle Loughlin")
    for goes, stay in zip((film, tag, author), stays, strict=True):
        merge(goes, stay, editor)

    notes = put_back(review, data, editor, "why")

    review.refresh_from_db()
    assert notes == ["Nothing had to be changed: the text is the same."]
    assert review.film == stays[0]
    assert list(review.tags.names()) == ["science fiction"]


def test_addresses_of_another_site_follow(editor):
    goes, stays = pair_of_films()
    remember("/2013/03/zone", goes)

    merge(goes, stays, editor)

    assert OldAddress.objects.get(path="/2013/03/zone").target == stays


def test_two_authors_become_one_with_login_and_bylines(client, editor):
    user = make_user()
    goes, stays = make_author("N. Loughlin", user=user), make_author("Nicolle Loughlin")
    both = live_review(authors=[goes, stays])
    alone = live_review(authors=[goes], headline="Alone")

    merge(goes, stays, editor)

    stays.refresh_from_db()
    assert stays.user == user
    assert [byline.author for byline in live_edition(both).bylines.all()] == [stays]
    assert live_edition(alone).card["authors"][0]["name"] == "Nicolle Loughlin"
    assert "Alone" in client.get(stays.get_absolute_url()).text


def test_two_tags_become_one(client, editor):
    goes, stays = make_tag("sci fi"), make_tag("science fiction")
    live_review(headline="First", tags=["sci fi"])
    live_review(headline="Both", tags=["sci fi", "science fiction"])

    merge(goes, stays, editor)

    page = client.get("/tags/science-fiction/")
    assert "First" in page.text
    assert "Both" in page.text
    assert client.get("/tags/sci-fi/").headers["Location"] == "/tags/science-fiction/"


def test_two_people_become_one(client, editor):
    goes, stays = Person.objects.create(name="Murnau"), Person.objects.create(name="F. W. Murnau")
    review = live_review()
    for person in (goes, stays):
        Credit.objects.create(film=review.film, person=person)
    old = goes.get_absolute_url()

    merge(goes, stays, editor)

    assert review.film.credits.get().person == stays
    assert client.get(old).headers["Location"] == stays.get_absolute_url()


def test_what_goes_wrong_leaves_both(editor, monkeypatch):
    goes, stays = pair_of_films()
    live_review(film=goes)
    refusal = ProtectedError("still held", set())
    monkeypatch.setattr(Film, "delete", lambda self: (_ for _ in ()).throw(refusal))

    with pytest.raises(ProtectedError):
        merge(goes, stays, editor)

    assert goes.editions.exists()
    assert not Merged.objects.exists()


@pytest.mark.parametrize("other", ["itself", "another kind"])
def test_only_two_of_one_kind_are_merged(editor, other):
    film = make_film()

    with pytest.raises(ValueError, match="Two different rows"):
        merge(film, film if other == "itself" else make_author(), editor)


def test_the_page_shows_what_moves_and_only_the_button_moves_it(desk):
    goes, stays = pair_of_films()
    live_review(film=goes)
    address = f"/admin/reviews/film/{goes.pk}/merge/"

    choice = desk.get(address).text
    shown = desk.get(address, {"into": stays.pk}).text
    assert Film.objects.count() == 2
    answer = desk.post(address, {"into": stays.pk})

    assert f"?into={stays.pk}" in choice
    assert "<strong>1</strong> pieces" in shown
    assert answer.headers["Location"].endswith(f"/film/{stays.pk}/change/")
    assert Film.objects.get() == stays


@pytest.mark.parametrize("into", ["", "nonsense", "0", "9" * 30, "itself"])
def test_a_forged_target_merges_nothing(desk, into):
    film = make_film()
    address = f"/admin/reviews/film/{film.pk}/merge/"

    answer = desk.post(address, {"into": film.pk if into == "itself" else into})

    assert answer.status_code in (200, 404)
    assert Film.objects.get() == film


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Amélie", "Amelie", True),
        ("The Zone", "Zone, The", True),
        ("Safety Last!", "Safety last", True),
        ("기생충", "기생충", True),
        ("Alien", "Aliens", False),
        ("A", "The", False),
    ],
)
def test_names_are_compared_as_people_read_them(one, other, same):
    assert (folded(one) == folded(other)) == same


def test_films_of_one_name_and_far_years_are_two():
    make_film("Treasure Island", year=1934)
    make_film("Treasure Island", year=1950)
    near = [make_film("The Zone", year=2018), make_film("Zone", year=2019), make_film("Zone")]

    assert likely_duplicates(Film) == [near]


def test_a_number_elsewhere_says_it_is_the_same():
    films = [make_film("Ghostland", imdb_id="tt1"), make_film("Incident", imdb_id="tt1")]

    assert likely_duplicates(Film) == [films]


@pytest.mark.parametrize(
    "path", ["reviews/film", "reviews/person", "reviews/tag", "authors/author"]
)
def test_the_list_of_likely_duplicates_leads_to_merging(desk, path):
    make_film("Zone"), make_film("The zone")
    Person.objects.create(name="Ann Shin"), Person.objects.create(name="Ann  Shin")
    make_tag("sea"), make_tag("the sea")
    Author.objects.create(name="Ana"), Author.objects.create(name="Ána")

    page = desk.get(f"/admin/{path}/duplicates/")

    assert "/merge/?into=" in page.text
    assert f"/admin/{path}/duplicates/" in desk.get(f"/admin/{path}/").text


@pytest.mark.parametrize("name", ["SEA", " sea ", "Sea"])
def test_a_tag_is_not_made_twice_in_another_case(desk, name):
    make_tag("sea")

    answer = desk.post("/admin/reviews/tag/add/", {"name": name, "slug": "sea-2"})

    assert "There is “sea” already." in answer.text
    assert Tag.objects.count() == 1
