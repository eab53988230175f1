"""Who may hand out what: nobody gives, or takes from, more than she holds herself.

That one rule keeps an administrator from making a superuser of anybody, herself included, and
from touching the login of one.
"""

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet

# Names of the roles that code makes anew after every migrate; filled by the app that has the table.
built_in: set[str] = set()


def permissions_held(person: User) -> set[int]:
    """Ids of everything the person may do, once she can sign in: a login that rests counts too."""
    permissions = Permission.objects.all()
    if not person.is_superuser:
        permissions = permissions.filter(Q(user=person) | Q(group__user=person))
    return set(permissions.values_list("pk", flat=True))


def may_manage(actor: User, person: User) -> bool:
    """Whether `actor` may change the login of `person`, as far as what both hold goes."""
    if actor.is_superuser:
        return True
    return not person.is_superuser and permissions_held(person) <= permissions_held(actor)


def roles_to_give(actor: User) -> QuerySet[Group]:
    """Roles that hold nothing which `actor` lacks."""
    beyond = Permission.objects.exclude(pk__in=permissions_held(actor))
    return Group.objects.exclude(permissions__in=beyond).order_by("name")


def permissions_to_give(actor: User) -> QuerySet[Permission]:
    """What roles of a site's own are made from: permissions of the built-in ones."""
    used = Permission.objects.filter(group__name__in=built_in, pk__in=permissions_held(actor))
    return used.select_related("content_type").distinct()
