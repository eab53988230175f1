"""What else an address of a site that moved here may lead to: a picture's file, the front page."""

from datetime import datetime

from django.urls import reverse

from pictures.models.picture import Picture


def of_picture(pk: int, at: datetime) -> str | None:
    picture = Picture.objects.filter(pk=pk).first()
    return picture.url if picture else None


def of_site(pk: int, at: datetime) -> str | None:
    """A site that lived in a folder of its host begins at the front page now."""
    return reverse("home")
