"""Nobody hands out more than she holds, and roles of a site's own are made of the same stuff."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from publishing.models.audit_entry import AuditEntry
from publishing.roles import may_manage
from tests.desk import form_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return with_role("Administrator")


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


def with_role(name, **fields):
    person = make_user(**fields)
    person.groups.add(Group.objects.get(name=name))
    return person


def form_address(person):
    return f"/admin/auth/user/{person.pk}/change/"


@pytest.mark.parametrize("field", ["is_superuser", "is_staff", "user_permissions", "password"])
@pytest.mark.parametrize("whose", ["hers", "another's"])
def test_a_forged_field_makes_no_superuser(desk, administrator, field, whose):
    person = administrator if whose == "hers" else with_role("Writer")
    before = User.objects.values().get(pk=person.pk)

    desk.post(form_address(person), {**form_of(desk, form_address(person)), field: "1"})

    assert User.objects.values().get(pk=person.pk) == before
    assert not person.user_permissions.exists()


@pytest.mark.parametrize("is_active", [True, False])
def test_a_superuser_is_not_an_administrators_to_change(desk, is_active):
    superuser = make_user(is_superuser=True, is_active=is_active)

    answer = desk.post(form_address(superuser), {"username": "mine", "is_active": "on"})

    assert answer.status_code == 403
    assert User.objects.get(pk=superuser.pk).username == superuser.username


def test_somebody_who_holds_more_is_not_hers_to_change(administrator):
    beyond = with_role("Writer", username="beyond")
    beyond.user_permissions.add(Permission.objects.get(codename="delete_session"))

    assert not may_manage(administrator, beyond)
    assert may_manage(administrator, with_role("Editor"))


def test_a_role_with_more_is_not_hers_to_give(desk):
    writer = with_role("Writer")
    strong = Group.objects.create(name="Strong")
    strong.permissions.add(Permission.objects.get(codename="delete_session"))

    answer = desk.post(
        form_address(writer), {**form_of(desk, form_address(writer)), "groups": [strong.pk]}
    )

    assert answer.status_code == 200
    assert list(writer.groups.values_list("name", flat=True)) == ["Writer"]


def test_a_site_makes_a_role_of_its_own(desk, administrator):
    corrector = Permission.objects.get(codename="correct_review")

    desk.post("/admin/auth/group/add/", {"name": "Corrector", "permissions": [corrector.pk]})

    role = Group.objects.get(name="Corrector")
    assert list(role.permissions.all()) == [corrector]
    entry = AuditEntry.objects.get(kind=AuditEntry.Kind.PERSON)
    assert entry.after == {"permissions": ["reviews.correct_review"]}


def test_a_change_of_role_is_on_record_with_what_was_before(desk, administrator):
    person = with_role("Writer", username="cleo")
    editor = Group.objects.get(name="Editor")

    desk.post(form_address(person), {**form_of(desk, form_address(person)), "groups": [editor.pk]})

    entry = AuditEntry.objects.get(kind=AuditEntry.Kind.PERSON)
    assert (entry.by, entry.by_name, entry.target_name) == (
        administrator,
        str(administrator),
        "cleo",
    )
    assert (entry.before, entry.after) == ({"groups": ["Writer"]}, {"groups": ["Editor"]})
