"""Readers' addresses. `<words:slug>` takes letters of every script."""

import unicodedata

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reviews.public.views import authors, films, pieces, tags


class WordsConverter(StringConverter):
    """A slug of Unicode letters, digits, hyphens and underscores, read as composed text."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return unicodedata.normalize("NFC", value)


register_converter(WordsConverter, "words")

urlpatterns = [
    path("", pieces.home, name="home"),
    path("reviews/", pieces.review_list, name="review_list"),
    path("reviews/<words:slug>/", pieces.review_detail, name="review_detail"),
    path("articles/", pieces.article_list, name="article_list"),
    path("articles/<words:slug>/", pieces.article_detail, name="article_detail"),
    path("archive/<int:year>/", pieces.archive_year, name="archive_year"),
    path("archive/<int:year>/<int:month>/", pieces.archive_month, name="archive_month"),
    path("films/", films.film_list, name="film_list"),
    path("films/<words:slug>/", films.film_detail, name="film_detail"),
    path("people/<words:slug>/", films.person_detail, name="person_detail"),
    path("authors/", authors.author_list, name="author_list"),
    path("authors/<words:slug>/", authors.author_detail, name="author_detail"),
    path("tags/", tags.tag_list, name="tag_list"),
    path("tags/<words:slug>/", tags.tag_detail, name="tag_detail"),
]
