"""Readers' addresses alone: all that there is inside `/as-of/<instant>/`."""

from django.urls import include, path

handler404 = "publishing.error_views.not_found"

urlpatterns = [path("", include("reviews.public.urls"))]
