"""Films from A to Z: how titles sort in any script, and the pages of one letter."""

import pytest

from reviews.models.film import Film
from reviews.sorting import initial_of, sort_key
from tests.factories import draft_review, live_review, make_film

pytestmark = pytest.mark.django_db

# Title, language of the site, sort key, heading.
TITLES = [
    ("The Defector", "en", "defector", "D"),
    ("A Trip to the Moon", "en", "trip to the moon", "T"),
    ("An", "en", "an", "A"),
    ("The ", "en", "the", "T"),
    ("Theatre", "en", "theatre", "T"),
    ("Écran", "en", "ecran", "E"),
    ("L’Atalante", "fr", "atalante", "A"),
    ("L’Atalante", "en", "l’atalante", "L"),
    ("Les Vampires", "fr-ca", "vampires", "V"),
    ("“Crocodile” Dundee", "en", "crocodile” dundee", "C"),
    ("¡Three Amigos!", "es", "three amigos!", "T"),
    ("12 Angry Men", "en", "12 angry men", "0–9"),
    ("기생충", "ko", "기생충", "ㄱ"),
    ("까마귀", "ko", "까마귀", "ㄱ"),
    ("하녀", "ko", "하녀", "ㅎ"),
    ("Солярис", "en", "солярис", "С"),
    ("Ёлки", "en", "елки", "Е"),
    ("千と千尋の神隠し", "en", "千と千尋の神隠し", "千"),
    ("पथेर पांचाली", "en", "पथेर पांचाली", "प"),
    ("الرسالة", "en", "الرسالة", "ا"),
    ("...", "en", "...", "#"),
    ("$", "en", "$", "#"),
    ("ﬁlm", "en", "film", "F"),
    ("ß", "de", "ss", "S"),
    ("ǆungla", "en", "ǆungla", "Ǆ"),
    ("x" * 400, "en", "x" * 250, "X"),
]


@pytest.mark.parametrize(("title", "language", "key", "initial"), TITLES)
def test_titles_sort_without_case_accents_and_articles(title, language, key, initial):
    assert sort_key(title, language) == key
    assert initial_of(key) == initial
    assert len(initial) <= Film._meta.get_field("initial").max_length


def test_films_stand_from_a_to_z_with_their_letters(client):
    for title in ("The Zone", "Écran", "Bande à part"):
        live_review(film=make_film(title))

    page = client.get("/films/").text

    assert page.index("Bande à part") < page.index("Écran") < page.index("The Zone")
    assert all(f'<a href="?letter={letter}">' in page for letter in "BEZ")


def test_a_letter_shows_its_films_alone_and_says_so(client):
    for title in ("The Zone", "Écran"):
        live_review(film=make_film(title))

    page = client.get("/films/?letter=Z").text

    assert "The Zone" in page
    assert "Écran" not in page
    assert '<a href="?letter=Z" aria-current="page">' in page
    assert 'rel="canonical" href="http://localhost:8000/films/?letter=Z"' in page


def test_pages_of_a_letter_keep_it(client, monkeypatch):
    monkeypatch.setattr("reviews.public.views.films.FILMS_PER_PAGE", 1)
    for title in ("Kes", "Kirikou"):
        live_review(film=make_film(title))
    live_review(film=make_film("Zama"))

    page = client.get("/films/?letter=K&page=2").text

    assert "Kirikou" in page
    assert "Kes" not in page
    assert 'href="/films/?letter=K"' in page
    assert 'rel="canonical" href="http://localhost:8000/films/?letter=K&amp;page=2"' in page


@pytest.mark.parametrize("letter", ["Q", "k", "KK", "%00", "%F0%9F%8E%AC", "x" * 500, "'--"])
def test_a_letter_that_no_film_stands_under_is_no_page(client, letter):
    live_review(film=make_film("Kes"))

    assert client.get(f"/films/?letter={letter}").status_code == 404


def test_a_film_that_is_only_in_a_draft_gives_no_letter(client):
    draft_review(film=make_film("Zama"))
    live_review(film=make_film("Kes"))

    assert "letter=Z" not in client.get("/films/").text


def test_a_renamed_film_moves_to_its_new_place():
    film = make_film("The Zone")

    film.title = "Écran"
    film.save(update_fields=["title"])

    film.refresh_from_db()
    assert (film.sort_title, film.initial) == ("ecran", "E")
