"""What headlines, ratings and shortcodes say, family by family."""

from decimal import Decimal

import pytest

from moving.wordpress.block_marks import replace_blocks
from moving.wordpress.classic import with_line_breaks
from moving.wordpress.headlines import film_and_year, film_in_headline
from moving.wordpress.ratings import rating_in_fields, rating_in_title, read_rating
from moving.wordpress.shortcodes import replace_shortcodes

MARKED = ["‘{}’", "“{}”", "'{}'", '"{}"', "«{}»", "« {} »", "„{}“", "「{}」", "《{}》"]
AROUND = [
    "Film Review: {}",
    "FILM REVIEW: {}",
    "Movie review – {}",
    "Review: {} still stuns",
    "{} review: a gasp of a film",
    "{}: Film Review",
    "DVD Review | {}",
    "Review of {}",
    "영화 리뷰: {}",
    "Critique : {}",
    "مراجعة فيلم: {}",
]


TITLES = ["The Defector", "Don’t Look Now", "기생충", "M*A*S*H"]
# An apostrophe of the same shape would end the quotation.
QUOTED = [
    (mark, title) for mark in MARKED for title in TITLES if not ("’" in title and mark[0] in "’'")
]


@pytest.mark.parametrize("headline", AROUND)
@pytest.mark.parametrize(("mark", "title"), QUOTED)
def test_a_title_in_quotation_marks_is_the_film(headline, mark, title):
    named = film_in_headline(headline.format(mark.format(title)))

    assert named is not None
    assert (named.title, named.year, named.doubt) == (title, None, "")


@pytest.mark.parametrize(
    ("headline", "title", "year"),
    [
        ("Film Review: The Defector", "The Defector", None),
        ("Film Review: The Defector (2012)", "The Defector", 2012),
        ("Parasite review – a gasp-inducing masterpiece", "Parasite", None),
        ("The Defector (2012) review", "The Defector", 2012),
        ("The Grand Budapest Hotel: Movie Review (2014)", "The Grand Budapest Hotel", 2014),
        ("DVD Review: «Stalker» [1979]", "Stalker", 1979),
        ("[리뷰] 기생충", "기생충", None),
        ("Review: 'Don't Look Now'", "Don't Look Now", None),
    ],
)
def test_a_title_without_marks_is_the_film_where_the_words_around_it_say_so(headline, title, year):
    named = film_in_headline(headline)

    assert named is not None
    assert (named.title, named.year, named.doubt) == (title, year, "")


@pytest.mark.parametrize(
    "headline",
    [
        "The year in review",
        "Under review",
        "Peer review",
        "A festival diary",
        "Reviewing reviews",
        "",
    ],
)
def test_other_headlines_name_no_film(headline):
    assert film_in_headline(headline) is None


@pytest.mark.parametrize(
    "headline",
    [
        "Film review: Dumb and Dumber",
        "Film Review: Star Wars: The Last Jedi",
        "Star Wars: The Last Jedi review",
        "Reviews: ‘Ida’ and ‘Cold War’",
        "Film Review: what we talk about when we talk about going to the pictures",
    ],
)
def test_what_may_be_several_films_is_asked(headline):
    named = film_in_headline(headline)

    assert named is not None
    assert named.doubt.endswith("?")


@pytest.mark.parametrize("text", ["Wadjda (2012)", "3. ‘Wadjda’ (2012)", "“Wadjda” [2012]"])
def test_a_film_with_its_year_is_known_in_a_heading(text):
    named = film_and_year(text)

    assert named is not None
    assert (named.title, named.year) == ("Wadjda", 2012)


RATINGS = {
    "3.5/5": ("3.5", 5),
    "3,5 / 5": ("3.5", 5),
    "3½ out of 5": ("3.5", 5),
    "Rating: 3 1/2 / 4": ("3.5", 4),
    "3 out of 4 stars": ("3", 4),
    "8/10": ("8", 10),
    "Verdict: 4/5": ("4", 5),
    "Score: 85%": ("85", 100),
    "★★★½": ("3.5", 5),
    "★★★☆☆": ("3", 5),
    "★★☆☆": ("2", 4),
    "⭐️⭐️⭐️": ("3", 5),
    "Rating: ***": ("3", 5),
    "Four stars": ("4", 5),
    "three and a half stars out of four": ("3.5", 4),
    "My rating: ★★★★": ("4", 5),
    "평점: ★★★": ("3", 5),
    "(4/5)": ("4", 5),
}


@pytest.mark.parametrize(("line", "rating"), RATINGS.items(), ids=RATINGS)
def test_a_rating_keeps_its_own_scale(line, rating):
    found = read_rating(line, scale=5)

    assert found is not None
    assert (found.number, found.out_of) == (Decimal(rating[0]), rating[1])
    assert found.printed in line


@pytest.mark.parametrize("line", ["Grade: B+", "Grade: A-", "Verdict: C", "7/8", "Rating: 9/11"])
def test_letters_and_odd_scales_are_kept_as_they_were_printed(line):
    found = read_rating(line, scale=5)

    assert found is not None
    assert (found.number, found.out_of) == (None, None)
    assert found.printed == line.rpartition(": ")[2]


@pytest.mark.parametrize(
    "line",
    ["B+", "***", "* * *", "10", "2013/14", "12/10", "4", "I gave it 4 out of 5 stars because", ""],
)
def test_other_lines_are_no_ratings(line):
    assert read_rating(line, scale=5) is None


def test_ratings_are_read_from_headlines_and_plugins():
    assert rating_in_title("The Defector – 4/5", 5).number == 4
    assert rating_in_title("Blade Runner 2049", 5) is None
    assert rating_in_fields({"rating": "3.5"}, 5).out_of == 5
    assert rating_in_fields({"taq_review_score": "85"}, 5).out_of == 100
    assert rating_in_fields({"ratings_average": "4.5"}, 5) is None  # that is what readers voted


def test_shortcodes_we_know_are_replaced_and_others_stay_as_text():
    text, unknown = replace_shortcodes(
        'a [box x="1"]in[/box] [sic] [slider id="3"] [tabs]x[/tabs] [box]open',
        {"box": lambda code: f"<{code.attributes.get('x', '')}{code.inside}>"},
    )

    assert text == 'a <1in> [sic] [slider id="3"] [tabs]x[/tabs] <>open'
    assert unknown == ["slider", "tabs"]


@pytest.mark.parametrize(
    "text", ["[box]" * 200_000, "[box " * 200_000, "[box]" * 100_000 + "[/box]"]
)
def test_a_text_of_brackets_takes_no_longer_than_any_other(text):
    replaced, _unknown = replace_shortcodes(text, {"box": lambda code: code.inside})

    assert len(replaced) <= len(text)


def test_marks_of_blocks_go_whatever_is_wrong_with_them():
    text = (
        '<!-- wp:a {"x": 1} --><p>1</p><!-- /wp:a --><!-- wp:b --><!-- wp:c -->2<!-- /wp:b -->'
        "<!-- /wp:d --><!-- wp:e {broken} /--><!--more-->3<!-- wp:f"
    )

    html = replace_blocks(text, {"a": lambda attributes, inside: f"{attributes['x']}{inside}"})

    assert html == "1<p>1</p>23<!-- wp:f"


@pytest.mark.parametrize("text", ["<!-- wp:a " * 100_000, "<!-- wp:a -->" * 50_000])
def test_a_text_of_open_blocks_takes_no_longer_than_any_other(text):
    assert "wp:a -->" not in replace_blocks(text, {})


def test_a_line_break_of_the_classic_editor_is_one():
    text = "One\nTwo\n\nThree\n<ul>\n<li>a\nb</li>\n</ul>\nFour"

    html = with_line_breaks(text)

    assert html == "One<br>Two\n\nThree\n<ul>\n<li>a<br>b</li>\n</ul>\nFour"
