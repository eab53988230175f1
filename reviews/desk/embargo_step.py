"""Moving an embargo: what moves with it is listed, and asked for, before it is done."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from publishing.moments import told_everywhere
from reviews.desk.moments import MomentField
from reviews.models.film import Film
from reviews.publish import Moved, Refused, moves_by


class EmbargoStep(forms.Form):
    """The embargo's part of a film's form.

    A new moment that moves scheduled pieces is refused once, with `embargo_moves` listed. The
    box below the list, `embargo_confirmed`, counts for exactly what was listed, so that a piece
    scheduled meanwhile is asked for again.
    """

    by: User | None = None
    embargo_moves: list[Moved] = []
    embargo_key = ""

    embargo_until = MomentField(label=gettext_lazy("Embargo until"))
    embargo_reason = forms.CharField(
        label=gettext_lazy("Why it is shortened or lifted"), required=False, max_length=300
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["embargo_until"] = self.instance.embargo_lifts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        film: Film = self.instance  # type: ignore[attr-defined]
        is_moved = "embargo_until" in self.changed_data and "embargo_until" not in self.errors
        may = self.by is not None and self.by.has_perm("reviews.set_embargo")
        if film.pk and is_moved and may:
            self._ask(film, cleaned.get("embargo_until"), cleaned.get("embargo_reason", ""))
        return cleaned

    def _ask(self, film: Film, until: datetime | None, reason: str) -> None:
        try:
            moves = moves_by(film, until, self.by, reason)
        except Refused as refusal:
            for sentence in refusal.sentences:
                self.add_error("embargo_until", sentence)
        except PermissionDenied as refusal:
            self.add_error("embargo_until", str(refusal))
        else:
            key = _key(moves)
            if moves and self.data.get("embargo_confirmed") != key:
                self.embargo_moves, self.embargo_key = moves, key
                count = len(moves)
                words = ngettext(
                    "This moves %(count)d scheduled piece; see the top of the page.",
                    "This moves %(count)d scheduled pieces; see the top of the page.",
                    count,
                )
                self.add_error("embargo_until", words % {"count": count})


def _key(moves: list[Moved]) -> str:
    """Tells one list of moves from another. What is moved to “now” moves at another instant each
    time, so moments are taken to the minute."""
    listed = [f"{m.review_id} {m.was_to_begin:%Y%m%d%H%M} {m.begins:%Y%m%d%H%M%z}" for m in moves]
    return sha256("\n".join(sorted(listed)).encode()).hexdigest()[:16]


def embargo_told(film: Film) -> str:
    lifts = film.embargo_lifts
    if lifts is None:
        return _("%(film)s is under no embargo any more.") % {"film": film}
    return _("%(film)s is under embargo until %(moment)s.") % {
        "film": film,
        "moment": told_everywhere(lifts),
    }
