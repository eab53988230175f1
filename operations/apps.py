"""Running the site: serve, tick, doctor, backup, demo, roles."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = gettext_lazy("Operations")
    readers_do_not_see = ("Worker", "TickRun")

    def ready(self) -> None:
        import operations.checks  # noqa: F401
        from operations import examinations, tasks_left
        from operations.roles import ROLES, make_roles
        from publishing.doctor import examines
        from publishing.roles import built_in
        from publishing.ticks import every_tick

        every_tick("tasks of killed workers", tasks_left.take_back)
        every_tick("results of old tasks", tasks_left.forget_results)
        examines("readiness", examinations.site_is_ready)
        examines("database", examinations.database_is_whole)
        examines("settings", examinations.settings_are_safe)
        examines("tasks", examinations.tasks_are_done)
        examines("regular work", examinations.regular_work_is_done)
        built_in.update(ROLES)
        post_migrate.connect(make_roles, dispatch_uid="operations.roles")
