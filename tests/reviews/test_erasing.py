"""Erasing for good: no word is left in any table, and the address says it is gone."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from authors.models.author import Author
from publishing.erasing import erase
from publishing.invitations import let_in_again
from publishing.log import Kind, record
from publishing.models.audit_entry import AuditEntry
from publishing.models.kept_form import KeptForm
from publishing.models.preferences import Preferences
from publishing.notices import notify
from recommendations.models.recommendation import Recommendation
from reviews.models.edition import Edition
from reviews.models.people import Credit, Person
from reviews.models.review import Review
from reviews.notices import tell_published
from reviews.publish import NotReady, correct, publish, restore
from reviews.revisions import keep_revision
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_picture,
    make_user,
)

pytestmark = pytest.mark.django_db

WORD = "Quintessenz"


def tables_with(word):
    """Every table in which the word stands, in whatever column."""
    return {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values_list()
        if word.lower() in str(row).lower()
    }


def told_everywhere(editor):
    """A piece whose word stands in as many places as there are."""
    picture = make_picture(alt=WORD, caption=WORD, credit=WORD)
    inside = make_picture(alt=WORD)
    review = live_review(
        headline=f"{WORD} one",
        slug="gone-for-good",
        rating_line=WORD,
        rating_printed=WORD,
        description=WORD,
        disclosure=WORD,
        body=f'<p>{WORD}</p><figure data-picture="{inside.pk}"></figure>',
        lead_picture=picture,
        created_by=editor,
    )
    keep_revision(review, editor)
    correct(review, {"headline": f"{WORD} two"}, editor, correction=f"It was {WORD}")
    review.headline, review.body = f"{WORD} three", f"<p>{WORD} three</p>"
    review.version += 1
    review.save()
    keep_revision(review, editor, why=WORD)
    publish(review, by=editor, at=timezone.now() + timedelta(days=2), note=WORD)
    tell_published(review, make_user())
    label = Review._meta.label
    KeptForm.objects.create(model=label, object_id=str(review.pk), fields={"body": [WORD]})
    Recommendation.objects.create(review=review, url="https://example.org/", title=WORD)
    Recommendation.objects.create(review=live_review(), target=review, title=WORD)
    return review


def test_no_table_holds_a_word_of_an_erased_piece(editor):
    review = told_everywhere(editor)
    assert len(tables_with(WORD)) >= 8

    erase(review, editor, "Asked for.")

    assert tables_with(WORD) == set()


def test_its_address_says_that_it_is_gone_and_why(client, editor):
    review = told_everywhere(editor)

    erase(review, editor, "Asked for.", "Removed by order of a court.")

    answer = client.get("/reviews/gone-for-good/")
    assert answer.status_code == 410
    assert "Removed by order of a court." in answer.text
    assert "Asked for." not in answer.text


def test_as_of_an_earlier_day_it_is_gone_too(desk, editor):
    review = told_everywhere(editor)
    past = timezone.now() - timedelta(days=3)
    Edition.objects.filter(review=review, number=1).update(live_from=past, published_at=past)
    erase(review, editor, "Asked for.")

    instant = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    page = desk.get(f"/as-of/{instant}/")

    assert page.status_code == 200
    assert "gone-for-good" not in page.text


@pytest.mark.parametrize("act", [restore, publish])
def test_an_erased_piece_does_not_come_back(editor, act):
    review = live_review()
    erase(review, editor, "Asked for.")

    with pytest.raises(NotReady, match="erased for good"):
        act(review, by=editor)


def test_its_address_stays_its_own(editor):
    erase(told_everywhere(editor), editor, "Asked for.")

    with pytest.raises(NotReady, match="Another piece has the address"):
        publish(draft_review(slug="gone-for-good"), by=editor)


def test_a_picture_that_another_piece_shows_keeps_its_words(editor):
    picture = make_picture(alt="A tower clock")
    review = live_review(lead_picture=picture)
    live_review(lead_picture=picture)

    erase(review, editor, "Asked for.")

    picture.refresh_from_db()
    assert picture.alt == "A tower clock"


def test_that_it_was_erased_is_on_record_with_the_reason(editor):
    erase(live_review(), editor, "Letter of 3 March.")

    entry = AuditEntry.objects.get(kind=Kind.ERASURE)
    assert (entry.by, entry.sentence) == (editor, "Erased. Letter of 3 March.")


def test_without_a_reason_nothing_is_erased(editor):
    review = live_review(headline="Stays")

    with pytest.raises(ValidationError):
        erase(review, editor, "  ")

    review.refresh_from_db()
    assert review.headline == "Stays"


def test_an_authors_data_is_erased_and_her_pieces_stay(client, editor):
    author = make_author(f"{WORD} Ruiz", bio=f"<p>{WORD}</p>", website="https://a.example/")
    live_review(headline="Stays", authors=[author], slug="stays")
    old = author.get_absolute_url()
    record(editor, author, f"Wrote to {WORD}.")

    erase(author, editor, "Asked for.", "The author asked for it.")

    assert tables_with(WORD) <= {"publishing.OldAddress"}
    assert client.get("/reviews/stays/").status_code == 200
    assert client.get(old).status_code == 410
    assert "The author asked for it." in client.get(old).text


def test_a_film_makers_data_is_erased_and_the_credits_stay(client, editor):
    person = Person.objects.create(name=f"{WORD} Shin", imdb_id="nm1")
    review = live_review()
    Credit.objects.create(film=review.film, person=person)
    old = person.get_absolute_url()

    erase(person, editor, "Asked for.")

    assert tables_with(WORD) <= {"publishing.OldAddress"}
    assert review.film.credits.count() == 1
    assert client.get(old).status_code == 410


def test_a_logins_data_is_erased_and_what_she_did_stays_on_record(editor):
    person = make_user(username=WORD, first_name=WORD, email=f"{WORD}@example.org")
    Author.objects.create(name="Ana", user=person)
    Preferences.objects.create(person=person, time_zone="Asia/Seoul")
    notify("published", [person], WORD)
    let_in_again(person, editor)
    client = Client()
    client.post("/admin/login/", {"username": WORD, "password": "pass"}, REMOTE_ADDR="198.51.100.4")

    erase(person, editor, "Asked for.")

    entry = AuditEntry.objects.get(kind=Kind.SIGN_IN)
    assert tables_with(WORD) == set()
    assert (entry.by, entry.by_name, entry.address) == (person, f"erased-{person.pk}", None)
    assert client.get("/admin/").status_code == 302
    assert Author.objects.get().user is None


def test_only_the_typed_word_erases(desk):
    review = live_review(headline="Stays", slug="stays")
    address = f"/admin/reviews/review/{review.pk}/erase/"

    wrong = desk.post(address, {"reason": "Asked for.", "confirm": "Stays"})
    review.refresh_from_db()
    before = review.headline
    desk.post(address, {"reason": "Asked for.", "confirm": "stays"})
    review.refresh_from_db()

    assert "Nothing was erased" in wrong.text
    assert (before, review.headline) == ("Stays", "")


def test_what_is_erased_is_not_erased_again(desk, editor):
    review = live_review()
    erase(review, editor, "Asked for.")

    assert desk.get(f"/admin/reviews/review/{review.pk}/erase/").status_code == 403
    assert desk.get(review.desk_url).status_code == 200
