"""The first page's panels of pictures: rights that run out, and words that are missing."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pictures.models.picture import RIGHTS_WARNING, Picture
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
        more=f"{reverse('admin:pictures_picture_changelist')}?words=missing",
    )


def rights_that_end(request: HttpRequest) -> Panel | None:
    """Pictures whose rights have run out or soon will, the most urgent first; None for none."""
    if not request.user.has_perm("pictures.change_picture"):
        return None
    day = timezone.localdate() + RIGHTS_WARNING
    rows = Picture.objects.rights_end_by(day).order_by("rights_until", "pk")[:AT_MOST]
    found = [
        PanelRow(
            reverse("admin:pictures_picture_change", args=[picture.pk]),
            str(picture),
            _told_end(picture),
        )
        for picture in rows
    ]
    if not found:
        return None  # a warning, not a task: most days there is nothing to say
    more = f"{reverse('admin:pictures_picture_changelist')}?rights=to-mind"
    return Panel(_("Rights to pictures that run out"), "withdrawn", found, more=more)


def _told_end(picture: Picture) -> str:
    day = {"day": date_format(picture.rights_until or "", "SHORT_DATE_FORMAT")}
    if picture.rights_have_ended:
        return _("Ended %(day)s") % day
    return _("Until %(day)s") % day
