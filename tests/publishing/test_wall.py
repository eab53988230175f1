"""The wall: a public view that reaches for the desk fails, whichever way it reaches."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path

from publishing.generation import (
    OPEN_TO_EVERY_REQUEST,
    desk_tables,
    readers_do_not_see,
    readers_see,
)
from publishing.wall import DraftRead
from reviews.models.edition import Edition, EditionByline
from reviews.models.film import Film
from reviews.models.tag import Tag
from tests.factories import live_review

pytestmark = pytest.mark.django_db


def reach() -> Any:
    """What the view does; each test puts its own in this place."""


def careless_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(reach()))


urlpatterns = [
    path("careless/", careless_view),
    path("admin/careless/", careless_view),
    path("preview/careless/", careless_view),
]


@pytest.fixture
def visit(settings, client, monkeypatch):
    """Let a public view, or the one at another path, run what it is given."""
    settings.ROOT_URLCONF = __name__

    def visit(reaching: Callable[[], Any], where: str = "/careless/") -> str:
        monkeypatch.setitem(globals(), "reach", reaching)
        return client.get(where).text

    return visit


def film_of_a_live_review() -> Film:
    return live_review(headline="Live", tags=["sea"]).film


WAYS = {
    "from an edition to its desk row": lambda: Edition.objects.first().review,
    "filtering by the desk row": lambda: Edition.objects.filter(review__stage="drafting").first(),
    "ordering by the desk row": lambda: Edition.objects.order_by("review__saved_at").first(),
    "joining the desk row": lambda: Edition.objects.select_related("review").first(),
    "values of the desk row": lambda: list(Edition.objects.values("review__headline")),
    "fetching desk rows ahead": lambda: list(Edition.objects.prefetch_related("review")),
    "excluding by a subquery": lambda: Edition.objects.exclude(review__bylines=None).exists(),
    "from a film": lambda: list(Film.objects.get().desk_reviews.all()),
    "counting from a film": lambda: Film.objects.get().desk_reviews.count(),
    "from a film's other pieces": lambda: Film.objects.get().desk_also_about.exists(),
    "annotating a film": lambda: list(Film.objects.annotate(models.Count("desk_reviews"))),
    "from a byline's author": lambda: EditionByline.objects.get().author.desk_bylines.exists(),
    "from a tag": lambda: list(Tag.objects.get().desk_review_tags.all()),
    "from an author to her login": lambda: list(
        EditionByline.objects.values_list("author__user__username")
    ),
}


@pytest.mark.parametrize("reaching", WAYS.values(), ids=WAYS)
def test_a_public_view_that_reaches_for_the_desk_fails(visit, reaching):
    film_of_a_live_review()

    with pytest.raises(DraftRead, match="A public page reads"):
        visit(reaching)


OLD_NAMES = {
    "film.reviews": lambda: Film.objects.get().reviews,
    "author.reviews": lambda: EditionByline.objects.get().author.reviews,
    "author.bylines": lambda: EditionByline.objects.get().author.bylines,
    "tag.reviews": lambda: Tag.objects.get().reviews,
}


@pytest.mark.parametrize("reaching", OLD_NAMES.values(), ids=OLD_NAMES)
def test_the_names_that_would_lead_to_drafts_by_habit_do_not_exist(visit, reaching):
    film_of_a_live_review()

    with pytest.raises(AttributeError):
        visit(reaching)


WALLED_OFF = sorted(
    (model for model in readers_do_not_see() if model._meta.db_table not in OPEN_TO_EVERY_REQUEST),
    key=lambda model: model._meta.label,
)


@pytest.mark.parametrize("model", WALLED_OFF, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("asking", ["exists", "count", "first"])
def test_every_table_that_readers_do_not_see_is_walled_off(visit, model, asking):
    with pytest.raises(DraftRead, match=model._meta.db_table):
        visit(getattr(model._base_manager.all(), asking))


@pytest.mark.parametrize("table", ["auth_user", "django_session", "reviews_review"])
def test_the_tables_that_matter_most_are_among_them(table):
    assert table in desk_tables()


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE "reviews_review" SET headline = headline',
        'DELETE FROM "reviews_review" WHERE id = 0',
        'SELECT 1 WHERE EXISTS (SELECT 1 FROM "reviews_review")',
    ],
)
def test_statements_written_by_hand_are_stopped_too(visit, statement):
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    with pytest.raises(DraftRead):
        visit(run)


@pytest.mark.parametrize(
    "model", sorted(readers_see(), key=lambda model: model._meta.label), ids=lambda m: m._meta.label
)
def test_every_table_that_readers_see_is_open(visit, model):
    told = visit(model._base_manager.count)

    assert told.isdigit()


@pytest.mark.parametrize("where", ["/admin/careless/", "/preview/careless/"])
@pytest.mark.parametrize("reaching", WAYS.values(), ids=WAYS)
def test_staff_paths_pass(visit, reaching, where):
    film_of_a_live_review()

    told = visit(reaching, where)

    assert told


@pytest.mark.parametrize("where", ["/administrator/", "/Admin/", "/adminx/", "/previews/"])
def test_a_path_that_only_resembles_the_desks_is_public(visit, settings, where, monkeypatch):
    route = path(where.lstrip("/"), careless_view)
    monkeypatch.setitem(globals(), "urlpatterns", [route])
    film_of_a_live_review()

    with pytest.raises(DraftRead):
        visit(WAYS["from an edition to its desk row"], where)


def test_in_production_the_wall_costs_nothing_and_stops_nothing(visit, settings):
    settings.DRAFT_WALL = False
    film_of_a_live_review()

    told = visit(WAYS["from an edition to its desk row"])

    assert told == "Live"
