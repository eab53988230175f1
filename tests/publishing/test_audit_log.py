"""The audit log: who, what, when, from where, before and after; to read and to take away."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from publishing.log import Kind, audit
from publishing.models.audit_entry import AuditEntry
from publishing.models.site_settings import SiteSettings
from reviews.publish import cancel, correct, publish, set_embargo, withdraw
from tests.desk import form_of
from tests.factories import (
    draft_review,
    live_review,
    make_film,
    make_user,
    scheduled_review,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/publishing/auditentry/"


@pytest.fixture
def desk(client):
    administrator = make_user(username="boss")
    administrator.groups.add(Group.objects.get(name="Administrator"))
    client.force_login(administrator)
    return client


def soon():
    return timezone.now() + timedelta(days=1)


ACTS = {
    "publication": lambda by: publish(draft_review(), by=by),
    "correction": lambda by: correct(live_review(), {"headline": "Right"}, by),
    "withdrawal": lambda by: withdraw(live_review(), by=by, reason="wrong film"),
    "embargo": lambda by: set_embargo(make_film(), soon(), by, reason="asked"),
}


@pytest.mark.parametrize(("kind", "act"), ACTS.items(), ids=ACTS)
def test_the_doors_acts_are_on_record(editor, kind, act):
    act(editor)

    entry = AuditEntry.objects.get()
    assert (entry.kind, entry.by, entry.by_name) == (kind, editor, "editor")
    assert entry.target_name


def test_cancelling_is_on_record(editor):
    cancel(scheduled_review(at=soon()), by=editor)

    assert AuditEntry.objects.get().sentence == "Cancelled what was scheduled."


def test_what_it_was_before_and_after_is_told(editor):
    correct(live_review(headline="Wrong"), {"headline": "Right"}, editor)

    entry = AuditEntry.objects.get()
    assert (entry.before, entry.after) == ({"headline": "Wrong"}, {"headline": "Right"})


def test_a_change_of_settings_is_on_record_with_where_it_came_from(desk):
    address = "/admin/publishing/sitesettings/1/change/"

    typed = {**form_of(desk, address), "name": "The Screen"}
    desk.post(address, typed, REMOTE_ADDR="198.51.100.4")

    entry = AuditEntry.objects.get(kind=Kind.SETTING)
    assert SiteSettings.objects.get().name == "The Screen"
    assert entry.address == "198.51.100.4"
    assert (entry.before, entry.after) == ({"name": "Intertitle"}, {"name": "The Screen"})


def test_an_entry_stays_when_the_person_is_gone(editor):
    withdraw(live_review(), by=editor)
    editor.delete()

    entry = AuditEntry.objects.get()
    assert (entry.by, entry.by_name) == (None, "editor")


def test_an_entry_is_not_saved_again():
    entry = audit(Kind.IMPORT, "Imported 3 pieces.")

    with pytest.raises(TypeError):
        entry.save()


def test_signing_in_and_out_are_on_record():
    make_user(username="ana")
    client = Client()
    client.post("/admin/login/", {"username": "ana", "password": "pass"})

    client.post("/admin/logout/")

    assert list(AuditEntry.objects.values_list("kind", flat=True)) == ["sign_out", "sign_in"]


def test_it_is_searched_and_filtered(desk):
    audit(Kind.IMPORT, "Imported 3 pieces.", by_name="ana")
    audit(Kind.MERGE, "Merged two tags.", by_name="ben")

    found = desk.get(LIST, {"q": "ana"}).text
    filtered = desk.get(LIST, {"kind__exact": "merge"}).text

    assert "Imported 3" in found
    assert "Merged two" not in found
    assert "Merged two" in filtered
    assert "Imported 3" not in filtered


def test_one_entry_tells_before_and_after(desk):
    entry = audit(Kind.SETTING, "Changed.", before={"name": "<b>A"}, after={"name": "B"})

    page = desk.get(f"{LIST}{entry.pk}/change/")

    assert "<td>&lt;b&gt;A</td><td>B</td>" in page.text


def test_it_is_taken_away_as_a_table_without_formulas(desk):
    audit(Kind.REFUSED, "Wrong name or password.", by_name="=cmd()")
    audit(Kind.MERGE, "Merged two tags.", by_name="ben")

    answer = desk.get(f"{LIST}export/", {"kind__exact": "refused"})

    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [(row["by_name"], row["kind"]) for row in rows] == [("'=cmd()", "refused")]


def test_a_long_log_costs_no_more_queries(desk, django_assert_max_num_queries):
    for number in range(60):
        audit(Kind.IMPORT, f"Imported {number}.")

    with django_assert_max_num_queries(12):
        desk.get(LIST)
