"""Readers' addresses. `<words:slug>` takes letters of every script."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter
from django.views.generic import RedirectView

from reviews.public.views import authors, films, pieces, tags


class WordsConverter(StringConverter):
    """Any one segment without spaces or control characters: what is no slug is simply not found.

    Python's `\\w` lacks the vowel signs of many scripts, so it cannot say what a slug is.
    """

    regex = r"[^/\x00-\x20\x7f]+"


class YearConverter(IntConverter):
    """A year of four digits: one address for each, and none that no calendar has."""

    regex = "[12][0-9]{3}"


class MonthConverter(IntConverter):
    """A month's number, without a zero before it."""

    regex = "[1-9]|1[0-2]"


register_converter(WordsConverter, "words")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")

urlpatterns = [
    path("", pieces.home, name="home"),
    path("reviews/", pieces.review_list, name="review_list"),
    path("reviews/<words:slug>/", pieces.review_detail, name="review_detail"),
    path("articles/", pieces.article_list, name="article_list"),
    path("articles/<words:slug>/", pieces.article_detail, name="article_detail"),
    path("archive/<year:year>/", pieces.archive_year, name="archive_year"),
    path("archive/<year:year>/<month:month>/", pieces.archive_month, name="archive_month"),
    path(
        "archive/<year:year>/0<month:month>/",
        RedirectView.as_view(pattern_name="archive_month", permanent=True, query_string=True),
    ),
    path("films/", films.film_list, name="film_list"),
    path("films/<words:slug>/", films.film_detail, name="film_detail"),
    path("people/<words:slug>/", films.person_detail, name="person_detail"),
    path("authors/", authors.author_list, name="author_list"),
    path("authors/<words:slug>/", authors.author_detail, name="author_detail"),
    path("tags/", tags.tag_list, name="tag_list"),
    path("tags/<words:slug>/", tags.tag_detail, name="tag_detail"),
]
