"""What `check --deploy` says about a demo login."""

import pytest
from django.core.checks import run_checks
from django.core.checks.registry import Tags


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def found(deploying: bool = True) -> list[str | None]:
    messages = run_checks(tags=[Tags.security], include_deployment_checks=deploying)
    return [message.id for message in messages if (message.id or "").startswith("operations.")]


def test_a_public_site_with_the_demos_login_is_refused(settings, data):
    settings.DEBUG, settings.SITE_URL = False, "https://example.org"
    (data / "demo-login").touch()

    ids = found()

    assert ids == ["operations.E001"]


@pytest.mark.parametrize(
    ("debug", "site_url", "has_login", "deploying"),
    [
        (False, "https://example.org", False, True),
        (False, "http://localhost:8000", True, True),
        (True, "https://example.org", True, True),
        (False, "https://example.org", True, False),
    ],
)
def test_everything_else_passes(settings, data, debug, site_url, has_login, deploying):
    settings.DEBUG, settings.SITE_URL = debug, site_url
    if has_login:
        (data / "demo-login").touch()

    ids = found(deploying)

    assert ids == []
