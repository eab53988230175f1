"""Letting people in by a one-time link, and letting those in again who lost what they sign in with.

Whoever holds the link is whom it was made for: send it by a way that is hers alone. Opening it
uses nothing up, so that the previews of messengers and mail scanners do no harm.
"""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, User
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.log import Kind, audit
from publishing.models.invitation import Invitation
from publishing.models.notice import Notice
from publishing.models.site_settings import SiteSettings
from publishing.moments import told
from publishing.notices import notify


class LinkGone(Exception):
    """The link was used, has passed its day, or never was."""


@dataclass(frozen=True)
class Made:
    """An invitation with the link that opens it, which is kept nowhere."""

    invitation: Invitation
    link: str


def invite(name: str, role: Group, by: User | None, *, email: str = "", author: Any = None) -> Made:
    """Make a link for somebody new. Whether `by` may give that role is the caller's question."""
    with transaction.atomic():
        made = _made(Invitation(name=name, email=email, role=role, author=author, made_by=by))
        audit(
            Kind.INVITATION,
            _("Invited %(name)s as %(role)s.") % {"name": name, "role": role},
            by=by,
            target=made.invitation,
            after={"role": role.name, "email": email, "author": str(author or "")},
        )
    return made


def let_in_again(person: User, by: User | None) -> Made:
    """Make a link by which a person who lost password or device chooses new ones.

    What she signed in with so far holds until the link is used; earlier links open no more.
    """
    with transaction.atomic():
        Invitation.objects.open().filter(person=person).update(expires_at=timezone.now())
        name = person.get_full_name() or person.get_username()
        made = _made(
            Invitation(name=name, email=person.email, person=person, made_by=by, is_reset=True)
        )
        sentence = _("Made a link by which %(person)s signs in anew.") % {"person": person}
        audit(Kind.INVITATION, sentence, by=by, target=person)
    return made


def _made(invitation: Invitation) -> Made:
    token = secrets.token_urlsafe(32)
    invitation.token_hash = _hashed(token)
    invitation.save()
    path = reverse("account_join", args=[token])
    return Made(invitation, SiteSettings.objects.get(pk=1).absolute(path))


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def find(token: str) -> Invitation:
    """The invitation that this token opens. Raises LinkGone."""
    found = Invitation.objects.open().filter(token_hash=_hashed(token))
    invitation = found.select_related("role", "author", "person", "made_by").first()
    if invitation is None or (invitation.person and not invitation.person.is_active):
        raise LinkGone
    return invitation


def accept(invitation: Invitation, username: str, password: str) -> User:
    """Make the login, or give it a new password and no second factor; the link is used up.

    Raises LinkGone for the second of two who use one link at once.
    """
    with transaction.atomic():
        used = Invitation.objects.open().filter(pk=invitation.pk)
        if not used.update(used_at=timezone.now()):
            raise LinkGone
        if invitation.is_reset and invitation.person:
            person = _renewed(invitation.person, password)
            sentence = _("%(name)s signs in anew by the link you made.")
        else:
            person = _newcomer(invitation, username, password)
            sentence = _("%(name)s has come by your invitation.")
        audit(Kind.INVITATION, _("Used a link."), by=person, target=invitation)
        words = sentence % {"name": invitation.name}
        notify(Notice.Kind.INVITATION_USED, [invitation.made_by], words)
    return person


def _newcomer(invitation: Invitation, username: str, password: str) -> User:
    first, _space, last = invitation.name.partition(" ")
    person = User.objects.create_user(
        username, invitation.email, password, is_staff=True, first_name=first, last_name=last
    )
    if invitation.role:
        person.groups.add(invitation.role)
    author: Any = invitation.author
    if author is not None and author.user_id is None:
        author.user = person
        author.save(update_fields=["user"])
    Invitation.objects.filter(pk=invitation.pk).update(person=person)
    return person


def _renewed(person: User, password: str) -> User:
    person.set_password(password)
    person.save(update_fields=["password"])
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    return person


def end_sessions(person: User) -> None:
    """Sign a person out everywhere."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def mail_link(made: Made) -> None:
    """Send the link to whom it is for, at once: a task would keep it where others could read it.

    Raises OSError or SMTPException when the mail server does not take it.
    """
    site = SiteSettings.objects.get(pk=1)
    subject = _("%(site)s: your link to the desk") % {"site": site.name}
    body = _(
        "%(name)s, this link opens the desk of %(site)s for you, once, until %(until)s:"
        "\n\n%(link)s\n"
    ) % {
        "name": made.invitation.name,
        "site": site.name,
        "until": told(made.invitation.expires_at),
        "link": made.link,
    }
    send_mail(" ".join(subject.split()), body, None, [made.invitation.email])
