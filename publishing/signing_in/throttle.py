"""How often somebody may guess: by account and address together, by address, and by account.

An account is never closed to everybody: its owner signs in from elsewhere while it is attacked.
Under attack from many addresses at once, each gets one try in place of several.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from publishing.client_address import neighbourhood
from publishing.models.sign_in_attempt import SignInAttempt

WINDOW = timedelta(minutes=15)
PER_ACCOUNT_AND_ADDRESS = 5
# An office shares one address, and somebody there has always forgotten a password.
PER_ADDRESS = 30
# From here on an account is under attack.
PER_ACCOUNT = 50
UNDER_ATTACK = 1
# A code has six digits: whoever guesses has the password already, so these count everywhere.
CODES_PER_ACCOUNT = 10


@dataclass(frozen=True)
class Attempt:
    """One guess, counted before it is judged: two at once cannot both be the last that is free."""

    row: SignInAttempt
    is_allowed: bool

    def succeeded(self) -> None:
        """Forget what was guessed wrong before, from here and at this account."""
        row = self.row
        SignInAttempt.objects.filter(account=row.account, address=row.address).delete()


def attempt(name: str, address: str | None) -> Attempt:
    """Count a guess at the password of `name`, which need not be anybody's, and judge it."""
    row = SignInAttempt.objects.create(
        account=_hashed("password", name.strip().casefold()), address=neighbourhood(address)
    )
    counts = _recent().aggregate(
        pair=Count("pk", filter=Q(account=row.account, address=row.address)),
        address=Count("pk", filter=Q(address=row.address)),
        account=Count("pk", filter=Q(account=row.account)),
    )
    under_attack = counts["account"] > PER_ACCOUNT
    per_pair = UNDER_ATTACK if under_attack else PER_ACCOUNT_AND_ADDRESS
    return _judged(row, counts["pair"] <= per_pair and counts["address"] <= PER_ADDRESS)


def attempt_code(user_id: int, address: str | None) -> Attempt:
    """Count a guess at a code, or at the password asked for again, of somebody signed in so far."""
    row = SignInAttempt.objects.create(
        account=_hashed("code", str(user_id)), address=neighbourhood(address)
    )
    return _judged(row, _recent().filter(account=row.account).count() <= CODES_PER_ACCOUNT)


def _recent() -> QuerySet[SignInAttempt]:
    return SignInAttempt.objects.filter(at__gt=timezone.now() - WINDOW)


def _judged(row: SignInAttempt, is_allowed: bool) -> Attempt:
    if not is_allowed:
        # What was not looked at prolongs nothing, and a flood fills no table.
        SignInAttempt.objects.filter(pk=row.pk).delete()
    SignInAttempt.objects.filter(at__lte=timezone.now() - 2 * WINDOW).delete()
    return Attempt(row, is_allowed)


def _hashed(what: str, text: str) -> str:
    return salted_hmac(f"publishing.signing_in.{what}", text, algorithm="sha256").hexdigest()
