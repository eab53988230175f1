"""All settings, read from the environment with safe defaults.

With nothing set, the site runs on SQLite below `DATA_DIR` and answers on this machine
only. Every variable is described in README.md under "Settings".
"""

import json
import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from whitenoise.compress import Compressor

from config.mail import mail_settings
from config.secret_files import secret
from reviews.trailers.providers import player_hosts

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

TESTING = "pytest" in sys.modules


def _switch(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes", "on"}


def _secret_key() -> str:
    """The key from the environment, else one made once and kept below DATA_DIR."""
    if key := secret("SECRET_KEY"):
        return key
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        # Exclusive creation: of two processes starting together, one writes, both read.
        try:
            descriptor = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass
    return kept.read_text().strip()


DEBUG = _switch("DEBUG")
SECRET_KEY = _secret_key()
PORT = int(os.environ.get("PORT", "8000"))
SITE_URL = os.environ.get("SITE_URL", f"http://localhost:{PORT}").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
BEHIND_TLS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [
    host.strip()
    for host in os.environ.get("ALLOWED_HOSTS", f"{SITE_HOST},localhost,127.0.0.1,[::1]").split(",")
    if host.strip()
]

# Networks whose word about the client's address is believed: "127.0.0.1, 172.16.0.0/12".
TRUSTED_PROXIES = [
    network.strip()
    for network in os.environ.get("TRUSTED_PROXIES", "").split(",")
    if network.strip()
]

INSTALLED_APPS = [
    "operations",
    "moving",
    "recommendations",
    "reviews",
    "authors",
    "pictures",
    "publishing.apps.PublishingConfig",
    "publishing.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "django_prose_editor",
    "import_export",
    "js_asset",
    "taggit",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "publishing.apps.AccountConfig",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "operations.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "publishing.middleware.ResponseHeaders",
    "csp.middleware.CSPMiddleware",
    "publishing.middleware.SiteMoment",
    "publishing.middleware.DraftWall",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "publishing.signing_in.middleware.at_the_desk",
    "publishing.signing_in.middleware.account",
    "reviews.desk.as_of.AsOf",
    "publishing.middleware.OldAddresses",
]

ROOT_URLCONF = "config.urls"
READERS_URLCONF = "config.readers_urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "publishing.context.site",
            ],
        },
    },
]
# Widgets of ours have their templates among the others.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# -- Database ---------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA_DIR / 'intertitle.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if password := secret("DATABASE_PASSWORD"):
    DATABASES["default"]["PASSWORD"] = password
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Measured with eight people saving at once: stock settings fail 95 of 240 saves, these none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
        ),
    }
    # A file, not memory: write-ahead logging and second connections exist only there.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    # A server that does not answer is told within seconds; requests must not hang on it.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        options="-c lock_timeout=10000 -c statement_timeout=30000",
        connect_timeout=5,
        tcp_user_timeout=10_000,
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Page cache -------------------------------------------------------------------------------

# For each process of the web server; 0 switches it off. In DEBUG a changed template must show.
PAGE_CACHE_BYTES = int(os.environ.get("PAGE_CACHE_BYTES", "0" if DEBUG else str(64 * 1024 * 1024)))

# -- Words and time ---------------------------------------------------------------------------

LANGUAGE_CODE = os.environ.get("LANGUAGE_CODE", "en")
LANGUAGES = [("en", "English"), ("fr", "Français"), ("ko", "한국어")]
if LANGUAGE_CODE not in dict(LANGUAGES):
    # Its dates and Django's own words; the rest from its parent (fr-ca) or in English.
    LANGUAGES.append((LANGUAGE_CODE, LANGUAGE_CODE))
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# -- Files ------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", DATA_DIR / "media"))
_PLAIN_STATIC = DEBUG or TESTING
STORAGES = {
    "default": {"BACKEND": "publishing.whole_files.WholeFileStorage"},
    # Handed out by the desk alone; on several machines it has to be a folder they share.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _PLAIN_STATIC
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = _PLAIN_STATIC
WHITENOISE_MAX_AGE = 0 if _PLAIN_STATIC else 60
# Source maps are large, and asked for by nobody but open developer tools.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
FILE_UPLOAD_PERMISSIONS = 0o644

# -- Trailers ---------------------------------------------------------------------------------

# Dailymotion plays only in a player of one's own account; without its id a trailer is a link.
DAILYMOTION_PLAYER_ID = os.environ.get("DAILYMOTION_PLAYER_ID", "")
PEERTUBE_HOSTS = os.environ.get("PEERTUBE_HOSTS", "").lower().replace(",", " ").split()
# For tests and staging: other addresses to ask than the providers' own, by provider.
OEMBED_ENDPOINTS = json.loads(os.environ.get("OEMBED_ENDPOINTS", "{}"))
OEMBED_ALLOW_LOOPBACK = _switch("OEMBED_ALLOW_LOOPBACK")

# -- Safety -----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "frame-src": player_hosts(PEERTUBE_HOSTS),
        "form-action": [SELF],
    }
}
# Django's own default, same-origin, makes every YouTube player fail with "Error 153".
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_TRUSTED_ORIGINS = [SITE_URL] if BEHIND_TLS else []
# A body of ten million characters is judged by the form, with the text kept, never by a bare 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Public requests that read a desk table raise DraftRead here; in production the wall is the gate.
DRAFT_WALL = DEBUG or TESTING

if TESTING:
    # The real one is slow on purpose: four people made by a test cost 1.5 seconds.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# -- Signing in -------------------------------------------------------------------------------

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "/admin/"
# Nothing of the desk opens to a login without a second factor.
REQUIRE_MFA = _switch("REQUIRE_MFA")
ACCOUNT_ADAPTER = "publishing.signing_in.adapter.DeskAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# allauth counts in the cache, which every process has for itself: ours counts in the database.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {"reauthenticate": "publishing.signing_in.forms.PasswordAgainForm"}
MFA_ADAPTER = "publishing.signing_in.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "publishing.signing_in.forms.CodeForm",
    "reauthenticate": "publishing.signing_in.forms.CodeAgainForm",
    "add_webauthn": "publishing.signing_in.forms.AddPasskeyForm",
    "login_webauthn": "publishing.signing_in.forms.PasskeyForm",
    "authenticate_webauthn": "publishing.signing_in.forms.PasskeyAfterPasswordForm",
    "reauthenticate_webauthn": "publishing.signing_in.forms.PasskeyAgainForm",
}

# -- Mail -------------------------------------------------------------------------------------

# Empty: no mail, and everything works by links that are copied.
EMAIL_URL = os.environ.get("EMAIL_URL", "")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", f"desk@{SITE_HOST}")
globals().update(mail_settings(EMAIL_URL))

# -- Tags and tasks ---------------------------------------------------------------------------

TAGGIT_CASE_INSENSITIVE = True
# taggit's own parser splits "science fiction" in two when there is no comma.
TAGGIT_TAGS_FROM_STRING = "reviews.models.tag.tags_from_string"
TAGGIT_STRING_FROM_TAGS = "reviews.models.tag.string_from_tags"
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend",
    }
}

# X-Frame-Options is said by the policy's frame-ancestors.
SILENCED_SYSTEM_CHECKS = ["security.W002"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
