"""Films, people and authors leave as sheets and come back, with a preview and errors in words."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from authors.models.author import Author
from publishing.models.old_address import OldAddress
from reviews.models.film import Film
from reviews.models.people import Person
from tests.factories import live_review, make_author, make_film, make_user

pytestmark = pytest.mark.django_db

FILMS = "/admin/reviews/film/"
AUTHORS = "/admin/authors/author/"


def preview(desk, address: str, text: str) -> str:
    sheet = SimpleUploadedFile("sheet.csv", text.encode(), content_type="text/csv")
    return desk.post(f"{address}import/", {"import_file": sheet, "format": "0"}).text


def bring(desk, address: str, text: str) -> str:
    """Upload a sheet, look at the preview, confirm it."""
    page = preview(desk, address, text)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    assert "import_file_name" in fields, page
    return desk.post(f"{address}process_import/", fields, follow=True).text


def test_a_sheet_of_films_makes_new_ones_and_changes_old_ones(desk):
    film = make_film("Wadjda", slug="wadjda")

    bring(
        desk,
        FILMS,
        "slug,title,year,countries\nwadjda,Wadjda,2012,Saudi Arabia; Germany\n,기생충,2019,Korea\n",
    )

    film.refresh_from_db()
    assert (film.year, film.countries, film.version) == (2012, ["Saudi Arabia", "Germany"], 2)
    assert Film.objects.get(title="기생충").slug == "기생충-2019"


def test_nothing_is_written_before_the_preview_is_confirmed(desk):
    page = preview(desk, FILMS, "slug,title\nwadjda,Wadjda\n")

    assert "Wadjda" in page
    assert "style=" not in page
    assert not Film.objects.exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("wadjda,,2012", "This field cannot be blank"),
        ("wadjda,Wadjda,soon", "number"),
        ("a/b,Wadjda,2012", "letters, digits and hyphens"),
        ("wadjda,Wadjda,12", "greater than or equal to 1870"),
    ],
)
def test_a_row_with_a_fault_is_told_in_words_and_nothing_is_taken(desk, row, sentence):
    page = preview(desk, FILMS, f"slug,title,year\nida,Ida,2013\n{row}\n")

    assert sentence in page
    assert "import_file_name" not in page
    assert not Film.objects.exists()


def test_a_new_name_reaches_readers_lists(desk, client):
    author = make_author("Ana Reyes", slug="ana")
    live_review(authors=[author])

    bring(desk, AUTHORS, "slug,name\nana,Ana Reyes Soto\n")

    assert "Ana Reyes Soto" in client.get("/reviews/").text


def test_texts_pass_the_cleaner(desk):
    bring(desk, AUTHORS, 'slug,name,bio\nana,Ana,"<p>Hi</p><script>x</script>"\n')

    assert Author.objects.get().bio == "<p>Hi</p>"


def test_an_embargo_is_no_column(desk):
    bring(desk, FILMS, "slug,title,embargo_until,version\nwadjda,Wadjda,2999-01-01,77\n")

    film = Film.objects.get()
    assert (film.embargo_until, film.version) == (None, 1)


def test_a_sheet_comes_back_as_it_went_and_changes_nothing(desk):
    make_film("=HYPERLINK(1)", slug="formula", countries=["Korea", "Japan"], year=2000)

    sheet = desk.get(f"{FILMS}export/").content.decode()
    bring(desk, FILMS, sheet)

    film = Film.objects.get()
    assert "\n=HYPERLINK" not in sheet
    assert ",=HYPERLINK" not in sheet
    assert (film.title, film.countries, film.version) == ("=HYPERLINK(1)", ["Korea", "Japan"], 1)
    assert not OldAddress.objects.exists()


def test_people_have_a_sheet_too(desk):
    bring(desk, "/admin/reviews/person/", "slug,name,original_name\n,Bong Joon-ho,봉준호\n")

    assert Person.objects.get().original_name == "봉준호"


@pytest.mark.parametrize("page", ["import", "export"])
@pytest.mark.parametrize("permissions", [[], ["reviews.view_film", "reviews.add_film"]])
def test_who_may_not_change_films_has_no_sheet_of_them(client, page, permissions):
    client.force_login(make_user(*permissions))

    assert client.get(f"{FILMS}{page}/").status_code == 403
    assert f"{page}/" not in client.get(FILMS).text
