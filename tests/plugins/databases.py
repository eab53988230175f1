"""Which database a run is on, and which tests belong to it.

`--database=sqlite` (the default) runs everything but tests marked `postgres`.
`--database=postgresql` starts a private cluster and runs the tests that touch a database,
but those marked `sqlite` or `browser`. `make test` does one after the other.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from django.test import TransactionTestCase

from tests.plugins import missing, postgresql

# What a developer's shell may hold for a site of her own: tests see none of it.
SETTINGS = (
    *("ALLOWED_HOSTS", "DAILYMOTION_PLAYER_ID", "DATABASE_URL", "DEBUG", "LANGUAGE_CODE"),
    *("DATABASE_PASSWORD", "DATABASE_PASSWORD_FILE", "SECRET_KEY_FILE"),
    *("MEDIA_ROOT", "OEMBED_ALLOW_LOOPBACK", "OEMBED_ENDPOINTS", "PEERTUBE_HOSTS"),
    *("DEFAULT_FROM_EMAIL", "EMAIL_URL"),
    *(
        "PAGE_CACHE_BYTES",
        "PORT",
        "REDIS_URL",
        "REPLICA_URL",
        "REQUIRE_MFA",
        "SECRET_KEY",
        "SITE_URL",
        "TIME_ZONE",
        "TRUSTED_PROXIES",
    ),
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
cluster_key = pytest.StashKey[postgresql.Cluster]()
data_key = pytest.StashKey[Path]()
set_aside_key = pytest.StashKey[list[pytest.Item]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="run on a SQLite file (default) or on a private PostgreSQL cluster",
    )


# A wrapper comes before pytest-django, which reads the settings in this same hook.
@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    # A worker of xdist inherits what the first process put in the environment.
    if "PYTEST_XDIST_WORKER" not in os.environ:
        for name in SETTINGS:
            os.environ.pop(name, None)
        early_config.stash[data_key] = Path(tempfile.mkdtemp(prefix="intertitle-data-"))
        os.environ["DATA_DIR"] = str(early_config.stash[data_key])
        if early_config.known_args_namespace.database == "postgresql":
            _start_postgresql(early_config)
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    if cluster := config.stash.get(cluster_key, None):
        cluster.stop()
    if data := config.stash.get(data_key, None):
        shutil.rmtree(data, ignore_errors=True)


# Last, so that what -k and -m left out is not counted as set aside.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    database = config.getoption("database")
    kept = [item for item in items if _belongs(item, database)]
    set_aside = [item for item in items if not _belongs(item, database)]
    config.hook.pytest_deselected(items=set_aside)
    config.stash[set_aside_key] = set_aside
    items[:] = kept
    if database == "postgresql" and "DATABASE_URL" not in os.environ:
        for item in items:
            item.add_marker(missing.skip("postgresql"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    # Asked for one file of plain functions, the PostgreSQL run rightly has nothing to do.
    nothing_ran = exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED
    if nothing_ran and session.config.stash.get(set_aside_key, []):
        session.exitstatus = pytest.ExitCode.OK


def _start_postgresql(config: pytest.Config) -> None:
    if binaries := postgresql.find_binaries():
        try:
            config.stash[cluster_key] = postgresql.start_cluster(binaries)
        except postgresql.ClusterFailed as failure:
            raise pytest.UsageError(f"PostgreSQL did not start: {failure}") from None
        os.environ["DATABASE_URL"] = config.stash[cluster_key].url


def _belongs(item: pytest.Item, database: str) -> bool:
    if database == "sqlite":
        return not item.get_closest_marker("postgres")
    elsewhere = item.get_closest_marker("sqlite") or item.get_closest_marker("browser")
    return not elsewhere and _touches_a_database(item)


def _touches_a_database(item: pytest.Item) -> bool:
    group = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or (group is not None and issubclass(group, TransactionTestCase))
    )
