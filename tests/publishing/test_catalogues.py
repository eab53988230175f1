"""The catalogues are whole, true to their source, and all that a reader sees of the interface."""

import gettext
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format

from publishing.moments import told, told_everywhere
from reviews.public.rating import Rating
from tests.catalogues import catalogue, path, readers_words
from tests.factories import live_review
from tests.reviews.test_public_pages import PAGES, fill_site

FORMS = {"fr": 2, "ko": 1}
# Named values, positional ones, braces, elements, and the capitals that scripts replace.
VALUES = re.compile(
    r"%\(\w+\)[a-z]|%\(\w+\)\.1f|%[sd]|\{\w*\}|<[^>]+>"
    r"|(?<![A-Z])(?:COUNT|WORDS|TIME|TEXT|PLACE|LEFT|TOP|LENGTH|ADVISED)(?![A-Z])"
)
SEARCHES = {"/search/?q=full": 200, "/search/?q=nothingness": 200, "/feed/": 200, "/as-of/": 404}

languages = pytest.mark.parametrize("language", FORMS)


@languages
def test_every_message_is_translated_in_each_of_its_forms(language):
    lacking = [
        message.key
        for message in catalogue(language)
        if "fuzzy" in message.flags
        or len(message.texts) != (FORMS[language] if message.plural else 1)
        or not all(text.strip() for text in message.texts if message.parts["msgid"].strip())
    ]

    assert lacking == []


@languages
def test_a_translation_has_the_values_of_its_source(language):
    wrong = [
        (message.key, text)
        for message in catalogue(language)
        for text in message.texts
        if set(VALUES.findall(text)) != set(VALUES.findall(message.plural or message.key[1]))
    ]

    assert wrong == []


@languages
def test_what_is_compiled_is_what_is_written(language):
    written = {}
    for message in catalogue(language):
        name = "\x04".join(filter(None, message.key))
        for form, text in enumerate(message.texts):
            written[(name, form) if message.plural else name] = text

    with path(language, "mo").open("rb") as file:
        compiled = dict(vars(gettext.GNUTranslations(file))["_catalog"])

    compiled.pop("")
    assert compiled == written


def test_the_catalogues_have_the_same_messages():
    french, korean = ([message.key for message in catalogue(name)] for name in FORMS)

    assert french == korean


@languages
def test_no_word_of_readers_pages_is_missing(language):
    words = readers_words()

    missing = words - {message.key for message in catalogue(language)}

    assert missing == set()
    assert ("", "Play trailer") in words
    assert ("", "%(minutes)s minute to read") in words
    assert ("", "Directed by") in words


@languages
@pytest.mark.django_db
def test_readers_pages_show_no_english(settings, language):
    fill_site("○○○")
    settings.LANGUAGE_CODE = language
    english = {part for _, words in readers_words() for part in _phrases(words)}
    client = Client()

    shown = {}
    for address, status in {**PAGES, **SEARCHES}.items():
        response = client.get(address)
        assert response.status_code == status, address
        shown[address] = unescape(response.text)

    assert "Skip to the text" in english
    assert f'lang="{language}"' in shown["/"]
    found = {(at, part) for at, page in shown.items() for part in english if part in page}
    assert found == set()


def _phrases(words: str) -> list[str]:
    """What stands between the values of a message, where that is two words or more."""
    return [part for cut in VALUES.split(words) if " " in (part := cut.strip(" .,:()“”"))]


@pytest.mark.parametrize(
    ("language", "day", "month", "moment"),
    [
        ("en", "29 March 2013", "March 2013", "29 March 2013, 14:05 UTC"),
        ("fr", "29 mars 2013", "mars 2013", "29 mars 2013, 14:05 UTC"),
        ("ko", "2013년 3월 29일", "2013년 3월", "2013년 3월 29일 14:05 UTC"),
    ],
)
def test_dates_are_written_as_the_language_does(language, day, month, moment):
    at = datetime(2013, 3, 29, 14, 5, tzinfo=UTC)

    with translation.override(language):
        assert date_format(date(2013, 3, 29)) == day
        assert date_format(at, "YEAR_MONTH_FORMAT") == month
        assert told(at) == moment
        assert told_everywhere(at).startswith(day)


@pytest.mark.parametrize(
    ("language", "rating", "count"),
    [
        ("en", "3.5 out of 5", "0 pieces, 1 piece, 2 pieces"),
        ("fr", "3,5 sur 5", "0 texte, 1 texte, 2 textes"),
        ("ko", "5점 만점에 3.5점", "글 0편, 글 1편, 글 2편"),
    ],
)
def test_numbers_and_plurals_are_those_of_the_language(language, rating, count):
    with translation.override(language):
        told_counts = [
            translation.ngettext("%(pieces)s piece", "%(pieces)s pieces", number)
            % {"pieces": number}
            for number in range(3)
        ]

        assert Rating(Decimal("3.5"), 5, "").text == rating
        assert ", ".join(told_counts) == count


@pytest.mark.django_db
def test_a_language_without_a_catalogue_has_its_own_dates(client, settings):
    live_review(slug="zone", at=datetime(2013, 3, 29, 12, tzinfo=UTC))
    settings.LANGUAGE_CODE = "de"

    page = client.get("/reviews/zone/").text

    assert "29. März 2013" in page
