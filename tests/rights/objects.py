"""The objects of the table of rights, by name. Each is made by or beside the person who tries.

Every one bears the WORD, which a page that refuses must not show.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from moving.models.move import Move
from publishing.addresses import remember
from publishing.log import audit
from publishing.models.invitation import Invitation
from publishing.models.notice import Notice
from publishing.models.old_address import OldAddress
from publishing.models.site_settings import SiteSettings
from publishing.models.text_page import TextPage
from recommendations.models.front_page_pick import FrontPagePick
from reviews.models.autosave import Autosave
from reviews.models.people import Person
from reviews.models.review import Review
from reviews.models.tag import Tag
from reviews.publish import withdraw
from reviews.revisions import keep_revision, snapshot
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_trailer,
    make_user,
    scheduled_review,
)

WORD = "Quintessenz"
Made = Any


def _piece(make: Callable[..., Review], **fields: Any) -> Review:
    return make(headline=f"{WORD} piece", **fields)


def _withdrawn(who: User) -> Review:
    review = _piece(live_review, created_by=who)
    withdraw(review, by=None)
    return review


def _changed(who: User) -> Review:
    review = _piece(draft_review, created_by=who)
    keep_revision(review, who, data=snapshot(review) | {"headline": f"{WORD} then"})
    return review


def _unsaved(who: User) -> Autosave:
    return Autosave.objects.create(
        user=who, page=uuid4(), at=timezone.now(), form={"headline": [WORD]}
    )


def _another() -> User:
    return make_user(username=f"{WORD}-other-{User.objects.count()}")


def _public_tag() -> Tag:
    live_review(tags=[WORD])
    return Tag.objects.get(name=WORD)


def _public_picture() -> Any:
    picture = make_picture(alt=WORD)
    live_review(lead_picture=picture)
    return picture


def _colleague(**fields: Any) -> User:
    colleague = make_user(username=f"{WORD}-colleague-{User.objects.count()}", **fields)
    if not colleague.is_superuser:
        colleague.groups.add(Group.objects.get(name="Writer"))
    return colleague


def _role(*permissions: str) -> Group:
    role = Group.objects.create(name=WORD)
    for permission in permissions:
        app, codename = permission.split(".")
        found = Permission.objects.get(content_type__app_label=app, codename=codename)
        role.permissions.add(found)
    return role


def _old_address() -> OldAddress:
    remember(f"/{WORD}/", make_film())
    return OldAddress.objects.get()


def _task() -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path=WORD, queue_name="default", backend_name="default", args_kwargs={}
    )


def _authenticator(type: str) -> Authenticator:
    data = {"name": WORD, "credential": {}}
    return Authenticator.objects.create(user=_another(), type=type, data=data)


def _invitation(**fields: Any) -> Invitation:
    role = Group.objects.get(name="Writer")
    return Invitation.objects.create(name=WORD, role=role, token_hash=WORD, **fields)


SUBMITTED = Review.Stage.SUBMITTED

OBJECTS: dict[str, Callable[[User], Made]] = {
    "-": lambda who: None,
    "her draft": lambda who: _piece(draft_review, created_by=who),
    "her submitted piece": lambda who: _piece(draft_review, created_by=who, stage=SUBMITTED),
    "her live piece": lambda who: _piece(live_review, created_by=who),
    "her scheduled piece": lambda who: _piece(
        scheduled_review, at=timezone.now() + timedelta(days=3), created_by=who
    ),
    "her withdrawn piece": _withdrawn,
    "another's draft": lambda who: _piece(draft_review, created_by=_another()),
    "another's submission": lambda who: _piece(
        draft_review, created_by=_another(), stage=SUBMITTED
    ),
    "another's live piece": lambda who: _piece(live_review, created_by=_another()),
    "her changed draft": _changed,
    "another's changed": lambda who: _changed(_another()),
    "another's unsaved": lambda who: _unsaved(_another()),
    "a quiet film": lambda who: make_film(WORD),
    "a public film": lambda who: live_review(film=make_film(WORD)).film,
    "an embargoed film": lambda who: make_film(
        WORD, embargo_until=timezone.now() + timedelta(days=9)
    ),
    "a quiet trailer": lambda who: make_trailer(make_film(), title=WORD),
    "a public trailer": lambda who: make_trailer(live_review().film, title=WORD),
    "an import": lambda who: Move.objects.create(
        kind="archive", state="rehearsed", report=ContentFile(b"{}", "report.json")
    ),
    "a person": lambda who: Person.objects.create(name=WORD),
    "an unused tag": lambda who: Tag.objects.create(name=WORD, slug=WORD.lower()),
    "a public tag": lambda who: _public_tag(),
    "an author": lambda who: make_author(WORD),
    "an unused picture": lambda who: make_picture(alt=WORD),
    "a wordless picture": lambda who: make_picture(alt="", caption=WORD),
    "a public picture": lambda who: _public_picture(),
    "the settings": lambda who: SiteSettings.objects.get(),
    "an old address": lambda who: _old_address(),
    "a colleague": lambda who: _colleague(),
    "herself": lambda who: who,
    "a superuser": lambda who: _colleague(is_superuser=True),
    "a resting superuser": lambda who: _colleague(is_superuser=True, is_active=False),
    "a role of the site's": lambda who: _role("reviews.view_film"),
    "a built-in role": lambda who: Group.objects.get(name="Writer"),
    "a role with more": lambda who: _role("reviews.view_film", "sessions.delete_session"),
    "a task": lambda who: _task(),
    "a text page": lambda who: TextPage.objects.create(title=WORD, slug=WORD.lower()),
    "a pick": lambda who: FrontPagePick.objects.create(review=_piece(live_review)),
    "an audit entry": lambda who: audit("import", WORD),
    "another's notice": lambda who: Notice.objects.create(to=_another(), sentence=WORD),
    "an invitation": lambda who: _invitation(),
    "a used invitation": lambda who: _invitation(used_at=timezone.now()),
    "another's app": lambda who: _authenticator(Authenticator.Type.TOTP),
    "another's passkey": lambda who: _authenticator(Authenticator.Type.WEBAUTHN),
}


def another(made: Made) -> Made:
    """A second row beside the one that was made."""
    name = {"title": "Other"} if hasattr(made, "title") else {"name": "Other"}
    return type(made).objects.create(**name, slug="other")


def arguments(name: str, made: Made, parameters: list[str]) -> dict[str, Any]:
    """What fills the address: the object's id, but for the few that want something else."""
    if name == "view_on_site":
        content_type = ContentType.objects.get_for_model(made)
        return {"content_type_id": content_type.pk, "object_id": made.pk}
    if name == "quick_add":
        return {"app_label": made._meta.app_label, "model_name": made._meta.model_name}
    if name == "reviews_review_discard":
        return {"page": made.page}
    if name == "app_list":
        return {"app_label": "reviews"}
    return dict.fromkeys(parameters, getattr(made, "pk", None))
