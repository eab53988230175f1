"""Readers' addresses. `<words:slug>` takes letters of every script."""

from typing import Any

from django.urls import URLPattern, path, register_converter
from django.urls.converters import IntConverter, StringConverter
from django.views.generic import RedirectView

from reviews.public.feeds.views import feed
from reviews.public.sitemaps import SECTIONS
from reviews.public.views import (
    authors,
    corrections,
    films,
    house,
    pieces,
    search,
    sitemaps,
    tags,
    text_pages,
)


class WordsConverter(StringConverter):
    """Any one segment without dots, spaces or control characters: what is no slug is not found.

    Python's `\\w` lacks the vowel signs of many scripts, so it cannot say what a slug is. No slug
    has a dot, and a file that is not there must not be taken for a page without its slash.
    """

    regex = r"[^/.\x00-\x20\x7f]+"


class YearConverter(IntConverter):
    """A year of four digits: one address for each, and none that no calendar has."""

    regex = "[12][0-9]{3}"


class MonthConverter(IntConverter):
    """A month's number, without a zero before it."""

    regex = "[1-9]|1[0-2]"


class SectionConverter(StringConverter):
    """One of the kinds of page that sitemaps tell."""

    regex = "|".join(SECTIONS)


class FileConverter(IntConverter):
    """A sitemap's number, counted from 1, in one spelling."""

    regex = "[1-9][0-9]{0,5}"


register_converter(WordsConverter, "words")
register_converter(SectionConverter, "section")
register_converter(FileConverter, "file")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")


def feeds(page: str = "", **shelf: Any) -> list[URLPattern]:
    """The three feeds below a page's address."""
    name = "_".join([*shelf.values(), "feed"])
    return [
        path(f"{page}feed/", feed, {"form": "rss", **shelf}, name=name),
        path(f"{page}feed/atom/", feed, {"form": "atom", **shelf}, name=f"{name}_atom"),
        path(f"{page}feed/json/", feed, {"form": "json", **shelf}, name=f"{name}_json"),
    ]


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
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("corrections/", corrections.correction_list, name="correction_list"),
    *feeds(),
    *feeds("authors/<words:slug>/", shelf="author"),
    *feeds("tags/<words:slug>/", shelf="tag"),
    *feeds("films/<words:slug>/", shelf="film"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<section:section>-<file:number>.xml", sitemaps.section, name="sitemap_section"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("palette.css", house.palette, name="palette"),
    path("site.webmanifest", house.manifest, name="manifest"),
    # Last: whatever is above has its address first.
    path("<words:slug>/", text_pages.text_page, name="text_page"),
]
