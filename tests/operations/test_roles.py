"""The groups are what the role table says, after every migrate."""

import pytest
from django.apps.registry import Apps
from django.contrib.auth.models import Group, Permission, User

from operations.roles import ROLES, make_roles

pytestmark = pytest.mark.django_db


def permissions_of(group: Group) -> set[str]:
    return {
        f"{app}.{codename}"
        for app, codename in group.permissions.values_list("content_type__app_label", "codename")
    }


def rows() -> list[tuple[int, ...]]:
    return sorted(Group.permissions.through.objects.values_list())


def test_there_is_a_group_for_each_role_and_no_other():
    names = set(Group.objects.values_list("name", flat=True))

    assert names == {"Writer", "Trailer desk", "Editor", "Administrator"}


@pytest.mark.parametrize("name", ROLES)
def test_a_role_has_exactly_the_permissions_of_the_table(name):
    group = Group.objects.get(name=name)

    permissions = permissions_of(group)

    assert permissions == ROLES[name]


def test_migrating_again_changes_nothing():
    groups, before = list(Group.objects.order_by("pk")), rows()

    make_roles()

    assert list(Group.objects.order_by("pk")) == groups
    assert rows() == before


@pytest.mark.parametrize("name", ROLES)
def test_a_role_that_was_changed_by_hand_is_put_right_again(name):
    group = Group.objects.get(name=name)
    group.permissions.set(Permission.objects.filter(codename__startswith="delete_"))

    make_roles()

    assert permissions_of(group) == ROLES[name]


def test_a_role_that_was_deleted_comes_back():
    Group.objects.all().delete()

    make_roles()

    assert {group.name: permissions_of(group) for group in Group.objects.all()} == ROLES


def test_what_a_database_migrated_part_of_the_way_lacks_is_left_out():
    Permission.objects.filter(codename="lift_embargo").delete()

    make_roles()

    administrator = Group.objects.get(name="Administrator")
    assert permissions_of(administrator) == ROLES["Administrator"] - {"reviews.lift_embargo"}


def test_before_there_are_permissions_there_are_no_roles():
    Group.objects.all().delete()

    make_roles(apps=Apps())

    assert not Group.objects.exists()


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("reviews.view_review", "Writer, Trailer desk, Editor, Administrator"),
        ("reviews.add_review", "Writer, Editor, Administrator"),
        ("reviews.edit_any_review", "Editor, Administrator"),
        ("reviews.publish_review", "Editor, Administrator"),
        ("reviews.correct_review", "Editor, Administrator"),
        ("reviews.delete_review", "Editor, Administrator"),
        ("reviews.add_film", "Writer, Trailer desk, Editor, Administrator"),
        ("reviews.change_film", "Editor, Administrator"),
        ("reviews.set_embargo", "Editor, Administrator"),
        ("reviews.lift_embargo", "Administrator"),
        ("reviews.view_trailer", "Writer, Trailer desk, Editor, Administrator"),
        ("reviews.change_trailer", "Trailer desk, Editor, Administrator"),
        ("reviews.change_person", "Editor, Administrator"),
        ("reviews.add_tag", "Writer, Editor, Administrator"),
        ("authors.change_author", "Editor, Administrator"),
        ("recommendations.change_recommendation", "Editor, Administrator"),
        ("reviews.change_byline", "Writer, Editor, Administrator"),
        ("publishing.change_sitesettings", "Administrator"),
        ("auth.add_user", "Administrator"),
        ("auth.change_user", "Administrator"),
        ("auth.delete_user", ""),
        ("auth.change_group", "Administrator"),
        ("publishing.view_auditentry", "Administrator"),
        ("publishing.change_auditentry", ""),
        ("reviews.change_edition", ""),
        ("reviews.delete_edition", ""),
        ("reviews.change_revision", ""),
    ],
)
def test_who_may_do_what(permission, roles):
    people = {name: User.objects.create(username=name) for name in ROLES}
    for name, person in people.items():
        person.groups.add(Group.objects.get(name=name))

    may = [name for name, person in people.items() if person.has_perm(permission)]

    assert ", ".join(may) == roles
