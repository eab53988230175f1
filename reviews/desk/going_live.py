"""What publishing would change for readers, and who wrote each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from publishing.authored_diff import AuthoredRun, authored_diff
from publishing.moments import told_near
from publishing.requests import SiteRequest
from reviews.desk.merging import differ
from reviews.desk.words import Words, label_of
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.revisions import SNAPSHOT_FIELDS, edition_snapshot

Snapshot = Mapping[str, Any]
# Empty at the desk they mean "as it is": the door keeps what readers have.
KEPT_WHEN_EMPTY = ("slug", "published_at")
# Older saves are taken together: each one more costs a comparison of the whole text.
LATEST_SAVES = 30


@dataclass(frozen=True)
class GoingLive:
    """One field that will change: its paragraphs in runs, those alike left out.

    `is_markup_only`: the words stay, and links, headings or emphasis change.
    """

    label: str
    paragraphs: list[list[AuthoredRun]]
    is_markup_only: bool = False
    who: str = ""


def standing_for(review: Review, request: SiteRequest) -> Edition | None:
    """What the text at the desk would replace: the live text, else the one that waits."""
    editions = Edition.objects.filter(review=review)
    return editions.live(request.at).first() or editions.filter(live_from__gt=request.at).first()


def going_live(request: SiteRequest, edition: Edition, text: Snapshot) -> list[GoingLive]:
    """The fields in which `text`, saved or typed just now, differs from the edition."""
    base = edition_snapshot(edition)
    versions = [*_saves(request, edition), (text, _("you, not saved yet"))]
    words = Words([base, *(data for data, _who in versions)])
    return [
        _change(name, base, versions, words)
        for name in SNAPSHOT_FIELDS
        if name in text
        and differ((name,), base, text)
        and not (name in KEPT_WHEN_EMPTY and not text[name])
    ]


def _saves(request: SiteRequest, edition: Edition) -> list[tuple[Snapshot, str]]:
    """What was saved after the edition's text was taken, oldest first, and by whom."""
    saves = Revision.objects.filter(review=edition.review_id, version__gt=edition.desk_version)
    latest = saves.exclude(kind=Revision.Kind.CONFLICT).select_related("by").order_by("-number")
    return [(save.data, _who(save, request)) for save in reversed(latest[:LATEST_SAVES])]


def _who(save: Revision, request: SiteRequest) -> str:
    name = save.by.get_full_name() or save.by.get_username() if save.by else _("Nobody by name")
    return f"{name}, {told_near(save.at, request.at)}"


def _change(
    name: str, base: Snapshot, versions: list[tuple[Snapshot, str]], words: Words
) -> GoingLive:
    told = [(words.of(name, data.get(name, base[name])), who) for data, who in versions]
    runs = authored_diff(words.of(name, base[name]), told)
    if all(run.kind == "same" for run in runs):
        return GoingLive(label_of(name), [], is_markup_only=True, who=_last_hand(name, versions))
    return GoingLive(label_of(name), [row for row in _paragraphs(runs) if _is_changed(row)])


def _last_hand(name: str, versions: list[tuple[Snapshot, str]]) -> str:
    """Who gave the field the value that it has now."""
    _value, group = [(v, list(g)) for v, g in groupby(versions, lambda v: v[0].get(name))][-1]
    return group[0][1]


def _paragraphs(runs: list[AuthoredRun]) -> Iterator[list[AuthoredRun]]:
    row: list[AuthoredRun] = []
    for run in runs:
        first, *others = run.text.split("\n")
        row.append(run._replace(text=first))
        for line in others:
            yield [run for run in row if run.text]
            row = [run._replace(text=line)]
    yield [run for run in row if run.text]


def _is_changed(row: list[AuthoredRun]) -> bool:
    return any(run.kind != "same" and run.text.strip() for run in row)
