"""Who is at the desk."""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest


def staff(request: HttpRequest) -> User:
    """The person who sends the request; the desk lets nobody in who is not signed in."""
    return cast(User, request.user)
