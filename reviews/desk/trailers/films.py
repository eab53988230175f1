"""Finding a film by what people type, or adding it by title and year."""

import re

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from publishing.log import record
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.sorting import sort_key

TITLE_AND_YEAR = re.compile(r"(?P<title>.+?)\s*(?:\((?P<a>[0-9]{4})\)|,\s*(?P<b>[0-9]{4}))")
LONGEST_TITLE = Film._meta.get_field("title").max_length or 0
YEARS = range(1870, 2201)


def title_and_year(text: str) -> tuple[str, int | None]:
    """“Sunrise (1927)” and “Sunrise, 1927” are title and year; “Blade Runner 2049” is a title."""
    text = " ".join(text.split()).strip('"“”')
    found = TITLE_AND_YEAR.fullmatch(text)
    year = int(found["a"] or found["b"]) if found else 0
    if found and year in YEARS:
        return found["title"].strip('"“”'), year
    return text, None


def find_film(title: str, year: int | None) -> Film | None:
    """The one film of that title, or the film of the one piece with that headline; None for none.

    With the year, a title may lack its article and its subtitle: “General (1926)”, “Sunrise
    (1927)”. Raises ValidationError when there are several.
    """
    key = sort_key(title, settings.LANGUAGE_CODE)
    called = Film.objects.filter(Q(title__iexact=title) | Q(original_title__iexact=title))
    if year:
        called = called.filter(Q(year=year) | Q(year=None))
    found = list(called.order_by("year")[:5])
    if not found and year:
        short = Q(sort_title=key) | Q(title__istartswith=f"{title}:")
        found = list(Film.objects.filter(short, year=year)[:5])
    if not found and not year:
        pieces = Review.objects.filter(headline__iexact=title).exclude(film=None)
        found = list(Film.objects.filter(desk_reviews__in=pieces).distinct()[:5])
    if year and len(found) > 1:
        found = [film for film in found if film.year == year] or found
    if len(found) > 1:
        films = ", ".join(map(str, found))
        raise ValidationError(
            _("Several films are called so: %(films)s. Write the year too.") % {"films": films}
        )
    return found[0] if found else None


def may_add(title: str, year: int | None, user: User) -> None:
    """Raises ValidationError, in words, when a film that was not found cannot be added."""
    if not user.has_perm("reviews.add_film"):
        raise ValidationError(_("No film is called “%(title)s”.") % {"title": title})
    if not year:
        raise ValidationError(
            _("No film is called “%(title)s”; write its year to add it: %(title)s (1999).")
            % {"title": title}
        )
    if len(title) > LONGEST_TITLE:
        raise ValidationError(_("This title is too long for a film's."))


def new_film(title: str, year: int, by: User) -> Film:
    film = Film.objects.create(title=title, year=year)
    record(by, film, _("Added by title and year, for its trailer."))
    return film
