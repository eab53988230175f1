"""What everything published shares: site settings, generation, old addresses, the desk's site."""

from allauth.account import apps as allauth_account
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = gettext_lazy("Publishing")
    readers_see = ("SiteSettings", "OldAddress", "TextPage", "Erasure")
    readers_do_not_see = (
        *("SiteGeneration", "KeptForm", "AuditEntry", "SignInAttempt"),
        *("Invitation", "Merged", "Notice", "Preferences"),
    )

    def ready(self) -> None:
        import publishing.checks  # noqa: F401
        from publishing.addresses import leads_to
        from publishing.boundaries import next_midnights, turns_at
        from publishing.instant import make_rows
        from publishing.models.text_page import TextPage, path_of
        from publishing.signing_in import records
        from publishing.ticks import every_tick
        from publishing.triggers import make_triggers

        # After every migrate, because a table remade by SQLite's schema editor loses its triggers,
        # and a flushed database its one row of settings.
        post_migrate.connect(make_rows, sender=self, dispatch_uid="publishing.rows")
        post_migrate.connect(make_triggers, dispatch_uid="publishing.triggers")
        turns_at(next_midnights)
        leads_to(TextPage, path_of)
        records.connect()
        from publishing import examinations, housekeeping
        from publishing.doctor import examines

        examines("generation", examinations.generation_is_raised)
        every_tick("sessions", housekeeping.forget_sessions)
        every_tick("attempts to sign in", housekeeping.forget_attempts)
        every_tick("invitations", housekeeping.forget_invitations)


class AccountConfig(allauth_account.AccountConfig):
    """django-allauth's, whose middleware runs on the desk's pages alone."""

    def ready(self) -> None:
        """Without the check for its own middleware; ours is publishing.signing_in.middleware."""


class DeskConfig(AdminConfig):
    """Django's admin with our site in place of the stock one."""

    default_site = "publishing.desk.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        from allauth.account.models import EmailAddress
        from allauth.mfa.models import Authenticator
        from allauth.usersessions.models import UserSession
        from django.contrib.admin import site
        from django.contrib.auth.models import Group, User
        from taggit.models import Tag

        site.unregister(Tag)  # taggit's own, beside ours and used by nothing
        # Django's forms would let an administrator make a superuser of herself.
        site.unregister([User, Group])
        # What people sign in with is theirs, on pages of their own.
        site.unregister([EmailAddress, Authenticator, UserSession])
        from publishing.erasing import erasable
        from publishing.erasing_logins import erase_login

        erasable(User, erase_login)
        import publishing.desk.audit_admin
        import publishing.desk.invitation_admin
        import publishing.desk.people_admin  # noqa: F401
