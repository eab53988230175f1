"""What can be done to many pieces at once, and a rehearsal that says what it would do.

A rehearsal does the act and takes everything back, so that it can promise nothing else than
what the door will do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.desk.buttons import ACTS, Answers
from reviews.desk.moments import MomentField
from reviews.desk.rights import may_edit
from reviews.desk.status import Status, status_of
from reviews.models.review import Review
from reviews.models.tag import Tag, tags_from_string
from reviews.publish import NotReady, Refused
from reviews.revisions import keep_revision

Do = Callable[[Review, User, Answers], str]


class Nothing(forms.Form):
    """An act that asks nothing."""


class When(forms.Form):
    publish_at = MomentField(label=gettext_lazy("When"))

    def clean_publish_at(self) -> Any:
        moment = self.cleaned_data["publish_at"]
        if moment is None:
            raise forms.ValidationError(_("Say when they are to be published."))
        if moment <= timezone.now():
            raise forms.ValidationError(_("This moment has passed; use Publish."))
        return moment


class Why(forms.Form):
    withdraw_reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=300)


class Tags(forms.Form):
    tags = forms.CharField(
        label=gettext_lazy("Tags to add"),
        help_text=gettext_lazy("Separated by commas: documentary, science fiction"),
    )

    def clean_tags(self) -> list[str]:
        names = tags_from_string(self.cleaned_data["tags"])
        longest = Tag._meta.get_field("name").max_length or 100
        if not names or any(len(name) > longest for name in names):
            raise forms.ValidationError(_("Give tags of at most 100 characters, with commas."))
        return names


class Note(forms.Form):
    desk_note = forms.CharField(
        label=gettext_lazy("Note"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


@dataclass(frozen=True)
class BulkAct:
    """One act. `form` asks once what all pieces need; `button` is the word on the last button."""

    label: str | Promise
    button: str | Promise
    permission: str
    do: Do
    form: type[forms.Form] = Nothing

    def refusal(self, user: User, review: Review) -> str:
        """Why this person may not do it to this piece; empty when she may."""
        if not user.has_perm(self.permission):
            return _("You may not do this.")
        if not user.has_perm("reviews.change_review") or not may_edit(user, review):
            return _("You may not change this piece.")
        return ""


def _add_tags(review: Review, user: User, answers: Answers) -> str:
    has = {name.casefold() for name in review.tags.names()}
    new = [name for name in answers["tags"] if name.casefold() not in has]
    if not new:
        raise NotReady(_("It has these tags already."))
    review.tags.add(*new)
    review.version += 1
    review.save(update_fields=["version", "saved_at"])
    keep_revision(review, user, why=_("Tags were added to several pieces"))
    return _("Tags added: %(tags)s. Readers see them when the piece is published.") % {
        "tags": ", ".join(new)
    }


def _button(name: str) -> tuple[str, Do]:
    do, permission = ACTS[name]
    return permission, do


BULK: dict[str, BulkAct] = {
    "bulk_publish": BulkAct(
        gettext_lazy("Publish now"), gettext_lazy("Publish"), *_button("_publish")
    ),
    "bulk_schedule": BulkAct(
        gettext_lazy("Schedule"), gettext_lazy("Schedule"), *_button("_schedule"), form=When
    ),
    "bulk_withdraw": BulkAct(
        gettext_lazy("Withdraw from readers"),
        gettext_lazy("Withdraw"),
        *_button("_withdraw"),
        form=Why,
    ),
    "bulk_tag": BulkAct(
        gettext_lazy("Add tags"),
        gettext_lazy("Add tags"),
        "reviews.change_review",
        _add_tags,
        form=Tags,
    ),
    "bulk_submit": BulkAct(
        gettext_lazy("Submit to an editor"), gettext_lazy("Submit"), *_button("_submit")
    ),
    "bulk_send_back": BulkAct(
        gettext_lazy("Send back to the writer"),
        gettext_lazy("Send back"),
        *_button("_send_back"),
        form=Note,
    ),
}


@dataclass(frozen=True)
class Outcome:
    """What an act does, or did, to one piece: a refusal has no status after it."""

    review: Review
    sentence: str
    before: Status | None = None
    after: Status | None = None
    is_refused: bool = False


def rehearse(act: BulkAct, review: Review, user: User, answers: Answers) -> Outcome:
    """Do it, look at the piece, and take everything back."""
    before = _status(review, timezone.now())
    with transaction.atomic():
        outcome = _outcome(act, review, user, answers)
        soon = timezone.now() + timedelta(seconds=1)  # the door's clock may be a little ahead
        after = None if outcome.is_refused else _status(review, soon)
        transaction.set_rollback(True)
    return Outcome(review, outcome.sentence, before, after, outcome.is_refused)


def perform(act: BulkAct, review: Review, user: User, answers: Answers) -> Outcome:
    """Do it in a transaction of its own: what one piece is refused does not hold up the next."""
    with transaction.atomic():
        return _outcome(act, review, user, answers)


def _outcome(act: BulkAct, review: Review, user: User, answers: Answers) -> Outcome:
    locked = Review.objects.select_for_update(no_key=True, of=("self",)).get(pk=review.pk)
    if refusal := act.refusal(user, locked):
        return Outcome(review, refusal, is_refused=True)
    try:
        with transaction.atomic():
            return Outcome(review, act.do(locked, user, answers))
    except Refused as refused:
        return Outcome(review, " ".join(refused.sentences), is_refused=True)


def _status(review: Review, at: Any) -> Status:
    fresh = Review.objects.get(pk=review.pk)
    light = fresh.editions.defer("body", "plain_text", "card").order_by("live_from")
    return status_of(fresh, list(light), at)
