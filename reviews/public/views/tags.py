"""What pieces are filed under."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.pagecache.parameters import takes
from publishing.requests import SiteRequest
from reviews.models.edition import Edition
from reviews.public.cards import card_for
from reviews.public.pagination import paginated
from reviews.public.shelves import live_tags


@require_safe
def tag_list(request: SiteRequest) -> HttpResponse:
    """`reviews/tag_list.html`: tags with something live, by name."""
    tags = [
        {"name": tag.name, "url": tag.get_absolute_url(), "count": tag.piece_count}
        for tag in live_tags(request.at).order_by("name")
    ]
    context = {"tags": tags, "title": _("Tags"), "section": "tags"}
    return render(request, "reviews/tag_list.html", context)


@takes("page")
@require_safe
def tag_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """`reviews/tag_detail.html`: the tag's pieces, newest first."""
    tag = live_tags(request.at).filter(slug=slug).first()
    if tag is None:
        raise Http404("Nothing with such a tag is live")
    page = paginated(
        request, Edition.objects.live(request.at).tagged(tag).newest_first().for_cards()
    )
    context = {
        **page,
        "tag": tag,
        "cards": [card_for(edition) for edition in page["paginator_page"]],
        "title": tag.name,
        "section": "tags",
    }
    return render(request, "reviews/tag_detail.html", context)
