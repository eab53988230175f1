"""The one way in which the desk adds a trailer to a film, from whatever box it was pasted into."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.log import record
from publishing.moments import told
from reviews.models.film import Film
from reviews.models.trailer import Trailer
from reviews.trailers.paste import Pasted
from reviews.trailers.tasks import ask_soon


@dataclass(frozen=True)
class Added:
    """`is_new` is false for a video the film had already; `others` are other films' with it."""

    trailer: Trailer
    is_new: bool
    others: list[Trailer]

    @property
    def sentences(self) -> list[str]:
        """What whoever pasted it should know; nothing when all is as she will expect."""
        film, said = self.trailer.film, []
        if not self.is_new:
            said.append(_("%(film)s has this trailer already.") % {"film": film})
        if self.others:
            films = ", ".join(str(other.film) for other in self.others)
            said.append(_("It is also a trailer of %(films)s.") % {"films": films})
        if waits := waits_until(self.trailer, timezone.now()):
            said.append(_("Readers see it from %(moment)s.") % {"moment": told(waits)})
        return said


def waits_until(trailer: Trailer, at: datetime) -> datetime | None:
    """When readers will see it, by its own moment and its film's embargo; None when they do."""
    embargo = None if trailer.despite_embargo else trailer.film.embargo_until
    begins = max(filter(None, (trailer.shown_from, embargo)))
    return begins if begins > at else None


@transaction.atomic
def add_trailer(
    film: Film,
    pasted: Pasted,
    by: User | None,
    *,
    shown_from: datetime | None = None,
    despite_embargo: bool = False,
) -> Added:
    """Put a pasted trailer behind the film's others, and have its provider asked afterwards.

    One that the film has already is brought up to date: a bare address pasted again wipes out
    nothing that an embed code brought.
    """
    last = film.trailers.aggregate(last=Max("position"))["last"]
    facts: dict[str, Any] = {
        "video_hash": pasted.video_hash,
        "start_seconds": pasted.start_seconds,
        "title": pasted.title,
        "uploader": pasted.uploader,
        "uploader_url": pasted.uploader_url,
        "shown_from": shown_from,
        "despite_embargo": despite_embargo,
    }
    known = {name: value for name, value in facts.items() if value}
    trailer, is_new = Trailer.objects.update_or_create(
        film=film,
        provider=pasted.provider,
        video_id=pasted.video_id,
        defaults=known,
        create_defaults={**known, "position": 0 if last is None else last + 1},
    )
    if is_new:
        record(by, trailer, _("Added to %(film)s.") % {"film": film})
    ask_soon(trailer)
    return Added(trailer, is_new, list(same_video(pasted).exclude(film=film)))


def same_video(pasted: Pasted) -> Any:
    """Every trailer that is this video, with its film and still."""
    rows = Trailer.objects.filter(provider=pasted.provider, video_id=pasted.video_id)
    return rows.select_related("film", "poster").order_by("pk")
