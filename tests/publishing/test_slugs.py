"""Addresses made from words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.slugs import is_slug, numbered, slug_from


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Film Review: ‘The Defector’", "film-review-the-defector"),
        ("Don’t Look Now", "dont-look-now"),
        ("8½", "812"),
        ("기생충", "기생충"),
        ("Человек с киноаппаратом", "человек-с-киноаппаратом"),
        ("हिन्दी फ़िल्म", unicodedata.normalize("NFC", "हिन्दी-फ़िल्म")),
        ("Cafe\u0301 Lumière", "café-lumière"),
        ("Wall-E – and after", "wall-e-and-after"),
        ("…?!", ""),
        ("Low\u00a0 Tide", "low-tide"),
    ],
)
def test_words_of_every_script_make_an_address(words, slug):
    assert slug_from(words) == slug


@given(st.text())
def test_an_address_made_of_any_words_is_one_or_empty(words):
    slug = slug_from(words)

    assert slug == "" or is_slug(slug)
    assert slug_from(slug) == slug
    assert len(slug) <= 140


@pytest.mark.parametrize("text", ["", "a b", "a/b", "A.B", "a%20", "cafe\u0301", "a\x00", "a?b"])
def test_what_would_break_an_address_is_no_slug(text):
    assert not is_slug(text)


def test_a_taken_address_gets_the_first_free_number():
    assert numbered("sunrise", {"sunrise", "sunrise-2", "sunrise-song"}) == "sunrise-3"
