"""What aggregators and Letterboxd are given of live reviews, and nothing of any other."""

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from moving.lists.letterboxd import half_stars
from moving.lists.scores import value_of
from moving.lists.sheets import harmless
from reviews.models.people import Credit, Person
from reviews.publish import withdraw
from tests.factories import draft_review, live_review, make_author, make_film

pytestmark = pytest.mark.django_db
DAY = datetime(2013, 3, 29, 12, tzinfo=UTC)


def rows_of(tmp_path, name: str, *options: str) -> list[dict]:
    file = tmp_path / name
    call_command("export_scores", str(file), *options)
    if name.endswith(".json"):
        return json.loads(file.read_text(encoding="utf-8"))
    with file.open(encoding="utf-8-sig", newline="") as sheet:
        return list(csv.DictReader(sheet))


@pytest.mark.parametrize("name", ["scores.csv", "scores.json"])
def test_the_sheet_tells_the_score_as_it_was_printed_and_its_share(tmp_path, name, settings):
    film = make_film("Wadjda", year=2012, imdb_id="tt2258858")
    critics = [make_author("Ana Reyes"), make_author("Min Park")]
    live_review(
        at=DAY, film=film, authors=critics, slug="wadjda", rating=Decimal("3.5"), rating_out_of=4,
        rating_printed="★★★½", rating_line="A green bicycle",
    )  # fmt: skip

    rows = rows_of(tmp_path, name)

    assert [row["critic"] for row in rows] == ["Ana Reyes", "Min Park"]
    assert {key: str(value) for key, value in rows[0].items()} == {
        "film": "Wadjda",
        "year": "2012",
        "imdb_id": "tt2258858",
        "tmdb_id": "",
        "wikidata_id": "",
        "critic": "Ana Reyes",
        "outlet": "Intertitle",
        "url": f"{settings.SITE_URL}/reviews/wadjda/",
        "date": "2013-03-29",
        "original_score": "★★★½",
        "value_0_100": "88",
        "quote": "A green bicycle",
    }


def test_letters_are_no_numbers(tmp_path):
    live_review(at=DAY, rating_printed="B+")

    row = rows_of(tmp_path, "scores.json")[0]

    assert (row["original_score"], row["value_0_100"]) == ("B+", None)


def test_nothing_but_live_reviews_is_told(tmp_path):
    draft_review(headline="Draft")
    live_review(at=DAY, kind="article", film=None)
    withdraw(live_review(at=DAY), by=None)

    assert rows_of(tmp_path, "scores.csv") == []


def test_a_critic_takes_her_reviews_to_letterboxd(tmp_path):
    ana, film = make_author("Ana Reyes"), make_film("Wadjda", year=2012, tmdb_id="129112")
    director = Person.objects.create(name="Haifaa Al-Mansour")
    Credit.objects.create(film=film, person=director, role="director")
    live_review(at=DAY, film=film, authors=[ana], rating=7, rating_out_of=10, tags=["saudi"])
    live_review(at=DAY)

    rows = rows_of(tmp_path, "ana.csv", "--author", ana.slug, "--letterboxd")

    assert len(rows) == 1
    assert rows[0]["Title"] == "Wadjda"
    assert rows[0]["Directors"] == "Haifaa Al-Mansour"
    assert (rows[0]["Rating"], rows[0]["WatchedDate"]) == ("3.5", "2013-03-29")
    assert rows[0]["Review"].endswith("/")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_computes_nothing(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    ("rating", "out_of", "value", "stars"),
    [("3.5", 5, 70, "3.5"), ("4", 4, 100, "5"), ("0", 5, 0, "0.5"), ("85", 100, 85, "4"),
     (None, 5, None, ""), ("3", None, None, "")],
)  # fmt: skip
def test_scores_on_other_scales(rating, out_of, value, stars):
    number = Decimal(rating) if rating else None

    assert value_of(number, out_of) == value
    assert half_stars(number, out_of) == stars


@pytest.mark.parametrize(
    "words", [["x.txt"], ["x.csv", "--letterboxd"], ["x.csv", "--author", "no"]]
)
def test_what_cannot_be_written_is_refused_in_words(tmp_path, words):
    with pytest.raises(CommandError):
        call_command("export_scores", str(tmp_path / words[0]), *words[1:])
