"""Reads EMAIL_URL, such as smtp://user:password@mail.example.org:587/?tls=1."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

BACKENDS = {
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
}


def mail_settings(url: str) -> dict[str, Any]:
    """Django's settings for that address; none (mail goes nowhere) when it is empty.

    `smtps` speaks TLS from the start, `?tls=1` after STARTTLS. ValueError for another scheme.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in BACKENDS:
        raise ValueError(f"EMAIL_URL begins with one of {', '.join(BACKENDS)}, not {parts.scheme}:")
    is_tls = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": BACKENDS[parts.scheme],
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if is_tls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": parse_qs(parts.query).get("tls") == ["1"],
        "EMAIL_FILE_PATH": parts.path if parts.scheme == "file" else None,
        "EMAIL_TIMEOUT": 10,
    }
