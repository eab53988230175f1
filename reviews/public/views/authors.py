"""The people who write here."""

from django.db.models import Max, Min
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.pagecache.parameters import takes
from publishing.requests import SiteRequest
from reviews.models.edition import Edition
from reviews.public.cards import card_for
from reviews.public.pagination import paginated
from reviews.public.shelves import live_authors


@require_safe
def author_list(request: SiteRequest) -> HttpResponse:
    """`reviews/author_list.html`: listed authors with something live, by name."""
    authors = live_authors(request.at).filter(is_listed=True).select_related("photo")
    context = {"authors": authors.order_by("name"), "title": _("Writers"), "section": "authors"}
    return render(request, "reviews/author_list.html", context)


@takes("page")
@require_safe
def author_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """`reviews/author_detail.html`: bio, span of years and the author's pieces, newest first."""
    dates = {
        "first": Min("edition_bylines__published_at"),
        "last": Max("edition_bylines__published_at"),
    }
    authors = live_authors(request.at).annotate(**dates).select_related("photo")
    author = authors.filter(slug=slug).first()
    if author is None:
        raise Http404("Nothing by such an author is live")
    page = paginated(
        request, Edition.objects.live(request.at).by(author).newest_first().for_cards()
    )
    context = {
        **page,
        "author": author,
        "cards": [card_for(edition) for edition in page["paginator_page"]],
        "first_year": timezone.localtime(author.first).year,  # type: ignore[attr-defined]
        "last_year": timezone.localtime(author.last).year,  # type: ignore[attr-defined]
        "title": author.name,
        "section": "authors",
    }
    return render(request, "reviews/author_detail.html", context)
