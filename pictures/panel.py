"""The first page's panel of pictures that have no words for people who do not see them."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from pictures.models.picture import Picture
from publishing.desk.panels import Panel, PanelRow

AT_MOST = 6


def without_words(request: HttpRequest) -> Panel | None:
    """The newest pictures that lack alternative text and are not marked as decorative."""
    if not request.user.has_perm("pictures.change_picture"):
        return None
    rows = Picture.objects.undescribed().order_by("-added_at", "-pk")[:AT_MOST]
    found = [
        PanelRow(
            reverse("admin:pictures_picture_change", args=[picture.pk]),
            picture.caption or str(picture),
        )
        for picture in rows
    ]
    return Panel(
        _("Pictures without alternative text"),
        "withdrawn",
        found,
        _("Every picture has its words."),
    )
