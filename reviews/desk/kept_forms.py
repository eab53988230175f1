"""Rows of unsaved text: kept as a browser sends them, found again, and told in words."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from publishing.rich_text import LONGEST
from reviews.desk.presence import told_briefly
from reviews.models.autosave import Autosave
from reviews.models.review import Review

# So many are offered on a form; older ones come up when these are saved or discarded.
OFFERED = 3
OLDEST = timedelta(days=30)
# What the script adds to the form for us.
ADDED = {"_age", "_copy", "_review", "_user"}

Fields = dict[str, list[str]]


def page_from(text: str | None) -> UUID | None:
    """The name of an open page, or None for what is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def number_from(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else None


def fits(fields: Fields) -> bool:
    """Whether it is no longer than a text may be."""
    return all(len(value) <= LONGEST for values in fields.values() for value in values)


def keep(user: User, review: Review | None, page: UUID, fields: Fields) -> Autosave:
    """Keep the form in place of what the same page sent before.

    `_age` in it says how many milliseconds ago it was typed: a text that waited for the network
    in the browser comes late.
    """
    waited = timedelta(milliseconds=number_from(fields.get("_age", [""])[0]) or 0)
    kept, _made = Autosave.objects.update_or_create(
        user=user,
        page=page,
        defaults={
            "review": review,
            "form": {name: values for name, values in fields.items() if name not in ADDED},
            "version": number_from(fields.get("version", [""])[0]),
            "at": timezone.now() - min(waited, OLDEST),
        },
    )
    return kept


def offers(user: User, review: Review | None, page: UUID | None) -> list[dict[str, Any]]:
    """This person's unsaved texts of the piece, or of new ones, from other pages than this."""
    rows = Autosave.objects.filter(user=user, review=review)
    if page is not None:
        rows = rows.exclude(page=page)
    return [
        {
            "page": row.page,
            "when": told_briefly(row.at),
            "address": f"{form_address(review)}?unsaved={row.page}",
        }
        for row in rows.only("page", "at").order_by("-at")[:OFFERED]
    ]


def form_address(review: Review | None) -> str:
    return review.desk_url if review else reverse("admin:reviews_review_add")


def as_post(kept: Autosave) -> QueryDict:
    """The kept form as a browser would post it.

    What was typed into a piece that is gone becomes a new one: its rows are new, too.
    """
    data = QueryDict(mutable=True)
    for name, values in kept.form.items():
        is_row_of_gone = kept.review_id is None and re.search(r"-\d+-(?:id|review)$", name)
        is_count = kept.review_id is None and name.endswith("-INITIAL_FORMS")
        data.setlist(name, [""] if is_row_of_gone else ["0"] if is_count else values)
    return data
