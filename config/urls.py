"""Every address of the site: the desk, readers' pages and, where the web server leaves it, media."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.static import serve

handler404 = "publishing.error_views.not_found"

urlpatterns = [
    path("admin/", admin.site.urls),
    # nginx answers these itself in production; on one machine there is nobody else to do it.
    re_path(
        rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.+)$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
    ),
    path("", include("reviews.public.urls")),
]
