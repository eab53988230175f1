"""Which tables readers see, and which only the desk does.

Every AppConfig of ours names its models in `readers_see` or `readers_do_not_see`. From the
first list come the triggers that count generations, from the second the wall that keeps
public requests off desk tables. A model in neither fails a test.
"""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import models

# Tables of packages, none of which a reader's page may need; ContentType leads to old addresses.
PACKAGES_READERS_DO_NOT_SEE = {
    "account",
    "admin",
    "auth",
    "contenttypes",
    "django_tasks_db",
    "django_tasks_database",
    "mfa",
    "sessions",
    "taggit",
    "usersessions",
}
OPEN_TO_EVERY_REQUEST = {"publishing_sitegeneration", "django_content_type"}


def _declared(attribute: str) -> Iterator[type[models.Model]]:
    for config in apps.get_app_configs():
        for name in getattr(config, attribute, ()):
            yield config.get_model(name)


@cache
def readers_see() -> frozenset[type[models.Model]]:
    """Models whose every change must reach readers."""
    return frozenset(_declared("readers_see"))


@cache
def readers_do_not_see() -> frozenset[type[models.Model]]:
    """Models that no public request may read."""
    packages = (
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in PACKAGES_READERS_DO_NOT_SEE
    )
    return frozenset([*_declared("readers_do_not_see"), *packages])


@cache
def desk_tables() -> frozenset[str]:
    """Names of the tables a public request may not name in its SQL."""
    return frozenset(model._meta.db_table for model in readers_do_not_see()) - OPEN_TO_EVERY_REQUEST
