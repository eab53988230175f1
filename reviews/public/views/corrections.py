"""What was wrong and was put right."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.pagecache.parameters import takes
from publishing.requests import SiteRequest
from reviews.models.edition import Edition
from reviews.public.pagination import paginated


@takes("page")
@require_safe
def correction_list(request: SiteRequest) -> HttpResponse:
    """`reviews/correction_list.html`: `corrections` of pieces that are live, newest first.

    Each is {"at", "text", "language", "piece" (the live edition)}.
    """
    page = paginated(request, Edition.objects.corrected_by(request.at))
    rows = list(page["paginator_page"])
    pieces = Edition.objects.live(request.at).filter(review_id__in={row.review_id for row in rows})
    by_review = {piece.review_id: piece for piece in pieces.defer("body", "plain_text")}
    corrections = [
        {
            "at": row.live_from,
            "text": row.correction,
            "language": row.language,
            "piece": by_review[row.review_id],
        }
        for row in rows
        # A piece withdrawn between the two queries is in the first alone.
        if row.review_id in by_review
    ]
    context = {**page, "corrections": corrections, "title": _("Corrections")}
    return render(request, "reviews/correction_list.html", context)
