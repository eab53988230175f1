"""Every address of the site: the desk, readers' pages and, for want of a web server, media."""

from django.conf import settings
from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, re_path

from publishing.media import media
from reviews.desk.as_of import choose_instant
from reviews.desk.share_links import shared_preview

handler404 = "publishing.error_views.not_found"

urlpatterns = [
    path("admin/account/", include("publishing.signing_in.urls")),
    path("admin/", admin.site.urls),
    # nginx answers these itself in production; on one machine there is nobody else to do it.
    # Our names are short and ASCII; with longer ones the file system raises, which would be a 500.
    re_path(
        rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>[a-zA-Z0-9_./-]{{1,200}})$",
        media,
    ),
    # Browsers ask for it wherever a page names no icon of its own.
    path("favicon.ico", lambda request: redirect(static("reader/favicon.svg"))),
    path("preview/<str:token>/", shared_preview, name="shared_preview"),
    path("as-of/", choose_instant, name="as_of"),
    path("", include("config.readers_urls")),
]
