"""Erasing the data of somebody who signs in; what she did stays on record under a number."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.db.models import Q

from publishing.erasing import WITHHELD
from publishing.invitations import end_sessions
from publishing.models.audit_entry import AuditEntry
from publishing.models.invitation import Invitation
from publishing.models.kept_form import KeptForm
from publishing.models.notice import Notice
from publishing.models.preferences import Preferences


def erase_login(person: User) -> None:
    """Names, address, passkeys, sessions, settings: gone. Her author's page is another thing."""
    end_sessions(person)
    hers = Q(by=person) | Q(by_name=person.get_username())
    User.objects.filter(pk=person.pk).update(
        username=f"erased-{person.pk}",
        first_name="",
        last_name="",
        email="",
        password="!",
        is_active=False,
        is_staff=False,
        is_superuser=False,
        last_login=None,
    )
    person.groups.clear()
    person.user_permissions.clear()
    for model in (Authenticator, EmailAddress, UserSession):
        model.objects.filter(user=person).delete()
    Preferences.objects.filter(person=person).delete()
    Notice.objects.filter(to=person).delete()
    KeptForm.objects.filter(by=person).delete()
    Invitation.objects.filter(person=person).update(name=WITHHELD, email="")
    AuditEntry.objects.filter(hers).update(by_name=f"erased-{person.pk}", address=None)
    author = getattr(person, "author", None)
    if author is not None:
        author.user = None
        author.save(update_fields=["user"])
