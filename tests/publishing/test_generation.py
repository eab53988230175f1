"""The generation: raised by every change that readers may see, and by nothing else."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone

from authors.models.author import Author
from pictures.models.picture import Picture
from publishing.generation import (
    PACKAGES_READERS_DO_NOT_SEE,
    desk_tables,
    readers_do_not_see,
    readers_see,
)
from publishing.instant import site_now
from publishing.models.erasure import Erasure
from publishing.models.generation import SiteGeneration
from publishing.models.old_address import OldAddress
from publishing.models.site_settings import SiteSettings
from publishing.models.text_page import TextPage
from publishing.triggers import make_triggers
from recommendations.models.exclusion import Exclusion
from recommendations.models.front_page_pick import FrontPagePick
from recommendations.models.neighbour import Neighbour
from recommendations.models.recommendation import Recommendation
from reviews.models.edition import EditionByline, EditionFilm, EditionTag
from reviews.models.film import Film
from reviews.models.people import Credit, Person
from reviews.models.review import Byline, Review
from reviews.models.tag import Tag
from reviews.publish import publish
from reviews.revisions import keep_revision
from tests.factories import (
    draft_review,
    live_edition,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_trailer,
)

# On PostgreSQL a generation comes at the commit: only tests that commit can see it.
pytestmark = pytest.mark.django_db(transaction=True)


def generation() -> int:
    return SiteGeneration.objects.get(pk=1).n


def an_edition():
    return live_edition(live_review(tags=["sea"]))


def a_part(model: type[models.Model], **fields):
    """A further part of an edition, as only the door writes it."""
    edition = an_edition()
    when = {name: getattr(edition, name) for name in ("published_at", "live_from", "live_until")}
    return model.objects.create(**fields, **when)


def an_unused_edition():
    edition = an_edition()
    for parts in (edition.bylines, edition.films, edition.edition_tags, edition.names):
        parts.all().delete()
    edition.words.delete()
    return edition


MAKERS = {
    "publishing.SiteSettings": lambda: SiteSettings.objects.create(pk=2),
    "publishing.OldAddress": lambda: OldAddress.objects.create(
        path="/old/", content_type=ContentType.objects.get_for_model(Film), object_id=1
    ),
    "publishing.TextPage": lambda: TextPage.objects.create(title="About us"),
    "publishing.Erasure": lambda: Erasure.objects.create(model="reviews.film", object_id=1),
    "pictures.Picture": make_picture,
    "authors.Author": make_author,
    "reviews.Film": make_film,
    "reviews.Person": lambda: Person.objects.create(name="Ann Shin"),
    "reviews.Credit": lambda: Credit.objects.create(
        film=make_film(), person=Person.objects.create(name="Ann Shin")
    ),
    "reviews.Trailer": lambda: make_trailer(make_film()),
    "reviews.Tag": lambda: Tag.objects.create(name="sea", slug="sea"),
    "reviews.Edition": an_unused_edition,
    "reviews.EditionByline": lambda: a_part(
        EditionByline, edition=an_edition(), author=make_author()
    ),
    "reviews.EditionFilm": lambda: a_part(EditionFilm, edition=an_edition(), film=make_film()),
    "reviews.EditionTag": lambda: a_part(
        EditionTag, content_object=an_edition(), tag=Tag.objects.create(name="ice", slug="ice")
    ),
    "reviews.EditionWords": lambda: an_edition().words,
    "reviews.SearchName": lambda: an_edition().names.get(),
    "recommendations.Exclusion": lambda: Exclusion.objects.create(
        review_id=live_review().pk, target_id=live_review().pk
    ),
    "recommendations.Neighbour": lambda: Neighbour.objects.create(
        review_id=live_review().pk, target_id=live_review().pk, rank=0, score=1, reason="text"
    ),
    "recommendations.FrontPagePick": lambda: FrontPagePick.objects.create(
        review_id=live_review().pk
    ),
    "recommendations.Recommendation": lambda: Recommendation.objects.create(
        review_id=live_review().pk, target_id=live_review().pk, position=1
    ),
}


def labels(some: frozenset[type[models.Model]]) -> set[str]:
    return {model._meta.label for model in some}


def our_models() -> list[type[models.Model]]:
    ours = {
        config.label
        for config in apps.get_app_configs()
        if hasattr(config, "readers_see") or hasattr(config, "readers_do_not_see")
    }
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ours | {"operations"}
    ]


def test_every_model_of_ours_stands_in_exactly_one_list():
    for model in our_models():
        assert (model in readers_see()) != (model in readers_do_not_see()), model


def test_every_package_with_tables_is_known_not_to_be_readers_business():
    packages = {model._meta.app_label for model in apps.get_models()} - {
        model._meta.app_label for model in our_models()
    }

    assert packages <= PACKAGES_READERS_DO_NOT_SEE


def test_the_makers_of_this_file_cover_all_that_readers_see():
    assert set(MAKERS) == labels(readers_see())


@pytest.mark.parametrize("label", MAKERS)
def test_making_changing_and_deleting_what_readers_see_raise_the_generation(label):
    model = apps.get_model(label)
    before = generation()
    row = MAKERS[label]()
    made = generation()
    pk = model._meta.pk.attname

    model.objects.filter(pk=row.pk).update(**{pk: F(pk)})
    changed = generation()
    with connection.cursor() as cursor:  # whatever program does it
        cursor.execute(
            f'DELETE FROM "{model._meta.db_table}" WHERE {model._meta.pk.column} = %s', [row.pk]
        )
    deleted = generation()

    assert before < made < changed < deleted


def test_work_at_the_desk_raises_nothing():
    review = draft_review(authors=[make_author()], tags=["sea"], film=make_film())
    author = make_author()
    before = generation()

    review.headline = "Rewritten"
    review.save()
    Byline.objects.create(review=review, author=author, position=1)
    keep_revision(review, by=None)
    draft = Review.objects.create(headline="Another")
    draft.delete()

    assert generation() == before


def test_what_is_rolled_back_raises_nothing():
    author = make_author()
    before = generation()

    with transaction.atomic():
        Author.objects.filter(pk=author.pk).update(name="Another")
        transaction.set_rollback(True)

    assert generation() == before


def test_what_a_savepoint_takes_back_does_not_hide_what_comes_after():
    author = make_author()
    before = generation()

    with transaction.atomic():
        with transaction.atomic():
            Author.objects.filter(pk=author.pk).update(name="Another")
            transaction.set_rollback(True)
        Author.objects.filter(pk=author.pk).update(name="A third")

    assert generation() > before


@pytest.mark.postgres
def test_on_postgresql_a_transaction_counts_once_however_much_it_changes():
    review = draft_review(tags=["sea", "ice"], authors=[make_author(), make_author()])
    before = generation()

    with transaction.atomic():
        publish(review, by=None)
        Film.objects.update(title="Renamed")

    assert generation() == before + 1


@pytest.mark.postgres
def test_on_postgresql_two_transactions_of_one_connection_count_twice():
    author = make_author()
    before = generation()

    for name in ("One", "Two"):
        Author.objects.filter(pk=author.pk).update(name=name)

    assert generation() == before + 2


def test_a_publication_raises_the_generation():
    review = draft_review()
    before = generation()

    publish(review, by=None)

    assert generation() > before


@pytest.mark.sqlite
def test_a_table_that_sqlite_remade_has_its_triggers_back_after_they_are_made_again():
    with connection.schema_editor() as editor:
        editor._remake_table(Author)
    unheard = generation()
    make_author()
    lost = generation()

    make_triggers()

    make_author()
    assert lost == unheard
    assert generation() > lost


@pytest.mark.parametrize("model", [Author, Picture, Film], ids=lambda model: model.__name__)
def test_making_the_triggers_again_counts_nothing_twice(model):
    maker = MAKERS[model._meta.label]
    start = generation()
    maker()
    step = generation() - start

    make_triggers()
    make_triggers()

    again = generation()
    maker()
    assert generation() - again == step


@pytest.mark.parametrize("behind", [timedelta(0), timedelta(seconds=3), timedelta(days=400)])
def test_no_page_is_told_at_an_instant_before_the_doors_last_act(behind):
    edition = publish(draft_review(), by=None)

    with mock.patch.object(timezone, "now", return_value=edition.live_from - behind):
        now = site_now()

    assert now.at >= edition.live_from
    assert type(edition).objects.live(now.at).get() == edition


def test_between_acts_the_instant_is_this_machines_clock():
    publish(draft_review(), by=None)
    later = datetime.now(UTC) + timedelta(days=2)

    with mock.patch.object(timezone, "now", return_value=later):
        now = site_now()

    assert now.at == later


def test_before_any_act_the_instant_is_this_machines_clock_and_takes_one_query(
    django_assert_num_queries,
):
    SiteGeneration.objects.update(last_act_at=None, n=7)

    with django_assert_num_queries(1):
        now = site_now()

    assert now.generation == 7
    assert abs(now.at - timezone.now()) < timedelta(minutes=1)


def test_no_table_is_both_read_by_readers_and_walled_off():
    seen = {model._meta.db_table for model in readers_see()}

    assert desk_tables()
    assert seen.isdisjoint(desk_tables())
