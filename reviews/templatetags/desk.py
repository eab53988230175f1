"""What the desk's own pages show: the daily lists, and what waits for somebody today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.contrib.auth.models import User
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.moments import told
from reviews.models.edition import Edition
from reviews.models.review import Byline, Review

register = template.Library()

DAILY = (
    *("reviews.review", "reviews.film", "reviews.person", "authors.author", "pictures.picture"),
    "reviews.tag",
)
AT_MOST = 6


@dataclass(frozen=True)
class Panel:
    """One box of the dashboard. `rows` are (address at the desk, title, when in words)."""

    title: str
    tone: str
    rows: list[tuple[str, str, str]]
    empty: str


@register.filter
def daily_lists(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lists used every day, from the admin's `app_list`, which holds what one may see."""
    lists = _lists(apps)
    return [lists[label] for label in DAILY if label in lists]


@register.filter
def other_lists(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Everything else: settings, people who sign in."""
    return [found for label, found in _lists(apps).items() if label not in DAILY]


def _lists(apps: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = (model for app in apps for model in app["models"] if model["admin_url"])
    return {model["model"]._meta.label_lower: model for model in found}


@register.inclusion_tag("publishing/desk/_today.html", takes_context=True)
def today(context: template.Context) -> dict[str, Any]:
    """`panels` for people who may see pieces (four queries), nothing for others."""
    user, at = context["request"].user, context["at"]
    if not user.has_perm("reviews.view_review"):
        return {"panels": []}
    return {"panels": [_drafts(user), _submitted(), _scheduled(at), _published(at)]}


def _drafts(user: User) -> Panel:
    mine = Q(created_by=user) | Q(pk__in=Byline.objects.filter(author__user=user).values("review"))
    unpublished = Q(published_version=None) | ~Q(published_version=F("version"))
    rows = Review.objects.filter(mine, unpublished, stage=Review.Stage.DRAFTING)
    return Panel(_("My drafts"), "draft", _pieces(rows), _("Nothing of yours is unfinished."))


def _submitted() -> Panel:
    rows = Review.objects.filter(stage=Review.Stage.SUBMITTED)
    return Panel(_("Submitted"), "submitted", _pieces(rows), _("No piece waits for an editor."))


def _scheduled(at: datetime) -> Panel:
    rows = Edition.objects.filter(live_from__gt=at).order_by("live_from")
    return Panel(
        _("Scheduled"), "scheduled", _editions(rows, "live_from"), _("Nothing is scheduled.")
    )


def _published(at: datetime) -> Panel:
    rows = Edition.objects.live(at).newest_first()
    return Panel(
        _("Recently published"),
        "live",
        _editions(rows, "published_at"),
        _("Nothing is published yet."),
    )


def _pieces(rows: Any) -> list[tuple[str, str, str]]:
    newest = rows.select_related("film").defer("body").order_by("-saved_at")[:AT_MOST]
    return [
        (review.desk_url, str(review), _("Saved %(moment)s") % {"moment": told(review.saved_at)})
        for review in newest
    ]


def _editions(rows: Any, moment: str) -> list[tuple[str, str, str]]:
    return [
        (
            reverse("admin:reviews_review_change", args=[edition.review_id]),
            edition.headline,
            told(getattr(edition, moment)),
        )
        for edition in rows.only("review_id", "headline", moment)[:AT_MOST]
    ]
