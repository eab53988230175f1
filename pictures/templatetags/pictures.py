"""The tags that show pictures on readers' pages."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from pictures.models.picture import Picture
from pictures.shown import Shown, shown, thumbnail_url

register = template.Library()


@register.inclusion_tag("_picture.html")
def picture(
    picture: Picture,
    shape: str,
    sizes: str,
    alt: str | None = None,
    high: bool = False,
    css: str = "",
) -> dict[str, Any]:
    """Render `_picture.html`: the files of a picture in a shape, the right one for every screen.

    `sizes` says how wide it is shown, as CSS has it; `alt` replaces the picture's own words where
    the text beside it says the same. `high` is for the one picture of the first view; the others
    wait until they are nearly seen.
    """
    return {
        "shown": shown(picture, shape),
        # Browsers that know "auto" measure the place themselves; others go on to what follows.
        "sizes": sizes if high else f"auto, {sizes}",
        "alt": picture.alt if alt is None else alt,
        "high": high,
        "css": " ".join(filter(None, (css, picture.focal_class, picture.tone_class))),
    }


@register.simple_tag
def social_image(picture: Picture | None) -> Shown | None:
    """Return the picture as crawlers of social sites want it, 1200 × 630 as soon as it is made."""
    return shown(picture, "social") if picture else None


@register.simple_tag
def thumbnail(picture: Picture) -> str:
    """Return the address of a small file of the whole picture."""
    return thumbnail_url(picture)


@register.filter
def picture_url(changelist: Any, picture: Picture) -> str:
    """Return where a picture of the library leads, back to the same filters afterwards."""
    url = reverse("admin:pictures_picture_change", args=[picture.pk])
    filters = changelist.get_query_string().removeprefix("?")
    return f"{url}?{urlencode({'_changelist_filters': filters})}" if filters else url
