"""Acts on many pieces: chosen in the list, shown piece by piece before anything happens, done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.desk.staff import staff
from reviews.desk.bulk import BULK, BulkAct, perform, rehearse
from reviews.models.review import Review

AT_MOST = 100


def may_ask(user: User, name: str) -> bool:
    """Whether an action stands in a person's list; actions of others' are none of our business."""
    return name not in BULK or user.has_perm(BULK[name].permission)


def _chosen(request: HttpRequest, rows: Any) -> list[Review] | None:
    chosen = list(
        rows.defer("body").select_related("film").order_by("-saved_at", "-pk")[: AT_MOST + 1]
    )
    if len(chosen) <= AT_MOST:
        return chosen
    messages.error(request, _("Choose at most %(count)d pieces at a time.") % {"count": AT_MOST})
    return None


def bulk_view(model_admin: Any, request: HttpRequest, rows: Any, name: str) -> HttpResponse | None:
    """`publishing/desk/bulk.html` with `form`, `outcomes` (what would happen) and `ready` (count).

    With `confirm` among what is posted it is done, and the list says what came of each piece.
    """
    act, user = BULK[name], staff(request)
    chosen = _chosen(request, rows)
    if chosen is None:
        return None
    asked = "asked" in request.POST or not act.form.base_fields
    form = act.form(request.POST if asked else None)
    is_known = asked and form.is_valid()
    if is_known and "confirm" in request.POST:
        _done(request, act, chosen, user, form.cleaned_data)
        return None
    answers = form.cleaned_data if is_known else {}
    outcomes = [rehearse(act, review, user, answers) for review in chosen if is_known]
    ready = sum(not outcome.is_refused for outcome in outcomes)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": act.label,
        "opts": model_admin.opts,
        "act": act,
        "name": name,
        "form": form,
        "chosen": chosen,
        "outcomes": outcomes,
        "ready": ready,
        # As they were previewed: what is changed in the boxes wants a new look first.
        "posted": _posted(request, form),
        "sure": _sure(act, ready),
        "media": model_admin.media,
    }
    return render(request, "publishing/desk/bulk.html", context)


def _posted(request: HttpRequest, form: Any) -> dict[str, list[str]]:
    names = tuple(form.fields)
    typed = {key: found for key, found in request.POST.lists() if key.startswith(names)}
    return {**typed, "asked": ["1"]}


def _sure(act: BulkAct, ready: int) -> str:
    words = ngettext("%(button)s: %(count)d piece", "%(button)s: %(count)d pieces", ready)
    return words % {"button": act.button, "count": ready}


def _done(
    request: HttpRequest, act: BulkAct, chosen: list[Review], user: User, answers: dict[str, Any]
) -> None:
    for review in chosen:
        outcome = perform(act, review, user, answers)
        said = format_html(
            '<a href="{}">{}</a>: {}', *(review.desk_url, str(review), outcome.sentence)
        )
        (messages.error if outcome.is_refused else messages.success)(request, said)


def _action(name: str) -> Callable[..., Any]:
    def act(model_admin: Any, request: HttpRequest, rows: Any) -> HttpResponse | None:
        return bulk_view(model_admin, request, rows, name)

    act.__name__ = name
    act.short_description = gettext_lazy("%s …") % BULK[name].label  # type: ignore[attr-defined]
    return act


BULK_ACTIONS = [_action(name) for name in BULK]
