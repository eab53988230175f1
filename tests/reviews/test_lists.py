"""Lists of pieces, films, authors and tags: what is in them, in which order, on which page."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from publishing.models.site_settings import SiteSettings
from reviews.models.content import Kind
from reviews.models.people import Credit, Person
from tests.factories import live_review, make_author, make_film

pytestmark = pytest.mark.django_db

UTC = ZoneInfo("UTC")


def day(year, month=1, date=1, hour=12, zone=UTC):
    return datetime(year, month, date, hour, tzinfo=zone)


def headlines(client, path):
    """Headlines of the cards on a page, in order."""
    text = client.get(path).text
    return re.findall(r'<h\d class="card-title[^>]*><a href="[^"]*">([^<]*)</a>', text)


def pieces(count, **fields):
    """Live pieces called No. 1, the oldest, to No. `count`."""
    for number in range(1, count + 1):
        live_review(
            at=day(2025, 3, number % 28 + 1, number // 28), headline=f"No. {number}", **fields
        )


def of_one_author_and_tag(count):
    pieces(count, authors=[make_author("Prolific")], tags=["everything"])


PAGED = (
    *("/reviews/", "/tags/everything/", "/authors/prolific/"),
    *("/archive/2025/", "/archive/2025/3/"),
)


@pytest.mark.parametrize("path", PAGED)
def test_pages_follow_one_another_without_gap_or_repetition(client, path):
    of_one_author_and_tag(45)

    shown = [headlines(client, f"{path}{query}") for query in ("", "?page=2", "?page=3")]

    assert [len(page) for page in shown] == [20, 20, 5]
    assert len({headline for page in shown for headline in page}) == 45


def test_the_newest_stands_first_by_the_date_readers_see(client):
    for year in (2012, 2025, 2019):
        live_review(at=day(year), headline=str(year))

    assert headlines(client, "/reviews/") == ["2025", "2019", "2012"]


def test_pages_link_to_their_neighbours_and_name_themselves(client):
    of_one_author_and_tag(45)

    second = client.get("/reviews/?page=2").text

    assert '<link rel="prev" href="/reviews/">' in second
    assert '<link rel="next" href="/reviews/?page=3">' in second
    assert '<link rel="canonical" href="http://localhost:8000/reviews/?page=2">' in second
    assert "(page 2 of 3)" in second


NO_PAGES = (
    *("", "0", "-1", "+1", "01", "1.0", "1e0", "3", "1 ", " 1", "1\t", "1\n", "0x1", "1_0", "1,2"),
    *("last", "None", "null", "true", "NaN", "inf", "99999999999999999999", "9" * 5000),
    *(
        "٣",
        "１",
        "²",
        "Ⅱ",
        "一",
        "é",
        "\x00",
        "1\x00",
        "'",
        "1;--",
        "<script>",
        "%",
        "%31",
        "１" * 300,
    ),
)


@pytest.mark.parametrize("page", NO_PAGES, ids=ascii)
@pytest.mark.parametrize(
    "path", ["/reviews/", "/tags/everything/", "/authors/prolific/", "/films/"]
)
def test_what_is_no_page_is_not_found(client, path, page):
    of_one_author_and_tag(1)

    answer = client.get(path, {"page": page})

    assert answer.status_code == 404


@pytest.mark.parametrize("query", ["page=1", "page=1&page=1", "page=9&page=1", "pages=9", "Page=9"])
def test_page_one_is_the_list_itself_and_unknown_parameters_are_ignored(client, query):
    of_one_author_and_tag(1)

    assert headlines(client, f"/reviews/?{query}") == ["No. 1"]


@pytest.mark.parametrize("path", ["/", "/reviews/", "/articles/", "/films/", "/authors/", "/tags/"])
def test_an_empty_site_has_its_lists_already(client, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert "yet." in answer.text


def test_reviews_and_articles_have_lists_of_their_own(client):
    live_review(headline="A verdict")
    live_review(headline="An interview", kind=Kind.ARTICLE)

    assert headlines(client, "/reviews/") == ["A verdict"]
    assert headlines(client, "/articles/") == ["An interview"]
    assert sorted(headlines(client, "/")) == ["A verdict", "An interview"]


def test_lists_count_pieces_not_rows(client):
    film, author = make_film("Twice Seen"), make_author("Prolific")
    for _ in range(2):
        live_review(film=film, authors=[author, make_author()], tags=["sea", "snow"])

    assert re.search(r"Twice Seen</bdi></a>\s*<small>2 pieces", client.get("/films/").text)
    assert re.search(r"Prolific</bdi></a>\s*<small>2 pieces", client.get("/authors/").text)
    assert re.search(r"sea</a><small>2<", client.get("/tags/").text)
    assert "2 pieces" in client.get("/tags/sea/").text


def test_an_author_who_is_not_listed_has_a_page_but_stands_in_no_list(client):
    live_review(authors=[make_author("Guest", is_listed=False)])

    assert "/authors/guest/" not in client.get("/authors/").text
    assert client.get("/authors/guest/").status_code == 200


def test_a_piece_about_several_films_stands_on_the_page_of_each(client):
    first, further = make_film("First"), make_film("Further")
    person = Person.objects.create(name="Somebody")
    for film in (first, further):
        Credit.objects.create(film=film, person=person)
    live_review(film=first, also_about=[further], headline="Both")

    assert headlines(client, "/films/first/") == ["Both"]
    assert headlines(client, "/films/further/") == ["Both"]
    assert headlines(client, "/people/somebody/") == ["Both", "Both"]


def test_a_film_of_the_same_name_is_pointed_at_once_it_has_something_live(client):
    live_review(film=make_film("Nosferatu", year=1922))
    make_film("Nosferatu", year=2024)
    without = client.get("/films/nosferatu-1922/").text

    live_review(film=make_film("Nosferatu", year=1979))

    assert "/films/nosferatu-2024/" not in without
    assert "/films/nosferatu-1979/" in client.get("/films/nosferatu-1922/").text
    assert "/films/nosferatu-2024/" not in client.get("/films/nosferatu-1922/").text


ZONES = {
    "Asia/Seoul": ("2024", "2024/1"),
    "Europe/London": ("2023", "2023/12"),
    "America/Los_Angeles": ("2023", "2023/12"),
    "Pacific/Kiritimati": ("2024", "2024/1"),
}


@pytest.mark.parametrize("zone", ZONES)
def test_the_turn_of_a_year_is_the_sites_own(client, zone):
    SiteSettings.objects.update(time_zone=zone)
    review = live_review(at=day(2023, 12, 31, 20), headline="On New Year's Eve")
    year, month = ZONES[zone]
    other = "2023" if year == "2024" else "2024"

    author = client.get(review.bylines.get().author.get_absolute_url()).text

    assert client.get(f"/archive/{year}/").status_code == 200
    assert f'href="/archive/{month}/"' in client.get(f"/archive/{year}/").text
    assert client.get(f"/archive/{month}/").status_code == 200
    assert client.get(f"/archive/{other}/").status_code == 404
    assert f'id="year-{year}"' in author
    assert f"1 piece, {year}" in author


NO_DATES = (
    *("0", "1", "13", "99", "999", "0000", "0999", "3000", "9999", "10000", "99999", "02024"),
    *("-2024", "+2024", "2024.0", "２０２４", "٢٠٢٤", "1900", "2025", "9" * 5000, "2024\x00"),
    *("2024/0", "2024/00", "2024/13", "2024/2", "2024/001", "2024/-3", "2024/３", "2024/3/1"),
    *("2024/999999999999999999999", "9999/12", "0000/12", "2999/12", "1000/1"),
)


@pytest.mark.parametrize("date", NO_DATES, ids=ascii)
def test_a_date_without_pieces_or_in_no_calendar_is_not_found(client, date):
    live_review(at=day(2024, 3))

    answer = client.get(f"/archive/{date}/")

    assert answer.status_code == 404


def test_a_month_with_a_zero_before_it_leads_to_the_one_without(client):
    live_review(at=day(2024, 3))

    answer = client.get("/archive/2024/03/?page=1")

    assert (answer.status_code, answer["Location"]) == (301, "/archive/2024/3/?page=1")
