"""Telling the people who do trailers that one no longer plays."""

from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.models.notice import Notice
from publishing.notices import notify, people_who_may
from reviews.models.trailer import Trailer


def tell_dead(trailer: Trailer) -> None:
    sentence = _(
        "A trailer of “%(film)s” at %(provider)s no longer plays; readers see the next."
    ) % {
        "film": trailer.film,
        "provider": trailer.provider_name,
    }
    address = reverse("admin:reviews_trailer_change", args=[trailer.pk])
    notify(
        Notice.Kind.TRAILER_DEAD,
        people_who_may("reviews.change_trailer"),
        sentence,
        address=address,
    )
