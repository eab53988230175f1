"""One recommendation on a piece's form."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from reviews.desk.ordered import OrderedForm
from reviews.desk.own_links import own_path
from reviews.models.address import Address
from reviews.models.review import Review

PIECES = {"review_detail", "article_detail"}
ON_THE_DESK = "reviews_review_change"


class AddressField(forms.URLField):
    """A web address; one that begins with / is of our own site."""

    widget = forms.URLInput

    def to_python(self, value: Any) -> str:
        if isinstance(value, str) and value.strip().startswith("/"):
            value = settings.SITE_URL.rstrip("/") + value.strip()
        return str(super().to_python(value) or "")


class RecommendationForm(OrderedForm):
    """A pasted address of a piece of ours becomes a link to that piece, wherever it moves."""

    url = AddressField(
        label=_("or an address elsewhere"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        # A browser would refuse an address that begins with /.
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ours = piece_at(cleaned.get("url") or "")
        if ours is not None and cleaned.get("target") in (None, ours):
            cleaned["target"], cleaned["url"] = ours, ""
        return cleaned


def piece_at(address: str) -> Review | None:
    """The piece of ours that an address leads to, by any address it ever had; or its form's."""
    path = own_path(address) if address else None
    if path is None:
        return None
    try:
        found = resolve(_path_of(path))
    except Resolver404:
        return None
    if found.url_name in PIECES:
        claimed = Address.objects.filter(slug=found.kwargs["slug"]).select_related("review__film")
        known = claimed.first()
        return known.review if known else None
    if found.url_name == ON_THE_DESK and str(found.kwargs.get("object_id", "")).isdecimal():
        return Review.objects.filter(pk=found.kwargs["object_id"]).first()
    return None


def _path_of(path: str) -> str:
    try:
        return unquote(urlsplit(path).path)
    except ValueError:
        return ""
