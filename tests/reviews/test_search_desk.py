"""Finding at the desk: pieces, films and people in the lists, our own addresses for links."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from reviews.models.people import Credit, Person
from reviews.publish import withdraw
from reviews.publish.rename import film_saved, person_saved
from reviews.revisions import keep_revision
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_user,
    scheduled_review,
)

pytestmark = pytest.mark.django_db


def saved_draft(**fields):
    """A draft as the form saves it."""
    review = draft_review(**fields)
    keep_revision(review, by=None)
    return review


def listed(desk, typed: str, kind: str = "review") -> list[str]:
    answer = desk.get(f"/admin/reviews/{kind}/", {"q": typed})
    assert answer.status_code == 200
    return [str(row) for row in answer.context["cl"].result_list]


@pytest.mark.parametrize(
    "typed", ["zither", "ZITH", "amelie", "gaynor jan", "brandtner", "seaside", "marvel", "1937"]
)
def test_a_draft_is_found_by_all_its_names_and_their_beginnings(desk, typed):
    film = make_film("Amélie", year=1937)
    Credit.objects.create(film=film, person=Person.objects.create(name="Janet Gaynor"))
    saved_draft(
        film=film,
        headline="Zither",
        rating_line="Marvellous",
        authors=[make_author("Jo Brandtner")],
        tags=["seaside"],
    )
    saved_draft(headline="Another")

    assert listed(desk, typed) == ["Zither"]


def test_a_piece_is_found_by_the_words_of_its_public_text(desk):
    live_review(headline="Vienna", body="<p>A zither plays under the bridge.</p>")
    saved_draft(headline="Another")

    assert listed(desk, "zithers bridge") == ["Vienna"]


def test_the_list_says_what_it_took_a_slip_for(desk):
    live_review(headline="The fence", film=make_film("Jurassic Park"))

    answer = desk.get("/admin/reviews/review/?q=jurrasik")

    assert [str(row) for row in answer.context["cl"].result_list] == ["The fence"]
    assert "Nothing has “jurrasik”. These have “Jurassic”." in answer.text


def test_films_and_people_are_found_by_other_spellings(desk):
    film = make_film("Le Fabuleux Destin d’Amélie Poulain", original_title="Amélie")
    person = Person.objects.create(name="Renée Falconetti")
    make_film("Another")
    film_saved(film)
    person_saved(person)

    assert listed(desk, "amelie", "film") == [str(film)]
    assert listed(desk, "amelei", "film") == [str(film)]
    assert listed(desk, "renee", "person") == [str(person)]
    assert listed(desk, "falconeti", "person") == [str(person)]


def test_a_film_saved_at_the_desk_is_found_by_its_new_title(desk, editor):
    from tests.desk import form_of

    film = make_film("Old")
    address = f"/admin/reviews/film/{film.pk}/change/"

    desk.post(address, {**form_of(desk, address), "title": "Œuvre"}, follow=True)

    assert listed(desk, "oeuvre", "film") == ["Œuvre"]


@pytest.mark.parametrize("typed", ['"', "%", "*", "a" * 5000, "가" * 300, "\x01", "'", "&|!", "()"])
@pytest.mark.parametrize("kind", ["review", "film", "person"])
def test_whatever_is_typed_is_answered(desk, kind, typed):
    live_review()

    assert desk.get(f"/admin/reviews/{kind}/", {"q": typed}).status_code == 200
    assert desk.get("/admin/reviews/review/links/", {"q": typed}).status_code == 200


# -- the link box ---------------------------------------------------------------------------


def links(desk, typed: str) -> list[tuple[str, str, str]]:
    answer = desk.get("/admin/reviews/review/links/", {"q": typed})
    return [(one["text"], one["note"], one["url"]) for one in answer.json()["results"]]


def test_own_reviews_films_and_people_are_offered_with_their_addresses(desk):
    film = make_film("Jurassic Park", year=1993)
    Credit.objects.create(film=film, person=Person.objects.create(name="Jude Law"))
    live_review(headline="Juries", slug="juries", film=film)

    assert links(desk, "ju") == [
        ("Juries", "review", "/reviews/juries/"),
        ("Jurassic Park (1993)", "film", "/films/jurassic-park-1993/"),
        ("Jude Law", "person", "/people/jude-law/"),
    ]


def test_what_has_no_page_yet_says_so_and_a_draft_is_not_offered(desk):
    film = make_film("Jaws")
    film_saved(film)
    saved_draft(headline="Jawbone", film=film)
    scheduled_review(
        at=timezone.now() + timedelta(days=1), headline="Jawline", slug="jawline", film=film
    )
    withdraw(live_review(headline="Jawless"), by=None)

    assert links(desk, "jaw") == [
        ("Jawline", "review, scheduled", "/reviews/jawline/"),
        ("Jaws", "film, no page yet", "/films/jaws/"),
    ]


def test_nothing_typed_is_answered_by_nothing(desk):
    live_review()

    assert links(desk, "") == []


def test_the_link_box_answers_only_who_may_see_pieces(client):
    live_review(headline="Jaws")
    somebody, writer = make_user(), make_user()
    writer.groups.add(Group.objects.get(name="Writer"))

    anonymous = client.get("/admin/reviews/review/links/?q=jaws")
    client.force_login(somebody)
    refused = client.get("/admin/reviews/review/links/?q=jaws")
    client.force_login(writer)
    answered = client.get("/admin/reviews/review/links/?q=jaws")

    assert anonymous.status_code == 302
    assert refused.status_code == 403
    assert answered.status_code == 200
