"""What search finds, on either database: the contract of both."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from reviews.models.people import Credit, Person
from reviews.publish import cancel, correct, publish, withdraw
from reviews.search.find import Search, find
from tests.factories import live_review, make_author, make_film, scheduled_review

pytestmark = pytest.mark.django_db


def found(typed: str = "", at: datetime | None = None, **filters) -> list[str]:
    """Headlines of what is found, best first."""
    results = find(Search(typed=typed, **filters), at or timezone.now())
    return [hit.edition.headline for hit in results.hits]


def suggestion(typed: str) -> str:
    return find(Search(typed=typed), timezone.now()).suggestion


def about(title: str, headline: str = "", **fields):
    """A live piece about a film of that title, with a body that says nothing."""
    names = ("original_title", "year")
    facts = {name: fields.pop(name) for name in names if name in fields}
    film = make_film(title, **facts)
    return live_review(
        **{"film": film, "headline": headline or f"On {title}", "body": "<p>Nothing.</p>"} | fields
    )


SAME_WORDS = [
    ("Amélie", "amelie"),
    ("Amélie", "AMÉLIE"),
    ("Amelie", "amélie"),
    ("Ame\u0301lie", "amélie"),
    ("Étre", "etre"),
    ("Smørrebrød", "smorrebrod"),
    ("Straße", "strasse"),
    ("Łódź", "lodz"),
    ("Œuvre", "oeuvre"),
    ("Ｗｉｄｅ", "wide"),
    ("Война", "война"),
    ("Ёлки", "елки"),
    ("Ὀρφεύς", "ορφευς"),
    ("Hitchcock’s Cut", "hitchcock"),
    ("Hitchcock's Cut", "hitchcock’s"),
    ("Don’t Look Now", "don't look now"),
    ("Don't Look Now", "don’t look"),
    ("L’Avventura", "avventura"),
    ("L’Avventura", "lavventura"),
    ("L'Avventura", "l’avventura"),
    ("It’s Alive", "its alive"),
    ("No\u00a0Country", "no country"),
    ("No Country", "no\u00a0country"),
    ("WALL·E", "wall-e"),
    ("WALL·E", "walle"),
    ("E.T.", "et"),
    ("Spider-Man", "spiderman"),
    ("Spider-Man", "spider man"),
    ("M*A*S*H", "mash"),
    ("O'Brien", "obrien"),
    ("8½", "8 1/2"),
    ("8½", "8½"),
    ("Alien³", "alien3"),
    ("Dinosaurs", "dinosaur"),
    ("The Dinosaur", "dinosaurs"),
    ("Running", "run"),
    ("The Vampires", "vampire"),
    ("기생충", "기생충"),
    ("기생충", "기생"),
    ("기생충", "생충"),
    ("기생충", "기"),
    ("시", "시"),
    ("살인의 추억", "살인의추억"),
    ("살인의 추억", "추억"),
    ("千と千尋の神隠し", "千尋"),
    ("となりのトトロ", "トトロ"),
    ("The Of", "the of"),
    ("The", "the"),
    ("It", "it"),
    ("M", "m"),
    ("20.04", "20.04"),
    ("2001: A Space Odyssey", "2001"),
]


@pytest.mark.parametrize(("title", "typed"), SAME_WORDS)
def test_one_word_is_found_by_its_other_spellings(title, typed):
    about(title, "The one")
    about("Something Else", "Another")

    assert found(typed) == ["The one"]


def test_french_is_stemmed_as_french():
    about("Film", "Les parapluies", language="fr", body="<p>Les instituteurs chantaient.</p>")

    assert found("parapluie") == ["Les parapluies"]
    assert found("instituteur") == ["Les parapluies"]
    assert found("chanter") == ["Les parapluies"]


def test_korean_words_are_found_before_their_particles():
    live_review(headline="하나", language="ko", body="<p>영화 기생충은 계단의 영화이다.</p>")

    assert found("기생충") == ["하나"]
    assert found("계단") == ["하나"]


PLACES = {
    "film title": "sunflower",
    "original title": "tournesol",
    "the film's year": "1937",
    "headline": "lighthouse",
    "rating line": "marvellous",
    "director": "keatonova",
    "her name in her own script": "китонова",
    "tag": "seaside",
    "author": "brandtner",
    "body": "zither",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_piece_is_found_by_everything_that_names_it(place):
    film = make_film("Sunflower", original_title="Tournesol", year=1937)
    person = Person.objects.create(name="Ida Keatonova", original_name="Ида Китонова")
    Credit.objects.create(film=film, person=person)
    live_review(
        film=film,
        headline="Lighthouse",
        rating_line="Marvellous",
        authors=[make_author("Jo Brandtner")],
        tags=["seaside"],
        body="<p>A zither plays.</p>",
    )
    about("Other", "Another")

    assert found(PLACES[place]) == ["Lighthouse"]


def test_the_film_counts_more_than_the_headline_people_tags_and_text_in_this_order():
    person = Person.objects.create(name="Amber")
    with_person = make_film("Four")
    Credit.objects.create(film=with_person, person=person)
    live_review(film=make_film("Five"), headline="In its text", body="<p>Amber.</p>")
    live_review(film=make_film("Three"), headline="In its tags", tags=["amber"])
    live_review(film=with_person, headline="In its people")
    live_review(film=make_film("Two"), headline="Amber in its headline")
    live_review(film=make_film("Amber"), headline="In its film")

    order = found("amber")

    assert order[0] == "In its film"
    assert set(order[1:3]) == {"Amber in its headline", "In its people"}
    assert order[3:] == ["In its tags", "In its text"]


def test_a_title_itself_comes_before_titles_that_have_it_inside():
    about("The Thing That Came Up", "Long", body="<p>Up, up and up again.</p>")
    about("Growing Up", "Inside")
    about("Up", "Itself")

    assert found("up")[0] == "Itself"


def test_a_phrase_in_quotes_is_found_word_for_word():
    about("One", "In order", body="<p>Two letters of transit were signed.</p>")
    about("Two", "Apart", body="<p>In transit, there were letters of love.</p>")

    assert found("“letters of transit”") == ["In order"]
    assert found('"letters of transit"') == ["In order"]
    assert found("«letters of transit»") == ["In order"]
    assert set(found("letters of transit")) == {"In order", "Apart"}


def test_a_phrase_does_not_reach_from_one_field_into_the_next():
    about("North", "South wind")

    assert found('"north south"') == []


def test_beginnings_of_words_are_found_when_no_whole_word_is():
    about("Carnival", "Begins so")
    about("Car", "Whole")

    assert found("car") == ["Whole"]
    assert found("carn") == ["Begins so"]
    assert set(found("car*")) == {"Whole", "Begins so"}


def test_all_words_must_be_there_and_some_of_them_only_when_nothing_has_all():
    about("Vertigo", "Both", body="<p>A tower and a fever.</p>")
    about("Tower", "One of them")

    assert found("tower fever") == ["Both"]
    results = find(Search(typed="tower zeppelin"), timezone.now())
    assert {hit.edition.headline for hit in results.hits} == {"Both", "One of them"}
    assert results.query.some


TYPOS = [
    ("Jurassic Park", "jurasic park", "Jurassic Park"),
    ("Jurassic Park", "jurasic", "Jurassic"),
    ("Jurassic Park", "jurassicpark", "Jurassic Park"),
    ("Amadeus", "amadaeus", "Amadeus"),
    ("Casablanca", "casabalnca", "Casablanca"),
    ("Nosferatu", "nosferato", "Nosferatu"),
]


@pytest.mark.parametrize(("title", "typed", "meant"), TYPOS)
def test_a_slip_is_answered_by_what_was_meant(title, typed, meant):
    about(title)
    about("Something Else Entirely")

    assert found(typed) == [] or find(Search(typed=typed), timezone.now()).query.some
    assert suggestion(typed) == meant


def test_names_of_people_are_put_right_too_word_by_word():
    film = make_film("Psycho")
    Credit.objects.create(film=film, person=Person.objects.create(name="Alfred Hitchcock"))
    live_review(film=film, body="<p>A knife.</p>")

    assert suggestion("hitchcok knife") == "Hitchcock knife"


@pytest.mark.parametrize("typed", ["zzzz", "qx", "12345678", "!!!", ""])
def test_what_resembles_nothing_is_answered_by_no_suggestion(typed):
    about("Jurassic Park")

    assert found(typed) == []
    assert suggestion(typed) == ""


def test_nothing_is_suggested_that_is_not_live():
    film = make_film("Jurassic Park")
    scheduled_review(at=timezone.now() + timedelta(days=1), film=film)

    assert suggestion("jurasic park") == ""


# -- filters, order, pages ------------------------------------------------------------------


def facet(name: str, **search) -> dict:
    return dict(find(Search(**search), timezone.now()).facets[name])


@pytest.fixture
def shelf(db):
    """Three pieces with the word sea: two reviews and an article."""
    ann, bea = make_author("Ann"), make_author("Bea")
    live_review(
        at=datetime(2024, 5, 5, tzinfo=UTC),
        headline="First sea",
        authors=[ann],
        tags=["water", "boats"],
        rating=4,
        rating_out_of=5,
    )
    live_review(
        at=datetime(2025, 5, 5, tzinfo=UTC),
        headline="Second sea",
        authors=[ann, bea],
        tags=["water"],
        rating=8,
        rating_out_of=10,
    )
    live_review(
        at=datetime(2025, 6, 6, tzinfo=UTC), headline="Third sea", kind="article", authors=[bea]
    )
    return {
        "ann": ann.pk,
        "bea": bea.pk,
        "water": live_tag("water"),
        "boats": live_tag("boats"),
    }


def live_tag(name: str) -> int:
    from reviews.models.tag import Tag

    return Tag.objects.get(name=name).pk


def test_filters_narrow_what_is_found(shelf):
    assert set(found("sea")) == {"First sea", "Second sea", "Third sea"}
    assert found("sea", kind="article") == ["Third sea"]
    assert found("sea", year=2024) == ["First sea"]
    assert set(found("sea", tag=shelf["water"])) == {"First sea", "Second sea"}
    assert found("sea", tag=shelf["boats"]) == ["First sea"]
    assert found("sea", author=shelf["bea"], kind="review") == ["Second sea"]
    assert set(found("sea", rating=4)) == {"First sea", "Second sea"}
    assert found("sea", rating=0) == []
    assert found("sea", year=2024, author=shelf["bea"]) == []


def test_facets_count_what_each_value_would_leave(shelf):
    assert facet("kind", typed="sea") == {"review": 2, "article": 1}
    assert facet("year", typed="sea") == {2025: 2, 2024: 1}
    assert facet("rating", typed="sea") == {4: 2}
    assert facet("tag", typed="sea") == {shelf["water"]: 2, shelf["boats"]: 1}
    assert facet("author", typed="sea") == {shelf["ann"]: 2, shelf["bea"]: 2}


def test_a_facet_is_counted_as_if_it_alone_were_not_asked_for(shelf):
    search = {"typed": "sea", "year": 2024, "tag": shelf["water"]}

    assert facet("year", **search) == {2024: 1, 2025: 1}
    assert facet("tag", **search) == {shelf["water"]: 1, shelf["boats"]: 1}
    assert facet("author", **search) == {shelf["ann"]: 1}


def test_filters_alone_find_what_they_say_the_newest_first(shelf):
    assert found(year=2025) == ["Third sea", "Second sea"]
    assert found() == []


def test_results_can_be_put_in_order_of_date():
    live_review(
        at=datetime(2024, 5, 5, tzinfo=UTC), headline="Sea, sea, sea", film=make_film("Sea")
    )
    live_review(at=datetime(2025, 5, 5, tzinfo=UTC), headline="Later", body="<p>The sea.</p>")

    assert found("sea") == ["Sea, sea, sea", "Later"]
    assert found("sea", by_date=True) == ["Later", "Sea, sea, sea"]


def test_pages_follow_each_other_without_gaps(db):
    for number in range(12):
        live_review(headline=f"Sea {number}")

    first, second = found("sea"), found("sea", page=2)

    assert len(first) == 10
    assert len(second) == 2
    assert len({*first, *second}) == 12
    assert found("sea", page=3) == []


# -- the instant ----------------------------------------------------------------------------


def test_a_scheduled_piece_is_found_from_its_moment_on():
    moment = timezone.now() + timedelta(hours=2)
    scheduled_review(at=moment, headline="Ahead")

    assert found("ahead", at=moment - timedelta(microseconds=1)) == []
    assert found("ahead", at=moment) == ["Ahead"]


def test_a_withdrawn_piece_is_found_no_more():
    review = live_review(headline="Gone")
    before = timezone.now()

    withdraw(review, by=None)

    assert found("gone") == []
    assert found("gone", at=before) == ["Gone"]


def test_a_planned_withdrawal_takes_the_piece_out_at_its_moment():
    review, moment = live_review(headline="Leaving"), timezone.now() + timedelta(hours=2)

    withdraw(review, by=None, at=moment)

    assert found("leaving", at=moment - timedelta(microseconds=1)) == ["Leaving"]
    assert found("leaving", at=moment) == []


def test_words_that_were_corrected_away_are_found_no_more():
    review = live_review(headline="Typpo here")

    correct(review, {"headline": "Typo here"}, by=None)

    assert found("typpo") == []
    assert found("typo") == ["Typo here"]


def test_a_scheduled_change_is_found_by_its_words_from_its_moment_on():
    review, moment = live_review(headline="Old words"), timezone.now() + timedelta(hours=2)
    review.headline = "Fresh words"
    review.save()

    publish(review, by=None, at=moment)

    assert (found("fresh"), found("old")) == ([], ["Old words"])
    assert (found("fresh", at=moment), found("old", at=moment)) == (["Fresh words"], [])


def test_what_is_cancelled_leaves_no_row_behind():
    review = scheduled_review(at=timezone.now() + timedelta(hours=2), headline="Never")

    cancel(review, by=None)

    assert found("never", at=timezone.now() + timedelta(days=1)) == []


# -- extracts -------------------------------------------------------------------------------


def extract(typed: str) -> list[tuple[str, bool]]:
    return find(Search(typed=typed), timezone.now()).hits[0].extract


def test_an_extract_shows_some_thirty_words_around_what_was_found():
    words = " ".join(f"word{number}" for number in range(300))
    live_review(body=f"<p>{words} a zither plays {words}</p>")

    parts = extract("zithers plays")

    text = "".join(text for text, _found in parts)
    assert [text for text, found in parts if found] == ["zither", "plays"]
    assert text.startswith("… word")
    assert text.endswith(" …")
    assert 25 <= len(text.split()) <= 40


def test_an_extract_is_taken_where_the_words_stand_together():
    far = " ".join(["Something."] * 60)
    live_review(body=f"<p>A tower. {far} The fever on the tower. {far}</p>")

    marked = [text for text, found in extract("fever tower") if found]

    assert marked == ["fever", "tower"]


def test_marks_take_the_syllables_that_were_typed_and_leave_the_particle():
    live_review(language="ko", body="<p>영화 기생충은 계단이다.</p>")

    parts = extract("기생충")

    assert ("기생충", True) in parts
    assert "".join(text for text, _found in parts) == "영화 기생충은 계단이다."


def test_found_by_a_name_alone_a_piece_shows_how_it_begins():
    film = make_film("Amber")
    live_review(film=film, body="<p>It begins here.</p>")

    assert extract("amber") == [("It begins here.", False)]


def test_headlines_are_marked_by_all_spellings():
    live_review(headline="Amélie’s Dinosaurs")

    hit = find(Search(typed="amelie dinosaur"), timezone.now()).hits[0]

    assert hit.headline == [("Amélie’s", True), (" ", False), ("Dinosaurs", True)]
