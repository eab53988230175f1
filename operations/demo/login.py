"""The demo's one login. Nothing but the `demo` command makes it, and no other login is made."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User

NAME = "demo"
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


@dataclass(frozen=True)
class Login:
    """What to type into the form at /admin/login/."""

    name: str
    password: str


def login_file() -> Path:
    """Where the password stands, readable by the owner alone: it differs from demo to demo."""
    return Path(settings.DATA_DIR) / "demo-login"


def make_demo_login() -> Login:
    """Make the user, who may do everything, and the file: name and password, one a line."""
    login = Login(NAME, _new_password())
    User.objects.create_superuser(login.name, password=login.password)
    login_file().unlink(missing_ok=True)
    exclusively = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    with os.fdopen(os.open(login_file(), exclusively, 0o600), "w") as file:
        file.write(f"{login.name}\n{login.password}\n")
    return login


def demo_login() -> Login | None:
    """The login as the file has it, or None where there is no demo or it opens nothing now."""
    try:
        login = Login(*login_file().read_text().split())
    except FileNotFoundError:
        return None
    user = User.objects.filter(username=login.name, is_active=True).first()
    return login if user and user.check_password(login.password) else None


def _new_password() -> str:
    """Four short words that can be read out and typed: about 49 bits."""

    def syllable() -> str:
        return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)

    return "-".join(syllable() + syllable() for _ in range(4))
