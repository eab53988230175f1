"""What every kind of address answers: 200, 301, 404, 405 or 410."""

import unicodedata
from datetime import timedelta
from urllib.parse import quote, unquote

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from publishing.addresses import remember
from reviews.models.content import Kind
from reviews.models.people import Credit, Person
from reviews.models.tag import Tag
from reviews.publish import NotReady, cancel, publish, restore, withdraw
from tests.factories import draft_review, live_review, make_author, make_film

pytestmark = pytest.mark.django_db


def ahead(hours):
    return timezone.now() + timedelta(hours=hours)


def moved(review, slug, at=None):
    """Publish the piece again at another address."""
    review.slug = slug
    review.save()
    publish(review, by=None, at=at)
    return review


def draft(**fields):
    return draft_review(slug="here", **fields)


def live(**fields):
    return live_review(slug="here", **fields)


def scheduled(**fields):
    review = draft(**fields)
    publish(review, by=None, at=ahead(2))
    return review


def cancelled(**fields):
    review = scheduled(**fields)
    cancel(review, by=None)
    return review


def withdrawn(**fields):
    review = live(**fields)
    withdraw(review, by=None)
    return review


def restored(**fields):
    review = withdrawn(**fields)
    restore(review, by=None)
    return review


def moved_away(**fields):
    return moved(live(**fields), "there")


def moved_and_withdrawn(**fields):
    review = moved_away(**fields)
    withdraw(review, by=None)
    return review


def moved_and_back(**fields):
    return moved(moved_away(**fields), "here")


def moving_later(**fields):
    return moved(live(**fields), "there", at=ahead(2))


# The state, then what /reviews/here/ and /reviews/there/ answer to it.
STATES = [
    (draft, 404, 404),
    (live, 200, 404),
    (scheduled, 404, 404),
    (cancelled, 404, 404),
    (withdrawn, 410, 404),
    (restored, 200, 404),
    (moved_away, "/reviews/there/", 200),
    (moved_and_withdrawn, 410, 410),
    (moved_and_back, 200, "/reviews/here/"),
    (moving_later, 200, 404),
]


def answer_of(client, path, method="get"):
    """The status, or where a permanent redirect leads."""
    answer = getattr(client, method)(path)
    return unquote(answer["Location"]) if answer.status_code == 301 else answer.status_code


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(("state", "here", "there"), STATES)
def test_each_state_of_a_piece_has_its_answer_at_each_address(client, state, here, there, method):
    state()

    answers = [answer_of(client, f"/reviews/{slug}/", method) for slug in ("here", "there")]

    assert answers == [here, there]


@pytest.mark.parametrize(("state", "here", "there"), STATES)
def test_the_other_kinds_path_leads_to_the_piece_or_says_the_same(client, state, here, there):
    state()
    lives_at = {200: ("/reviews/here/", "/reviews/there/")}

    answers = [answer_of(client, f"/articles/{slug}/") for slug in ("here", "there")]

    assert answers == [
        lives_at[status][place] if status == 200 else status
        for place, status in enumerate((here, there))
    ]


@pytest.mark.parametrize(
    "query", ["page=2", "utm_source=a&utm_medium=b", "q=%C3%A9&x=%2F%3F", "a=&b"]
)
@pytest.mark.parametrize("old", ["/reviews/here/", "/articles/here/", "/articles/there/"])
def test_a_redirect_keeps_the_query_to_the_letter(client, old, query):
    moved_away()

    answer = client.get(f"{old}?{query}")

    assert answer.status_code == 301
    assert answer["Location"] == f"/reviews/there/?{query}"


def test_an_article_that_becomes_a_review_takes_its_address_along(client):
    piece = live(kind=Kind.ARTICLE)
    piece.kind, piece.film = Kind.REVIEW, make_film()
    piece.save()

    publish(piece, by=None)

    assert answer_of(client, "/articles/here/") == "/reviews/here/"
    assert answer_of(client, "/reviews/here/") == 200


def test_addresses_change_hands_by_themselves_at_the_scheduled_moment(client):
    review = live()
    moment = ahead(2)
    moved(review, "there", at=moment)

    with time_machine.travel(moment, tick=False):
        answers = [answer_of(client, f"/reviews/{slug}/") for slug in ("here", "there")]

    assert answers == ["/reviews/there/", 200]


def test_two_pieces_cannot_swap_addresses(client):
    one, other = live_review(slug="one"), live_review(slug="other")

    for piece, wanted in ((one, "other"), (other, "one")):
        with pytest.raises(NotReady, match="Another piece has the address"):
            moved(piece, wanted)

    assert [answer_of(client, f"/reviews/{slug}/") for slug in ("one", "other")] == [200, 200]


def test_not_even_an_address_left_behind_passes_to_another_piece(client):
    moved_away()

    with pytest.raises(NotReady, match="Another piece has the address"):
        live_review(slug="here")

    assert answer_of(client, "/reviews/here/") == "/reviews/there/"


SCRIPTS = {
    "korean": "기생충-리뷰",
    "cyrillic": "андрей-рублёв",
    "arabic": "باب-الحديد",
    "greek": "η-κυνόδοντας",
    "japanese": "東京物語",
    "french": "les-enfants-du-siècle",
    "vietnamese": "mùi-đu-đủ-xanh",
}


@pytest.mark.parametrize("words", SCRIPTS.values(), ids=SCRIPTS)
def test_a_headline_in_any_script_makes_an_address_that_works(client, words):
    review = live_review(headline=words.replace("-", " "))

    address = review.editions.get().get_absolute_url()

    assert unquote(address) == f"/reviews/{words}/"
    assert client.get(address).status_code == 200
    assert address in client.get("/").text


DECOMPOSED = ("korean", "cyrillic", "greek", "french", "vietnamese")


@pytest.mark.parametrize("query", ["", "?page=1"])
@pytest.mark.parametrize("script", DECOMPOSED)
def test_decomposed_letters_lead_to_the_one_spelling(client, script, query):
    words = SCRIPTS[script]
    live_review(slug=words)
    decomposed = unicodedata.normalize("NFD", words)
    assert decomposed != words

    answer = client.get(f"/reviews/{quote(decomposed)}/{query}")

    assert answer.status_code == 301
    assert answer["Location"] == f"/reviews/{quote(words)}/{query}"


def test_decomposed_letters_never_lead_to_another_host(client):
    path = unicodedata.normalize("NFD", "//example.org/é/").encode().decode("latin-1")

    answer = client.get("/", PATH_INFO=path)

    assert answer.status_code == 301
    assert answer["Location"] == "/%2Fexample.org/%C3%A9/"


THINGS = {
    "review": lambda: live_review(slug="x"),
    "film": lambda: live_review().film,
    "author": lambda: live_review().bylines.get().author,
    "tag": lambda: live_review(tags=["x"]).tags.get(),
    "person": lambda: (
        Credit.objects.create(
            film=live_review().film, person=Person.objects.create(name="Somebody")
        ).person
    ),
}


def home_of(thing):
    return (
        thing.editions.get().get_absolute_url()
        if hasattr(thing, "uid")
        else thing.get_absolute_url()
    )


@pytest.mark.parametrize(
    "path", ["/2013/03/29/old.html", "/old/", "/old", "/reviews/old/", "/오래된/"]
)
@pytest.mark.parametrize("kind", THINGS)
def test_an_old_address_leads_to_whatever_it_was_of(client, kind, path):
    thing = THINGS[kind]()
    remember(quote(path), thing)

    answer = client.get(path)

    assert answer.status_code == 301
    assert answer["Location"] == home_of(thing)


@pytest.mark.parametrize("kind", THINGS)
def test_every_page_with_and_without_its_slash_is_found(client, kind):
    home = home_of(THINGS[kind]())

    answers = [answer_of(client, home), answer_of(client, home.removesuffix("/"))]

    assert answers == [200, home]


def test_an_old_address_is_looked_up_with_its_query_first_and_then_without(client):
    film, author = THINGS["film"](), THINGS["author"]()
    remember("/index.php?film=3", film)
    remember("/index.php", author)

    found = [client.get(path)["Location"] for path in ("/index.php?film=3", "/index.php?film=4")]

    assert found == [film.get_absolute_url(), f"{author.get_absolute_url()}?film=4"]


def test_an_old_address_follows_its_piece_through_later_moves_and_to_its_end(client):
    review = live()
    remember("/2013/old/", review)

    answers = [answer_of(client, "/2013/old/")]
    moved(review, "there")
    answers.append(answer_of(client, "/2013/old/"))
    withdraw(review, by=None)
    answers.append(answer_of(client, "/2013/old/"))

    assert answers == ["/reviews/here/", "/reviews/there/", 410]


@pytest.mark.parametrize("make", [draft, scheduled, cancelled])
def test_an_old_address_of_what_was_never_public_says_nothing(client, make):
    review = make(tags=["unseen"])
    remember("/of-piece/", review)
    remember("/of-film/", review.film)
    remember("/of-author/", review.bylines.get().author)
    remember("/of-tag/", review.tags.get())

    answers = {
        client.get(f"/of-{kind}/").status_code for kind in ("piece", "film", "author", "tag")
    }

    assert answers == {404}


def test_old_addresses_of_what_has_nothing_live_any_more_are_not_found(client):
    review = withdrawn(tags=["unseen"])
    remember("/of-film/", review.film)
    remember("/of-author/", review.bylines.get().author)
    remember("/of-tag/", review.tags.get())

    answers = {client.get(f"/of-{kind}/").status_code for kind in ("film", "author", "tag")}

    assert answers == {404}


def test_a_live_page_comes_before_an_old_address(client):
    live()
    remember("/reviews/here/", make_author())

    assert answer_of(client, "/reviews/here/") == 200


def test_an_old_address_whose_target_is_gone_from_the_database_is_not_found(client):
    tag = Tag.objects.create(name="short-lived")
    remember("/old/", tag)
    tag.delete()

    assert answer_of(client, "/old/") == 404


METHODS = ("post", "put", "patch", "delete", "options", "trace")


@pytest.mark.parametrize(
    "path", ["/", "/reviews/", "/reviews/here/", "/films/", "/nowhere/", "/old/"]
)
@pytest.mark.parametrize("method", METHODS)
def test_readers_pages_are_for_reading_only(method, path):
    review = live()
    remember("/old/", review)
    client = Client(enforce_csrf_checks=True)

    answer = getattr(client, method)(path)

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert not answer.cookies


OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")


@pytest.mark.parametrize("header", OVERRIDES)
@pytest.mark.parametrize("method", ["DELETE", "POST", "<script>"])
def test_a_method_in_a_header_or_the_query_overrides_nothing(client, header, method):
    live()

    answer = client.get(f"/reviews/here/?_method={method}", headers={header: method})

    assert answer.status_code == 200
