"""The indexes of readers' search: which there are, and how a database keeps them.

`backend()` is a module with the same functions for both databases. Everything above it neither
knows nor asks which database it is.
"""

from types import ModuleType
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection, connections
from django.db.models import Model

from reviews.search import postgresql, sqlite


def backend() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def indexed_models() -> list[type[Model]]:
    names = ("EditionWords", "SearchName", "DeskWords")
    return [apps.get_model("reviews", name) for name in names]


def make_tables(using: str = "default", **_: Any) -> None:
    """Make what no migration of Django's can say; connected to post_migrate, safe at any time.

    After every migrate, because a table remade by SQLite's schema editor loses its triggers.
    """
    existing = set(connections[using].introspection.table_names())
    models = indexed_models()
    if any(model._meta.db_table not in existing for model in models):
        return
    named = apps.get_model("reviews", "SearchName")
    with connections[using].cursor() as cursor:
        for statement in backend().table_statements(models, named):
            cursor.execute(statement)
    if connection.vendor == "postgresql":
        postgresql.make_trigrams(named)


@register(Tags.database)
def spelling_can_be_guessed(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Say in words what search does without where the database's user may not make extensions."""
    if not databases or connection.vendor != "postgresql" or postgresql.has_trigrams():
        return []
    return [
        Warning(
            "Search finds no “did you mean”: the extension pg_trgm is missing in the database.",
            hint="Let its owner or a superuser run CREATE EXTENSION pg_trgm; then run migrate.",
            id="reviews.W001",
        )
    ]
