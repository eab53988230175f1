"""Running the site: serve, demo, roles."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OperationsConfig(AppConfig):
    name = "operations"

    def ready(self) -> None:
        import operations.checks  # noqa: F401
        from operations.roles import ROLES, make_roles
        from publishing.roles import built_in

        built_in.update(ROLES)
        post_migrate.connect(make_roles, dispatch_uid="operations.roles")
