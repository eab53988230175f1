"""What the link box of a text suggests: addresses of our own."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviews.desk.finding import names_found, pieces_found
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.review import Review
from reviews.public.shelves import live_films, live_people
from reviews.search.query import tidied

MOST = 5


@require_safe
def link_view(request: HttpRequest) -> JsonResponse:
    """JSON: `results`, each with `text`, `note` (what it is) and `url`; for GET ?q=.

    Pieces that have an address, also one that waits; films and people whether or not they have
    something live, which the note says. A draft has no address yet, so nobody can link to it.
    """
    if not admin.site.get_model_admin(Review).has_view_or_change_permission(request):
        raise PermissionDenied
    typed = tidied(request.GET.get("q", ""))
    if not typed:
        return JsonResponse({"results": []})
    at = request.at  # type: ignore[attr-defined]
    named = (
        (_("film"), names_found(Film.objects.all(), "film", typed), live_films(at)),
        (_("person"), names_found(Person.objects.all(), "person", typed), live_people(at)),
    )
    results = list(_pieces(typed, at))
    for what, found, live in named:
        rows = list(found[:MOST])
        open_now = set(live.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        results += [
            _result(
                row, what if row.pk in open_now else _("%(what)s, no page yet") % {"what": what}
            )
            for row in rows
        ]
    return JsonResponse({"results": results})


def _pieces(typed: str, at: Any) -> Any:
    """The edition live now of each piece, else the one that waits; none of what is withdrawn."""
    ids = list(pieces_found(Review.objects.all(), typed).values_list("pk", flat=True)[:200])
    editions = Edition.objects.filter(review__in=ids, live_until__gt=at).order_by("live_from")
    found: dict[int, Edition] = {}
    for edition in editions.only("review_id", "kind", "slug", "headline", "live_from"):
        found.setdefault(edition.review_id, edition)
    for edition in list(found.values())[:MOST]:
        kind = edition.get_kind_display()
        waits = edition.live_from > at
        yield _result(edition, _("%(what)s, scheduled") % {"what": kind} if waits else kind)


def _result(row: Any, note: str) -> dict[str, str]:
    return {"text": str(row), "note": note.lower(), "url": row.get_absolute_url()}
