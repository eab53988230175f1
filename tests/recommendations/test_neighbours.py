"""What the site itself finds near to a piece, and why."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing.models.generation import SiteGeneration
from recommendations.corpus import Corpus
from recommendations.models.neighbour import Neighbour
from recommendations.neighbours import edition_of, found_by_signal
from recommendations.public import recommended_cards
from recommendations.writing import rebuild, write_around, write_neighbours
from reviews.models.people import Credit, Person
from reviews.publish import publish, withdraw
from tests.factories import draft_review, live_review, make_author, make_film, scheduled_review

pytestmark = pytest.mark.django_db


def film_by(name, role=Credit.Role.DIRECTOR, **fields):
    film = make_film(**fields)
    person, _made = Person.objects.get_or_create(name=name, slug=name.lower().replace(" ", "-"))
    Credit.objects.create(film=film, person=person, role=role)
    return film


def compute(review):
    write_neighbours([review.pk], Corpus(timezone.now()))
    return list(Neighbour.objects.filter(review=review))


def reasons_of(review):
    return {card.headline: card.reason for card in recommended_cards(review.pk, timezone.now())}


def same_film_pair(**fields):
    film = make_film("The Defector")
    return live_review(film=film), live_review(film=film, **fields)


def directed_pair(**fields):
    return live_review(film=film_by("Ann Shin")), live_review(film=film_by("Ann Shin"), **fields)


def written_pair(**fields):
    writer = Credit.Role.WRITER
    return (
        live_review(film=film_by("Ann Shin", writer)),
        live_review(film=film_by("Ann Shin", writer), **fields),
    )


def cast_pair(**fields):
    cast = Credit.Role.CAST
    return (
        live_review(film=film_by("Ann Shin", cast)),
        live_review(film=film_by("Ann Shin", cast), **fields),
    )


def crew_pair(**fields):
    return (
        live_review(film=film_by("Ann Shin", Credit.Role.WRITER)),
        live_review(film=film_by("Ann Shin", Credit.Role.COMPOSER), **fields),
    )


def tagged_pair(**fields):
    return live_review(tags=["Korea"]), live_review(tags=["korea"], **fields)


def authored_pair(**fields):
    ana = make_author("Ana Lin")
    return live_review(authors=[ana]), live_review(authors=[ana], **fields)


def like_pair(**fields):
    words = "<p>Smugglers ferry exiles through frozen marshland by lantern.</p>"
    for number in range(8):
        live_review(body=f"<p>Nothing of the kind, number {number}.</p>")
    return live_review(body=words), live_review(body=words, **fields)


PAIRS = {
    "Also about The Defector": same_film_pair,
    "Also directed by Ann Shin": directed_pair,
    "Also written by Ann Shin": written_pair,
    "Also with Ann Shin": cast_pair,
    "Ann Shin worked on both": crew_pair,
    "Also tagged Korea": tagged_pair,
    "Also by Ana Lin": authored_pair,
    "A text much like this": like_pair,
}


@pytest.mark.parametrize(("words", "make"), PAIRS.items(), ids=PAIRS)
def test_a_piece_is_near_to_another_for_a_reason_in_words(words, make):
    review, _other = make(headline="The near one")

    compute(review)

    assert reasons_of(review)["The near one"] == words


def test_the_nearest_comes_first_and_what_shares_nothing_is_no_neighbour():
    ana = make_author("Ana")
    review = live_review(film=film_by("Ann Shin"), tags=["Korea"], authors=[ana])
    critic = live_review(authors=[ana])
    live_review()
    director = live_review(film=film_by("Ann Shin"), tags=["Korea"])

    near = compute(review)

    assert [row.target_id for row in near] == [director.pk, critic.pk]
    assert [row.rank for row in near] == [0, 1]
    assert near[0].score > near[1].score


def test_a_rare_tag_says_more_than_one_on_many():
    review = live_review(tags=["drama", "falconry"])
    for _number in range(3):
        live_review(tags=["drama"])
    rare = live_review(tags=["falconry"])

    assert compute(review)[0].target_id == rare.pk


def test_a_tag_on_more_than_a_fifth_of_all_pieces_says_nothing():
    review = live_review(tags=["film"])
    for _number in range(8):
        live_review(tags=["film"])
    corpus = Corpus(timezone.now())
    edition = edition_of(review.pk, corpus.at)

    found = found_by_signal(edition, corpus)

    assert found["tags"] == []


def test_the_reason_has_the_name_of_today():
    review, _other = directed_pair(headline="The near one")
    compute(review)

    Person.objects.filter(name="Ann Shin").update(name="Ann S. Shin")

    assert reasons_of(review)["The near one"] == "Also directed by Ann S. Shin"


def test_a_reason_whose_person_is_gone_is_told_in_no_words():
    review, _other = directed_pair(headline="The near one")
    compute(review)

    Credit.objects.all().delete()
    Person.objects.all().delete()

    assert reasons_of(review)["The near one"] == ""


def test_a_change_that_waits_behind_a_live_text_tells_nothing_of_itself():
    review = live_review(tags=["Secret"])
    other = live_review(headline="The near one")
    other.tags.set(["Secret"])
    publish(other, by=None, at=timezone.now() + timedelta(days=1))

    compute(review)
    compute(other)

    assert "Secret" not in "".join(reasons_of(review).values())
    assert "Secret" not in "".join(reasons_of(other).values())


def test_a_piece_that_waits_has_its_neighbours_before_it_is_live():
    moment = timezone.now() + timedelta(days=1)
    near = live_review(film=film_by("Ann Shin"))
    review = scheduled_review(moment, film=film_by("Ann Shin"))

    rows = compute(review)

    assert [row.target_id for row in rows] == [near.pk]


def test_a_draft_has_none_and_is_none():
    review, draft = live_review(film=film_by("Ann Shin")), draft_review(film=film_by("Ann Shin"))

    compute(review)
    compute(draft)

    assert not Neighbour.objects.exists()


def test_computing_one_lets_those_near_to_it_list_it():
    old = live_review(film=film_by("Ann Shin"))
    compute(old)
    new = live_review(film=film_by("Ann Shin"))

    write_around(new.pk, timezone.now())

    assert list(Neighbour.objects.values_list("review", "target").order_by("review")) == [
        (old.pk, new.pk),
        (new.pk, old.pk),
    ]


def test_publishing_computes_it_after_the_commit(django_capture_on_commit_callbacks):
    old = live_review(film=film_by("Ann Shin"))

    with django_capture_on_commit_callbacks(execute=True):
        new = live_review(film=film_by("Ann Shin"))

    assert set(Neighbour.objects.values_list("review", "target")) == {
        (new.pk, old.pk),
        (old.pk, new.pk),
    }


def test_withdrawing_needs_nothing_to_leave_the_panel():
    review, other = directed_pair(headline="The near one")
    compute(review)

    withdraw(other, by=None)

    assert "The near one" not in reasons_of(review)


def generation():
    return SiteGeneration.objects.get().n


@pytest.mark.django_db(transaction=True)
def test_a_rebuild_that_changes_nothing_empties_no_page_cache():
    directed_pair()
    tagged_pair()
    call_command("recommend")
    before = generation()

    call_command("recommend")

    assert generation() == before


def test_a_rebuild_gives_every_piece_its_neighbours_and_takes_away_what_is_none():
    first, second = directed_pair()
    third = live_review()
    Neighbour.objects.create(review=first, target=third, rank=0, score=1, reason="era")

    rebuild(timezone.now())

    assert set(Neighbour.objects.values_list("review", "target")) == {
        (first.pk, second.pk),
        (second.pk, first.pk),
    }


def test_a_rebuild_that_was_killed_goes_on_with_what_is_missing():
    first, second = directed_pair()
    compute(first)
    batches = []

    rebuild(timezone.now(), batches.append, only_missing=True)

    assert batches == [1]
    assert Neighbour.objects.filter(review=second).exists()


@pytest.mark.parametrize("count", [2, 12])
def test_one_piece_costs_the_same_few_queries_however_much_is_shared(count):
    corpus = Corpus(timezone.now() + timedelta(minutes=1))
    ana = make_author("Ana")
    tags = [f"tag {number}" for number in range(count)]
    reviews = [
        live_review(film=film_by("Ann Shin", year=1990 + number), tags=tags, authors=[ana])
        for number in range(count)
    ]
    edition = edition_of(reviews[0].pk, corpus.at)
    assert corpus.size

    with CaptureQueriesContext(connection) as captured:
        found_by_signal(edition, corpus)

    assert len(captured) <= 12
