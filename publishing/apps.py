"""What everything published shares: site settings, generation, old addresses, the desk's site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class PublishingConfig(AppConfig):
    name = "publishing"
    readers_see = ("SiteSettings", "OldAddress", "TextPage")
    readers_do_not_see = ("SiteGeneration", "KeptForm", "AuditEntry")

    def ready(self) -> None:
        from publishing.addresses import leads_to
        from publishing.boundaries import next_midnights, turns_at
        from publishing.instant import make_rows
        from publishing.models.text_page import TextPage, path_of
        from publishing.triggers import make_triggers

        # After every migrate, because a table remade by SQLite's schema editor loses its triggers,
        # and a flushed database its one row of settings.
        post_migrate.connect(make_rows, sender=self, dispatch_uid="publishing.rows")
        post_migrate.connect(make_triggers, dispatch_uid="publishing.triggers")
        turns_at(next_midnights)
        leads_to(TextPage, path_of)


class DeskConfig(AdminConfig):
    """Django's admin with our site in place of the stock one."""

    default_site = "publishing.desk.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        from django.contrib.admin import site
        from django.contrib.auth.models import Group, User
        from taggit.models import Tag

        site.unregister(Tag)  # taggit's own, beside ours and used by nothing
        # Django's forms would let an administrator make a superuser of herself.
        site.unregister([User, Group])
        import publishing.desk.people_admin  # noqa: F401
