"""Fixtures that every test may ask for."""

import pytest
from django.contrib.auth.models import User

from tests.factories import make_editor


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def editor(db) -> User:
    return make_editor(username="editor")


@pytest.fixture
def desk(client, editor):
    """A client signed in as an editor."""
    client.force_login(editor)
    return client
