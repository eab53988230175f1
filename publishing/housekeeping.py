"""What the site forgets by itself: sessions, attempts to sign in, links that open nothing."""

from datetime import timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from publishing.models.invitation import Invitation
from publishing.models.sign_in_attempt import SignInAttempt
from publishing.signing_in.throttle import WINDOW

# Who invited whom stays in the audit log.
INVITATIONS_KEPT = timedelta(days=90)


def forget_sessions() -> str:
    """Expired sessions, and the entries of people's own lists that led to them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    alive = Session.objects.values("session_key")
    old = UserSession.objects.filter(created_at__lt=timezone.now() - timedelta(hours=1))
    gone, _by_model = old.exclude(session_key__in=alive).delete()
    return f"{gone} sessions have ended"


def forget_attempts() -> str:
    """A sign-in forgets those before it too, but where nobody signs in they would stay."""
    old = SignInAttempt.objects.filter(at__lte=timezone.now() - 2 * WINDOW)
    return f"{old.delete()[0]} forgotten"


def forget_invitations() -> str:
    old = Invitation.objects.filter(expires_at__lt=timezone.now() - INVITATIONS_KEPT)
    return f"{old.delete()[0]} forgotten"
