"""What the environment may say: all of it is told in README, and secrets may lie in files."""

import re

import pytest
from django.conf import settings

from config.secret_files import secret

READ = re.compile(r"""(?:environ\.get|environ|_switch|secret)[(\[]"([A-Z_]+)\"""")


def variables_read() -> set[str]:
    places = [*(settings.BASE_DIR / "config").glob("*.py"), settings.BASE_DIR / "operations"]
    found = [
        path for place in places for path in ([place] if place.is_file() else place.rglob("*.py"))
    ]
    return {name for path in found for name in READ.findall(path.read_text())}


def test_every_variable_that_is_read_stands_in_the_table_and_no_other():
    readme = (settings.BASE_DIR / "README.md").read_text()
    told = set(re.findall(r"^\| `([A-Z_]+)`", readme, re.MULTILINE))

    # The one that a package reads for us.
    assert told == variables_read() - {"DJANGO_SETTINGS_MODULE"} | {"DATABASE_URL"}


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({}, ""),
        ({"SECRET_KEY": "said"}, "said"),
        ({"SECRET_KEY_FILE": "kept"}, "from a file"),
        ({"SECRET_KEY": "said", "SECRET_KEY_FILE": "kept"}, "said"),
    ],
)
def test_a_secret_is_said_or_stands_in_a_file(monkeypatch, tmp_path, environment, found):
    (tmp_path / "kept").write_text("from a file\n")
    monkeypatch.chdir(tmp_path)
    for name in ("SECRET_KEY", "SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert secret("SECRET_KEY") == found


def test_a_secret_whose_file_is_missing_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(FileNotFoundError):
        secret("SECRET_KEY")
