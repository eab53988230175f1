"""Trying an address of the desk as somebody, and seeing what came of it."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import urlencode

from publishing.erasing import word_to_type
from reviews.models.film import Film
from reviews.models.review import Review
from tests.desk import form_of
from tests.factories import make_user, picture_bytes
from tests.rights.objects import OBJECTS, WORD, another, arguments
from tests.rights.table import FORGED, ROLES, VARIANTS, Line

# Traces that a refused attempt may leave.
TRACES = {
    *("sessions.session", "admin.logentry", "publishing.auditentry", "publishing.keptform"),
    *(
        "publishing.signinattempt",
        "publishing.sitegeneration",
        "django_tasks_database.dbtaskresult",
        "reviews.presence",
        # Written anew from what is saved, whoever saves.
        "reviews.searchname",
    ),
}


# A form that is saved with nothing changed in it counts as a save for the lock.
BOOKKEEPING = {"version", "saved_at", "last_login"}


@dataclass(frozen=True)
class Outcome:
    """`shown`: a page came. `leaked`: a refusal told of the object. `changed`: a row did."""

    shown: bool
    leaked: bool
    changed: bool


def desk_patterns() -> dict[str | None, list[tuple[str, list[str]]]]:
    """Every pattern below /admin/ by name: its route and its parameters."""
    found: dict[str | None, list[tuple[str, list[str]]]] = {}

    def walk(patterns: list[Any], before: str) -> None:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern) and route.startswith("admin/"):
                parameters = [*pattern.pattern.converters, *pattern.pattern.regex.groupindex]
                found.setdefault(pattern.name, []).append((route, list(dict.fromkeys(parameters))))

    walk(get_resolver().url_patterns, "")
    return found


def address_of(line: Line, made: Any) -> str:
    patterns = desk_patterns()[line.name]
    fitting = [found for found in patterns if bool(found[1]) == (made is not None)]
    _route, parameters = (fitting or patterns)[0]
    filled = arguments(line.name, made, parameters)
    namespace = "" if line.name.startswith(("account_", "mfa_", "usersessions_")) else "admin:"
    path = reverse(f"{namespace}{line.name}", kwargs=filled)
    query = VARIANTS[line.variant].query if line.variant else {}
    return f"{path}?{urlencode(query)}" if query else path


def posted(line: Line, address: str, made: Any, everything: Client) -> dict[str, Any]:
    """The whole form as a superuser is shown it, changed by hand."""
    page = everything.get(address)
    # The masthead has a form of its own, to log out.
    is_page = page.status_code == 200 and not page.streaming
    has_form = is_page and "<form" in page.text.partition("</header>")[2]
    typed = form_of(everything, address) if has_form else {}
    forged = VARIANTS[line.variant].fields if line.variant else {}
    if line.name.endswith("_add") or not forged:
        forged = {**FORGED.get(line.name, {}), **forged}
    typed |= {name: _by_id(name, value) for name, value in forged.items()}
    if line.name.endswith("_delete"):
        typed["post"] = "yes"
    if line.name.endswith("_erase"):
        typed |= {"reason": "Asked for.", "confirm": word_to_type(made)}
    if line.name.endswith("_merge"):
        typed["into"] = another(made).pk
    if line.name.endswith("_changelist") and line.variant:
        typed["_selected_action"] = [str(made.pk)]
    if line.name in ("pictures_picture_add", "pictures_picture_upload"):
        typed["file"] = SimpleUploadedFile("forged.png", picture_bytes())
    if line.name == "moving_move_add":
        typed["file"] = SimpleUploadedFile("forged.xml", b"<rss/>")
    return typed


def _by_id(name: str, value: Any) -> Any:
    """Roles and permissions are told by name in the table and by id in a form."""
    if name == "groups":
        return [Group.objects.get(name=role).pk for role in value]
    if name == "review":
        return Review.objects.latest("pk").pk
    if name == "role":
        return Group.objects.get(name=value).pk
    if name in ("permissions", "user_permissions"):
        pairs = (permission.split(".") for permission in value)
        rows = (
            Permission.objects.get(content_type__app_label=app, codename=codename)
            for app, codename in pairs
        )
        return [permission.pk for permission in rows]
    return value


class Trial:
    """One line of the table, tried by one after the other; nothing of it stays."""

    def __init__(self, line: Line) -> None:
        self.line = line
        everything = make_user(username="everything", is_superuser=True)
        self.everything = Client()
        self.everything.force_login(everything)
        self.made = OBJECTS[line.object](everything)
        self.people = {letter: self._somebody(letter) for letter in ROLES}
        self.address = address_of(line, self.made)
        self.typed = posted(line, self.address, self.made, self.everything)

    def _somebody(self, letter: str) -> User:
        person = make_user(username=f"person-with-role-{letter}")
        person.groups.add(Group.objects.get(name=ROLES[letter]))
        return person

    def by(self, letter: str) -> Outcome:
        """Look at the address and post to it, as that role, or as a visitor ("-")."""
        with transaction.atomic():
            outcome = self._by(self.people.get(letter))
            transaction.set_rollback(True)
        return outcome

    def _by(self, who: User | None) -> Outcome:
        address, typed = self.address, dict(self.typed)
        client = Client()
        if who is not None:
            client.force_login(who)
            if isinstance(self.made, Review) and self.line.object.startswith("her "):
                Review.objects.filter(pk=self.made.pk).update(created_by=who)
            if self.line.object == "herself":
                address = address_of(self.line, who)
                typed = posted(self.line, address, who, self.everything)
        if "file" in typed:
            typed["file"].seek(0)
        page = client.get(address)
        before = state(self.line)
        answer = client.post(address, typed)
        leaked = any(a.status_code != 200 and WORD in a.text for a in (page, answer))
        return Outcome(
            shown=_is_shown(page, answer),
            leaked=leaked,
            changed=state(self.line) != before,
        )

    def without_token(self, token: str) -> tuple[int, bool]:
        """Post what a superuser may, with a token that is none: the status, and if it changed."""
        client = Client(enforce_csrf_checks=True)
        client.force_login(User.objects.get(username="everything"))
        before = state(self.line)
        answer = client.post(self.address, {**self.typed, "csrfmiddlewaretoken": token})
        return answer.status_code, state(self.line) != before


def _is_shown(page: Any, answer: Any) -> bool:
    """A page came, or, where only posting is answered, an answer did."""
    if page.status_code == 405:
        return answer.status_code == 200
    return page.status_code == 200 or _leads_to_a_page(page)


def _leads_to_a_page(answer: Any) -> bool:
    """Whether it sends to readers' pages: refusals send to signing in or to the desk's start."""
    where = answer.headers.get("Location", "")
    return bool(where) and "/admin/" not in where


def state(line: Line) -> Any:
    """What counts as changed: the watched parts of the database, or all of it but traces."""
    watched = VARIANTS[line.variant].watched if line.variant else ()
    if not watched:
        models = [
            model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.label_lower not in TRACES
        ]
        return {model._meta.label: _rows(model) for model in models}
    return {part: _part(part) for part in watched}


def _part(part: str) -> Any:
    if part == "stage":
        submitted = Review.objects.filter(stage=Review.Stage.SUBMITTED)
        return list(submitted.order_by("pk").values_list("pk", flat=True))
    if part == "embargo":
        return list(Film.objects.order_by("pk").values_list("pk", "embargo_until"))
    if part == "rights":
        fields = ("pk", "is_superuser", "is_staff")
        through = (User.groups.through, User.user_permissions.through, Group.permissions.through)
        people = list(User.objects.order_by("pk").values_list(*fields))
        return people, [_rows(model) for model in through]
    return _rows(apps.get_model(part))


def _rows(model: Any) -> list[tuple[Any, ...]]:
    names = [
        field.attname for field in model._meta.concrete_fields if field.name not in BOOKKEEPING
    ]
    return list(model._base_manager.order_by("pk").values_list(*names))
