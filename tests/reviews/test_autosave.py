"""Unsaved text, by the posts that the scripts make: kept raw, offered back, gone with a save."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews.models.autosave import Autosave
from reviews.models.review import Review
from tests.desk import form_of, post
from tests.factories import draft_review, make_author, make_film, make_user
from tests.reviews.test_stale_saves import TEXT, save, signed_in

pytestmark = pytest.mark.django_db

ADD = "/admin/reviews/review/add/"
UNSAVED = "/admin/reviews/review/unsaved/"
HERE = "/admin/reviews/review/here/"


@pytest.fixture
def ana(db):
    return signed_in("ana", first_name="Ana")


def keep(client, form, review=None, **facts):
    """What autosave.js sends."""
    own = {"_review": review.pk if review else ""}
    return client.post(UNSAVED, form | own | facts)


def test_a_form_is_kept_as_typed_valid_or_not(ana):
    typed = form_of(ana, ADD) | {"headline": "", "rating": "many", "slug": "?!", "tags": "a, b"}

    answer = keep(ana, typed)

    kept = Autosave.objects.get()
    assert answer.json()["at"].endswith("UTC")
    assert (kept.form["rating"], kept.form["tags"]) == (["many"], ["a, b"])
    assert not Review.objects.exists()


def test_it_is_offered_back_and_stands_in_the_form_with_rows_tags_and_rich_text(ana):
    film, author, other = make_film(), make_author(), make_film()
    rich = "<p>Some <strong>rich</strong> text.</p>"
    typed = form_of(ana, ADD) | {
        "film": str(film.pk),
        "body": rich,
        "tags": "one, two",
        "rating": "many",
        "bylines-0-author": str(author.pk),
        "also_about-TOTAL_FORMS": "1",
        "also_about-0-film": str(other.pk),
        "also_about-0-id": "",
        "also_about-0-review": "",
        "also_about-0-position": "0",
    }
    keep(ana, typed)
    kept = Autosave.objects.get()

    offer = ana.get(ADD).text
    page = ana.get(f"{ADD}?unsaved={kept.page}")
    back = form_of(ana, f"{ADD}?unsaved={kept.page}")

    assert "You have unsaved text of" in offer
    assert "It is not saved yet." in page.text
    assert "errorlist" not in page.text
    for name in ("film", "body", "tags", "rating", "bylines-0-author", "also_about-0-film"):
        assert back[name] == typed[name]
    assert back["_page"] == str(kept.page)
    assert not Review.objects.exists()


def test_a_real_save_removes_it_and_nothing_is_offered(ana):
    review = draft_review(body=TEXT)
    typed = form_of(ana, review) | {"headline": "Typed"}
    keep(ana, typed, review)

    save(ana, review, typed)

    assert not Autosave.objects.exists()
    assert "You have unsaved text" not in ana.get(review.desk_url).text


def test_a_refused_save_keeps_it_and_the_page_goes_on_under_its_name(ana):
    review = draft_review(body=TEXT)
    typed = form_of(ana, review) | {"rating": "many"}
    keep(ana, typed, review)

    page = save(ana, review, typed)

    assert Autosave.objects.count() == 1
    assert f'name="_page" value="{typed["_page"]}"' in page.text
    assert "You have unsaved text" not in page.text


def test_two_windows_of_one_person_keep_two_texts(ana):
    review = draft_review(body=TEXT)
    first, second = form_of(ana, review), form_of(ana, review)

    keep(ana, first | {"headline": "First"}, review)
    keep(ana, second | {"headline": "Second"}, review)
    keep(ana, first | {"headline": "First again"}, review)

    kept = sorted(row.form["headline"][0] for row in Autosave.objects.all())
    assert kept == ["First again", "Second"]
    assert ana.get(review.desk_url).text.count("You have unsaved text") == 2


def test_it_is_discarded_by_its_button(ana):
    review = draft_review(body=TEXT)
    keep(ana, form_of(ana, review), review)
    kept = Autosave.objects.get()

    response = ana.post(reverse("admin:reviews_review_discard", args=[kept.page]), follow=True)

    assert "The unsaved text is discarded." in response.text
    assert not Autosave.objects.exists()


def test_only_its_writer_can_see_or_discard_it(ana):
    review = draft_review(body=TEXT)
    keep(ana, form_of(ana, review) | {"headline": "Hers alone"}, review)
    kept = Autosave.objects.get()
    ben = signed_in("ben")

    seen = ben.get(f"{review.desk_url}?unsaved={kept.page}", follow=True)
    offered = ben.get(f"{UNSAVED}?review={review.pk}")
    ben.post(reverse("admin:reviews_review_discard", args=[kept.page]))
    ben.post(UNSAVED, {"_page": kept.page, "_review": review.pk, "headline": "His"})

    assert "Hers alone" not in seen.text
    assert "here no longer" in seen.text
    assert "unsaved text of" not in offered.text
    assert Autosave.objects.get(pk=kept.pk).form["headline"] == ["Hers alone"]


def test_it_is_put_onto_what_a_colleague_saved_since(ana):
    review = draft_review(body=TEXT, headline="Old", authors=[make_author("One")])
    typed = form_of(ana, review)
    keep(ana, typed | {"rating_line": "Hers", "body": TEXT.replace("last", "LAST")}, review)
    ben = signed_in("ben", first_name="Ben")
    changed = {"headline": "His", "bylines-0-DELETE": "on", "body": TEXT.replace("near", "far")}
    save(ben, review, form_of(ben, review), **changed)

    address = f"{review.desk_url}?unsaved={Autosave.objects.get().page}"
    page = ana.get(address)
    back = form_of(ana, address)
    save(ana, review, back)

    review.refresh_from_db()
    assert "Ben saved version 2" in page.text
    assert (review.headline, review.rating_line) == ("His", "Hers")
    assert "LAST" in review.body
    assert "far" in review.body
    assert not review.bylines.exists()


def test_where_both_changed_the_same_words_the_typed_ones_stand_and_save_asks(ana):
    review = draft_review(body=TEXT, headline="Old")
    keep(ana, form_of(ana, review) | {"headline": "Hers"}, review)
    ben = signed_in("ben", first_name="Ben")
    save(ben, review, form_of(ben, review), headline="His")

    address = f"{review.desk_url}?unsaved={Autosave.objects.get().page}"
    page = ana.get(address)
    back = form_of(ana, address)
    answer = save(ana, review, back)

    assert "when you save, both texts are shown" in page.text
    assert back["headline"] == "Hers"
    assert answer.status_code == 409


def test_what_was_typed_into_a_piece_that_is_gone_becomes_a_new_one(ana):
    review = draft_review(body=TEXT, authors=[make_author()])
    typed = form_of(ana, review) | {"headline": "Kept"}
    review.bylines.all().delete()
    number = review.pk
    review.delete()

    ana.post(UNSAVED, typed | {"_review": number})
    kept = Autosave.objects.get()
    back = form_of(ana, f"{ADD}?unsaved={kept.page}")
    post(ana, ADD, back | {"_save": ""})

    assert kept.review is None
    assert Review.objects.get().headline == "Kept"
    assert Review.objects.get().bylines.count() == 1


def test_a_text_that_waited_in_the_browser_is_told_by_the_time_it_was_typed(ana):
    keep(ana, form_of(ana, ADD), _age=str(3 * 3_600_000))

    age = timezone.now() - Autosave.objects.get().at
    assert timedelta(hours=3) <= age < timedelta(hours=3, minutes=5)


@pytest.mark.parametrize("age", ["", "x", "-5", "9" * 40, "1.5"])
def test_an_age_that_makes_no_sense_is_now(ana, age):
    answer = keep(ana, form_of(ana, ADD), _age=age)

    assert answer.status_code == 200
    assert timezone.now() - Autosave.objects.get().at < timedelta(minutes=5)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"_page": "x"},
        {"_page": "\x00"},
        {"_page": str(uuid4()), "body": "x" * 10_000_001},
        {"_page": "9" * 200},
    ],
    ids=["nothing", "no page", "null", "too long", "long name"],
)
def test_what_is_no_form_of_ours_is_refused_in_words_a_script_understands(ana, fields):
    answer = ana.post(UNSAVED, fields)

    assert answer.status_code == 413
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("review", ["x", "-1", "9" * 30, "\x00", "99999"])
def test_a_piece_that_is_none_is_none(ana, review):
    page = str(uuid4())

    answer = ana.post(UNSAVED, {"_page": page, "_review": review, "headline": "\x00Kept"})

    assert answer.status_code == 200
    assert Autosave.objects.get().form["headline"] == ["Kept"]


@pytest.mark.parametrize(
    "unsaved", ["x", "", "\x00", "5f0c6a4e-8d1b-4c57-9a53-1f2e3d4c5b6a", "9" * 400]
)
def test_an_unsaved_text_that_is_none_leads_to_the_plain_form(ana, unsaved):
    review = draft_review()

    response = ana.get(review.desk_url, {"unsaved": unsaved}, follow=True)

    assert response.status_code in (200, 400)


@pytest.mark.parametrize("address", [HERE, UNSAVED])
@pytest.mark.parametrize("method", ["get", "post"])
def test_scripts_of_signed_out_people_get_401_and_no_sign_in_page(client, address, method):
    answer = getattr(client, method)(address)

    assert answer.status_code == 401
    assert json.loads(answer.content) == {"signed_in": False}


def test_who_may_write_nothing_keeps_nothing(client):
    client.force_login(make_user("pictures.view_picture"))

    answer = client.post(UNSAVED, {"_page": str(uuid4())})

    assert answer.status_code == 403


def test_a_page_that_somebody_else_opened_keeps_nothing_in_this_persons_name(ana):
    answers = [
        ana.post(address, {"_page": str(uuid4()), "_user": "0"}) for address in (UNSAVED, HERE)
    ]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert not Autosave.objects.exists()


def test_a_script_without_the_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(is_superuser=True))

    refused = client.post(HERE, {})
    token = client.get(HERE).json()["token"]
    accepted = client.post(HERE, {}, headers={"X-CSRFToken": token})

    assert (refused.status_code, accepted.status_code) == (403, 200)


def test_a_save_tells_the_browser_to_forget_its_copy_only_where_there_is_one(ana):
    review = draft_review(body=TEXT)
    typed = form_of(ana, review) | {"_save": ""}

    without = ana.post(review.desk_url, typed)
    typed = form_of(ana, review) | {"_save": "", "_copy": "1"}
    with_copy = ana.post(review.desk_url, typed)

    assert not [name for name in without.cookies if name.startswith("desk-done")]
    assert with_copy.cookies[f"desk-done-{typed['_page']}"].value == "1"


def test_unsaved_texts_are_no_texts_of_the_piece(ana, client):
    review = draft_review(body=TEXT)

    keep(ana, form_of(ana, review) | {"headline": "Typed"}, review)

    before = review.saved_at
    review.refresh_from_db()
    assert (review.version, review.saved_at) == (1, before)
    assert not review.revisions.exists()


def test_keeping_costs_the_same_for_short_and_long_forms(ana):
    review = draft_review(body=TEXT)
    form = form_of(ana, review)

    def cost(**typed):
        with CaptureQueriesContext(connection) as captured:
            keep(ana, form | typed, review)
        return len([q for q in captured if "SAVEPOINT" not in q["sql"]])

    cost()
    short = cost(body="<p>a</p>")
    assert cost(body="<p>word</p>" * 5000, tags=", ".join(map(str, range(50)))) == short
    assert short <= 8
