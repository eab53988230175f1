"""Pages that are no pieces: about, contact, imprint."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publishing.models.text_page import TextPage
from publishing.requests import SiteRequest
from reviews.public.page import pictures_of, videos_of


@require_safe
def text_page(request: SiteRequest, slug: str) -> HttpResponse:
    """`reviews/text_page.html` with `page`, and the `pictures` and `videos` of its text."""
    page = TextPage.objects.filter(slug=slug, is_public=True).first()
    if page is None:
        raise Http404("No such page")
    context = {
        "page": page,
        "pictures": pictures_of(page.body),
        "videos": videos_of(page.body),
        "title": page.title,
    }
    return render(request, "reviews/text_page.html", context)
