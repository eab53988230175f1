"""What each role may do, as code; groups of the same names are made of it after every migrate.

A group is only how a role reaches the database: code asks for permissions, never for a group.
A permission holds for what is public too. What a writer may do besides, to her own pieces and
while nothing is public, the desk judges by the state of each object (reviews/desk/rights.py).
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps as all_apps
from django.apps.registry import Apps
from django.contrib.auth.models import Group, Permission


def _may(verbs: str, *models: str) -> Iterator[str]:
    """Permissions such as reviews.add_film, for every verb on every model."""
    for model in models:
        app, name = model.split(".")
        yield from (f"{app}.{verb}_{name}" for verb in verbs.split())


WRITER = frozenset(
    (
        *_may("view add change", "reviews.review"),
        *_may("view add", "reviews.film", "reviews.person", "reviews.tag", "pictures.picture"),
        *_may("view", "authors.author", "reviews.trailer", "recommendations.recommendation"),
        # Rows of the forms of a piece and a film: to take one out is an ordinary change.
        *_may("view add change delete", "reviews.byline", "reviews.alsoabout", "reviews.credit"),
    )
)
TRAILER_DESK = frozenset(
    (
        *_may("view add change delete", "reviews.trailer"),
        *_may("view add", "reviews.film", "pictures.picture"),
        *_may("view", "reviews.review"),
    )
)
EDITOR = WRITER | frozenset(
    (
        *_may("view add change delete", "reviews.review", "reviews.film", "reviews.person"),
        *_may("view add change delete", "reviews.tag", "pictures.picture", "authors.author"),
        *_may("view add change delete", "reviews.trailer", "recommendations.recommendation"),
        *_may("view", "publishing.oldaddress"),
        *_may("view add change delete", "publishing.textpage", "recommendations.frontpagepick"),
        *_may("view", "moving.move"),
        "moving.export_pieces",
        "reviews.publish_review",
        "reviews.correct_review",
        "reviews.edit_any_review",
        "reviews.set_embargo",
    )
)
ADMINISTRATOR = EDITOR | frozenset(
    (
        "reviews.lift_embargo",
        *_may("add delete", "moving.move"),
        *_may("view change", "publishing.sitesettings"),
        *_may("view add change", "auth.user"),
        # Roles of a site's own. The desk lets nobody give what she does not hold herself.
        *_may("view add change delete", "auth.group"),
        *_may("view", "publishing.auditentry"),
        *_may("view add", "publishing.erasure"),
        *_may("view add delete", "publishing.invitation"),
    )
)

ROLES: dict[str, frozenset[str]] = {
    "Writer": WRITER,
    "Trailer desk": TRAILER_DESK,
    "Editor": EDITOR,
    "Administrator": ADMINISTRATOR,
}


def make_roles(sender: Any = None, using: str = "default", apps: Apps = all_apps, **_: Any) -> None:
    """Give each role's group exactly its permissions; connected to post_migrate.

    The signal comes once for every application with models, and only by the last one have all
    permissions been made. A database migrated part of the way gets those that exist by then.
    """
    with_models = [config for config in all_apps.get_app_configs() if config.models_module]
    if sender is not None and sender is not with_models[-1]:
        return
    try:
        apps.get_model("auth", "Permission")
    except LookupError:
        return
    ids = {
        f"{app}.{codename}": pk
        for pk, app, codename in Permission.objects.using(using).values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    for name, permissions in ROLES.items():
        group, _made = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set(ids[permission] for permission in permissions & ids.keys())
