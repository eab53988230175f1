"""Walking the readers' side: along every link, and to every address that could be guessed."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from authors.models.author import Author
from publishing.models.text_page import TextPage
from reviews.models.address import Address
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.people import Person
from reviews.models.review import Review
from reviews.models.tag import Tag
from reviews.public.sitemaps import SECTIONS
from reviews.public.urls import urlpatterns

LISTS = (
    *("home", "review_list", "article_list", "film_list", "author_list", "tag_list"),
    *("archive_year", "archive_month"),
)


def crawl(client: Client, start: str = "/") -> dict[str, HttpResponseBase]:
    """Follow every link from `start`; the answers by address, queries included."""
    answers: dict[str, HttpResponseBase] = {}
    ahead = deque([start])
    while ahead:
        address = ahead.popleft()
        if address in answers:
            continue
        answers[address] = client.get(address)
        ahead.extend(linked_from(address, answers[address]))
    return answers


def text_of(answer: HttpResponseBase) -> str:
    """The body, sent in parts or not; what is sent in parts is kept for the next time."""
    if answer.streaming:
        answer.streaming_content = parts = list(answer.streaming_content)
        return b"".join(parts).decode()
    return answer.text


def linked_from(address: str, answer: HttpResponseBase) -> list[str]:
    """Pages of ours that a page links to, without files."""
    targets = re.findall(r'<(?:a|link)\s[^>]*href="([^"]*)"', text_of(answer))
    whole = [urljoin(address, unescape(target)) for target in targets]
    return [
        target.partition("#")[0]
        for target in whole
        if not urlsplit(target).netloc and not target.startswith(("/static/", "/media/"))
    ]


def guessable_addresses() -> set[str]:
    """Every pattern filled with every slug there is, whatever it belongs to, and its pages."""
    slugs = {
        slug
        for model in (Review, Edition, Address, Film, Person, Author, Tag, TextPage)
        for slug in model.objects.values_list("slug", flat=True)
        if slug
    }
    paths = set()
    for pattern in urlpatterns:
        match sorted(pattern.pattern.converters):
            case []:
                paths.add(reverse(pattern.name))
            case ["slug"]:
                paths |= {reverse(pattern.name, args=[slug]) for slug in slugs}
            case ["number", "section"]:
                paths |= {
                    reverse(pattern.name, args=[section, number])
                    for section in SECTIONS
                    for number in (1, 2)
                }
            case ["year"]:
                paths |= {reverse(pattern.name, args=[year]) for year in range(2019, 2031)}
            case ["month", "year"] if pattern.name:
                paths |= {
                    reverse(pattern.name, args=[year, month])
                    for year in (2024, 2025, 2026, 2027)
                    for month in range(1, 13)
                }
    return paths | {f"{path}?page={page}" for path in paths for page in (1, 2)}
