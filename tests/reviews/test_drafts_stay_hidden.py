"""What is not live shows nowhere: not its words, not its address, not its being there.

Each piece planted here has a word of its own in everything it consists of; the word is looked
for in the body and the headers of every address that is linked or can be guessed.
"""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from authors.models.author import Author
from recommendations.models.recommendation import Recommendation
from reviews.models.film import Film
from reviews.models.people import Credit, Person
from reviews.models.review import Byline, Review
from reviews.models.tag import Tag
from reviews.publish import cancel, publish, withdraw
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_trailer,
)
from tests.reviews.walk import crawl, guessable_addresses, text_of

pytestmark = pytest.mark.django_db

STATES = ("draft", "scheduled", "withdrawn", "superseded", "cancelled")


def planted(state: str) -> Review:
    """A draft that has `zq<state>` in everything it consists of."""

    def word(place: str) -> str:
        return f"zq{state}{place}"

    def picture(place: str):
        words = {name: word(f"{place}{name}") for name in ("alt", "caption", "credit")}
        return make_picture(**words)

    film = make_film(
        word("film"),
        original_title=word("original"),
        synopsis=word("synopsis"),
        studio=word("studio"),
        poster=picture("poster"),
    )
    person = Person.objects.create(name=word("person"), original_name=word("originalname"))
    Credit.objects.create(film=film, person=person, character=word("character"))
    make_trailer(film, title=word("trailer"), uploader=word("uploader"))
    tag = Tag.objects.create(name=word("tag"), description=word("tagdescription"))
    review = draft_review(
        film=film,
        authors=[make_author(word("author"), bio=f"<p>{word('bio')}</p>", photo=picture("photo"))],
        also_about=[make_film(word("alsoabout"))],
        tags=[tag.name],
        headline=word("headline"),
        slug=word("slug"),
        rating_line=word("ratingline"),
        rating_printed=word("rating"),
        body=f"<p>{word('body')} and more to read.</p>",
        description=word("description"),
        disclosure=word("disclosure"),
        lead_picture=picture("lead"),
    )
    Recommendation.objects.create(
        review=review, url=f"https://example.org/{word('link')}", title=word("recommendation")
    )
    return review


def plant(state: str) -> Review:
    review, now = planted(state), timezone.now()
    match state:
        case "scheduled":
            publish(review, by=None, at=now + timedelta(days=3))
        case "withdrawn":
            publish(review, by=None, at=now - timedelta(days=3), origin="import")
            withdraw(review, by=None)
        case "superseded":
            publish(review, by=None, at=now - timedelta(days=3), origin="import")
            rewrite(review)
            publish(review, by=None)
        case "cancelled":
            publish(review, by=None, at=now + timedelta(days=3))
            cancel(review, by=None)
    return review


def rewrite(review: Review) -> None:
    """Give the piece another text in every respect."""
    review.film, review.lead_picture = make_film("Plain Film"), make_picture(alt="Plain")
    review.headline, review.slug = "A plain headline", "a-plain-headline"
    review.rating_line = review.description = review.disclosure = review.rating_printed = "Plain"
    review.body = "<p>A plain body.</p>"
    review.save()
    review.bylines.all().delete()
    Byline.objects.create(review=review, author=make_author("Plain Author"))
    review.also_about.all().delete()
    review.tags.set(["plain tag"])
    review.desk_recommendations.all().delete()


def told(answer) -> str:
    """All that an answer says: its headers and its body."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{text_of(answer)}".casefold()


def recommending(*targets: Review) -> Review:
    """A live piece whose editor recommends others, in words of her own."""
    review = live_review(tags=["shared"], headline="Recommends")
    for position, target in enumerate(targets):
        Recommendation.objects.create(
            review=review,
            target=target,
            position=position,
            title=f"{target.headline}title",
            excerpt=f"{target.headline}excerpt",
            picture=make_picture(alt=f"{target.headline}picture"),
        )
    return review


def test_no_public_address_says_a_word_of_what_is_not_live(client):
    hidden = [plant(state) for state in STATES if state != "superseded"]
    recommending(*hidden)
    plant("superseded")

    crawled = crawl(client)
    guessed = {address: client.get(address) for address in guessable_addresses()}

    leaks = [
        f"{state} at {address}"
        for address, answer in [*crawled.items(), *guessed.items()]
        for state in STATES
        if f"zq{state}" in told(answer)
    ]
    assert leaks == []
    assert {answer.status_code for answer in crawled.values()} == {200}
    assert {answer.status_code for answer in guessed.values()} == {200, 301, 404, 410}


def test_nothing_answers_for_what_hangs_on_a_hidden_piece_alone(client):
    for state in STATES:
        plant(state)
    named = "name__contains", "title__contains"
    paths = [
        thing.get_absolute_url()
        for model, field in (
            (Film, named[1]),
            (Person, named[0]),
            (Author, named[0]),
            (Tag, named[0]),
        )
        for thing in model.objects.filter(**{field: "zq"})
    ]

    answers = {path: client.get(path).status_code for path in paths}

    assert len(answers) == 5 * len(STATES)
    assert set(answers.values()) == {404}


def test_a_draft_and_a_scheduled_piece_change_no_byte_of_any_page(client):
    film, author = make_film("Shared Film"), make_author("Shared Author")
    Credit.objects.create(film=film, person=Person.objects.create(name="Shared Person"))
    shared = {"film": film, "authors": [author], "tags": ["shared"]}
    live_review(at=timezone.now() - timedelta(days=400), **shared)
    live_review(headline="Live", **shared)
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        before = crawl(client)

        draft_review(headline="Hidden draft", **shared)
        publish(
            draft_review(headline="Hidden ahead", **shared),
            by=None,
            at=timezone.now() + timedelta(days=1),
        )
        after = crawl(client)

    assert {address: told(answer) for address, answer in after.items()} == {
        address: told(answer) for address, answer in before.items()
    }


@pytest.mark.parametrize("signed_in", [False, True])
def test_staff_see_no_more_on_public_addresses_than_readers_do(client, editor, signed_in):
    review = plant("draft")
    if signed_in:
        client.force_login(editor)

    answers = [client.get(f"/reviews/{review.slug}/"), client.get("/"), client.get("/reviews/")]

    assert [answer.status_code for answer in answers] == [404, 200, 200]
    assert not any("zqdraft" in told(answer) for answer in answers)


SWITCHES = ("preview=1", "draft=true", "at=9999-01-01T00:00:00Z", "version=1", "stage=drafting")


@pytest.mark.parametrize("switch", SWITCHES)
def test_no_query_switch_shows_a_draft(client, switch):
    review = plant("draft")

    answer = client.get(f"/reviews/{review.slug}/?{switch}")

    assert answer.status_code == 404
    assert "zqdraft" not in told(answer)


def places(review: Review) -> list[str]:
    """Every page that shows a live piece, or that is there because of it."""
    month = timezone.localtime(review.editions.get().published_at)
    film = review.film
    return [
        *("/", "/reviews/", "/films/", "/authors/", "/tags/"),
        f"/archive/{month.year}/",
        f"/archive/{month.year}/{month.month}/",
        f"/reviews/{review.editions.get().slug}/",
        film.get_absolute_url(),
        film.credits.get().person.get_absolute_url(),
        review.bylines.get().author.get_absolute_url(),
        review.tags.get().get_absolute_url(),
        "/an-address-that-leads-nowhere/",
    ]


def seen(client, review: Review) -> list[bool]:
    stem = review.headline.removesuffix("headline")
    return [stem in told(client.get(path)) for path in places(review)]


def test_a_scheduled_piece_comes_by_itself_at_its_moment_everywhere(client):
    moment = timezone.now() + timedelta(hours=2)
    review = planted("scheduled")
    publish(review, by=None, at=moment)
    instant_before = moment - timedelta(microseconds=1)

    with time_machine.travel(instant_before, tick=False):
        before = seen(client, review)
    with time_machine.travel(moment, tick=False):
        after = seen(client, review)

    assert not any(before)
    assert all(after)


def test_a_planned_withdrawal_happens_by_itself_at_its_moment_everywhere(client):
    moment = timezone.now() + timedelta(hours=2)
    review = planted("leaving")
    publish(review, by=None)
    withdraw(review, by=None, at=moment)

    with time_machine.travel(moment - timedelta(microseconds=1), tick=False):
        before = seen(client, review)
    with time_machine.travel(moment, tick=False):
        after = seen(client, review)
        own_page = client.get(f"/reviews/{review.editions.get().slug}/")

    assert all(before)
    assert not any(after)
    assert own_page.status_code == 410


def test_a_scheduled_change_replaces_the_old_text_at_its_moment(client):
    moment = timezone.now() + timedelta(hours=2)
    review = planted("superseded")
    publish(review, by=None)
    rewrite(review)
    publish(review, by=None, at=moment)

    with time_machine.travel(moment - timedelta(microseconds=1), tick=False):
        before = crawl(client)
    with time_machine.travel(moment, tick=False):
        after = crawl(client)

    assert any("zqsuperseded" in told(answer) for answer in before.values())
    assert not any("a plain headline" in told(answer) for answer in before.values())
    assert not any("zqsuperseded" in told(answer) for answer in after.values())
    assert "a plain headline" in told(after["/"])


def test_a_trailer_shows_from_its_moment_on(client):
    moment = timezone.now() + timedelta(hours=2)
    review = live_review(headline="With a trailer")
    make_trailer(review.film, title="Ahead of time", shown_from=moment)
    paths = ["/reviews/with-a-trailer/", review.film.get_absolute_url()]

    with time_machine.travel(moment - timedelta(microseconds=1), tick=False):
        before = ["Ahead of time" in client.get(path).text for path in paths]
    with time_machine.travel(moment, tick=False):
        after = ["Ahead of time" in client.get(path).text for path in paths]

    assert before == [False, False]
    assert after == [True, True]
