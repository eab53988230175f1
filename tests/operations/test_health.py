"""Whether the process lives, and whether it can work: for load balancers and monitors."""

import time

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connections
from django.db.migrations.recorder import MigrationRecorder

from operations import health

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch):
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.0)


def failing(error):
    def check() -> str:
        raise error

    return check, "It does not answer."


def test_a_living_process_says_so_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz", headers={"host": "10.0.0.7"})

    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_site_in_order_is_ready(client):
    answer = client.get("/readyz", headers={"host": "10.0.0.7"})

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "checks": dict.fromkeys(health.CHECKS, "ok")}


@pytest.mark.parametrize("name", ["database", "migrations", "storage"])
def test_what_cannot_be_done_without_is_told_with_503(client, monkeypatch, name):
    monkeypatch.setitem(health.CHECKS, name, failing(OperationalError("host=db user=ana")))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"][name] == "It does not answer."
    assert "ana" not in answer.text


def test_without_its_cache_a_site_stays_in_service(client, monkeypatch):
    monkeypatch.setitem(health.CHECKS, "cache", failing(ConnectionError()))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert answer.json()["checks"]["cache"] == "It does not answer."


def test_a_migration_that_is_not_applied_is_counted(client):
    recorder = MigrationRecorder(connections["default"])
    recorder.record_unapplied("publishing", "0001_initial")

    answer = client.get("/readyz")

    recorder.record_applied("publishing", "0001_initial")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"].startswith("1 migrations are not applied")


def test_what_hangs_costs_no_more_than_the_budget_and_is_not_asked_twice(client, monkeypatch):
    asked = []
    monkeypatch.setattr(health, "BUDGET_SECONDS", 0.05)

    def hanging() -> str:
        asked.append(1)
        time.sleep(1)
        return ""

    monkeypatch.setitem(health.CHECKS, "database", (hanging, ""))

    answers = [client.get("/readyz") for _ in range(3)]

    assert {answer.status_code for answer in answers} == {503}
    assert len(asked) == 1


def test_nothing_is_left_in_storage(client):
    client.get("/readyz")

    assert not [name for name in default_storage.listdir("")[1] if name.startswith(".ready")]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_they_are_for_reading_alone(client, path):
    assert client.post(path).status_code == 405
