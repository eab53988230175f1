"""What somebody did about trailers today, from the desk's log."""

from dataclasses import dataclass
from datetime import datetime, time

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from reviews.models.edition import Edition
from reviews.models.trailer import Trailer

AT_MOST = 50


@dataclass(frozen=True)
class Done:
    """One act. `address` is the page on which readers see it, "" while there is none."""

    at: datetime
    sentence: str
    trailer: Trailer | None
    address: str = ""


def done_today(user: User, at: datetime) -> list[Done]:
    """The newest acts since midnight in the site's zone, newest first; three queries."""
    today = timezone.localtime(at).date()
    midnight = timezone.make_aware(datetime.combine(today, time()))
    entries = LogEntry.objects.filter(
        user=user,
        content_type=ContentType.objects.get_for_model(Trailer),
        action_time__gte=midnight,
    )
    acts = list(entries.order_by("-pk")[:AT_MOST])
    ids = {int(act.object_id) for act in acts if act.object_id}
    trailers = Trailer.objects.select_related("film").in_bulk(ids)
    films = {trailer.film_id for trailer in trailers.values()}
    pages: dict[int, str] = {}
    live = Edition.objects.live(at).filter(film__in=films).newest_first()
    for edition in live.only("kind", "slug", "film_id", "published_at"):
        pages.setdefault(edition.film_id or 0, edition.get_absolute_url())
    done = []
    for act in acts:
        trailer = trailers.get(int(act.object_id or 0))
        address = pages.get(trailer.film_id, "") if trailer else ""
        words = act.get_change_message() or str(act)
        done.append(Done(act.action_time, words, trailer, address))
    return done
