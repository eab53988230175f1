"""Adding a film, a person or an author from the words typed into a box of suggestions."""

import pytest
from django.contrib.admin.models import LogEntry

from authors.models.author import Author
from reviews.models.film import Film
from reviews.models.people import Person
from tests.factories import make_film, make_user

pytestmark = pytest.mark.django_db
FILM = "/admin/quick-add/reviews/film/"


@pytest.mark.parametrize(
    ("words", "title", "year"),
    [
        ("Sherlock Jr. (1924)", "Sherlock Jr.", 1924),
        ("Sherlock Jr. [1924]", "Sherlock Jr.", 1924),
        ("  Sherlock   Jr.  ", "Sherlock Jr.", None),
        ("(1924)", "(1924)", None),
        ("1917", "1917", None),
        ("기생충 (2019)", "기생충", 2019),
    ],
)
def test_a_film_is_made_of_its_title_and_year(desk, words, title, year):
    answer = desk.post(FILM, {"words": words})

    film = Film.objects.get()
    assert (film.title, film.year) == (title, year)
    assert answer.json() == {"id": str(film.pk), "text": str(film)}
    assert LogEntry.objects.get().object_id == str(film.pk)


def test_a_film_that_is_there_is_taken_and_not_made_twice(desk):
    film = make_film("Sherlock Jr.", year=1924)

    answer = desk.post(FILM, {"words": "sherlock jr. (1924)"})

    assert answer.json()["id"] == str(film.pk)
    assert Film.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "model"),
    [("/admin/quick-add/authors/author/", Author), ("/admin/quick-add/reviews/person/", Person)],
)
def test_authors_and_people_are_made_of_their_names(desk, address, model):
    desk.post(address, {"words": "Ana Petrova"})

    assert model.objects.get().name == "Ana Petrova"


@pytest.mark.parametrize("words", ["", "   ", "\x00", "x" * 251, "Film (1200)"])
def test_words_that_make_nothing_are_told_in_a_sentence(desk, words):
    answer = desk.post(FILM, {"words": words})

    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")
    assert not Film.objects.exists()


def test_only_who_may_add_films_adds_one(client):
    client.force_login(make_user("reviews.view_film"))

    assert client.post(FILM, {"words": "Sunrise"}).status_code == 403
    assert not Film.objects.exists()


@pytest.mark.parametrize("address", ["auth/user", "reviews/review", "reviews/none", "none/none"])
def test_nothing_else_is_made_of_words(desk, address):
    assert desk.post(f"/admin/quick-add/{address}/", {"words": "x"}).status_code == 404
    assert desk.get(FILM).status_code == 405
