"""A film or a person made of the words that somebody typed into a box of suggestions."""

import re

from reviews.models.film import Film
from reviews.models.people import Person

_WITH_YEAR = re.compile(r"(?P<title>.+?)\s*[\[(](?P<year>[0-9]{4})[\])]")


def film_from(words: str) -> Film:
    """“Sherlock Jr. (1924)” with its year; a film of that title and year is not made twice."""
    found = _WITH_YEAR.fullmatch(words)
    title, year = (found["title"], int(found["year"])) if found else (words, None)
    known = Film.objects.filter(title__iexact=title, year=year).first()
    return known or Film(title=title, year=year)


def person_from(words: str) -> Person:
    """Of people with one name there may be several, so a new one is made each time."""
    return Person(name=words)
