"""The site's own colours, and what telephones want to know of it."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import conditional_page, require_safe

from publishing.colours import BLACK, DARK_CURTAIN, lightened, mixed
from publishing.requests import SiteRequest

A_YEAR = 31_536_000
ICONS = (192, 512)
# How much darker the masthead is on a dark screen.
DIMMED = 0.45


@require_safe
def palette(request: SiteRequest) -> HttpResponse:
    """`reviews/palette.css`; pages ask for it by the colours, so that it may be kept for long."""
    site = request.site_now.settings
    context = {
        "site": site,
        "dark_house": mixed(site.house_colour, BLACK, DIMMED),
        "dark_link": lightened(site.link_colour, DARK_CURTAIN),
    }
    response = render(request, "reviews/palette.css", context, content_type="text/css")
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}"
    return response


@require_safe
@conditional_page
def manifest(request: SiteRequest) -> HttpResponse:
    """Source: W3C, Web Application Manifest."""
    site = request.site_now.settings
    told = {
        "name": site.name,
        "description": site.tagline,
        "lang": site.language,
        "start_url": "/",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": site.house_colour,
        "icons": [
            {
                "src": static(f"reader/icon-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
            }
            for size in ICONS
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")
