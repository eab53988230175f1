"""Every address of the site: the desk, readers' pages and, where the web server leaves it, media."""

from django.conf import settings
from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve

handler404 = "publishing.error_views.not_found"

urlpatterns = [
    path("admin/", admin.site.urls),
    # nginx answers these itself in production; on one machine there is nobody else to do it.
    # Our names are short and ASCII; with longer ones the file system raises, which would be a 500.
    re_path(
        rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>[a-zA-Z0-9_./-]{{1,200}})$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
    ),
    # Browsers ask for it wherever a page names no icon of its own.
    path("favicon.ico", RedirectView.as_view(url=static("reader/favicon.svg"))),
    path("", include("reviews.public.urls")),
]
