"""Plain text for search and cards, made from cleaned HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.markup import clean_html
from publishing.plain_text import excerpt, plain_text, reading_minutes, word_count

SENTENCES = "A storm comes in. Nobody leaves! Who called them? “No one.” Then the lamp goes out."


def test_paragraphs_are_apart_by_a_blank_line_and_spoilers_are_out():
    html = (
        "<h2>Head</h2><p>One &amp; <em>two</em><br>three</p><ul><li>a<ul><li>b</li></ul></li></ul>"
        '<details class="spoiler"><summary>End</summary><p>He dies.</p></details>'
        '<figure data-picture="1"><figcaption>Seen</figcaption></figure><hr>'
        "<p>5&nbsp;km &lt;b&gt;</p>"
    )

    text = plain_text(html)

    assert text == "Head\n\nOne & two\nthree\n\na\n\nb\n\nSeen\n\n5\xa0km <b>"
    assert plain_text("") == ""


def test_the_marks_of_footnotes_are_not_words():
    html = '<p>Said<sup id="noteref-1"><a href="#note-1">1</a></sup> so.</p>'

    assert plain_text(html) == "Said so."


def test_an_excerpt_has_only_running_text():
    html = (
        '<h2>Head</h2><blockquote class="pullquote"><p>Pulled</p></blockquote>'
        '<details class="spoiler"><summary>End</summary><p>He dies.</p></details>'
        '<figure data-picture="1"><figcaption>Seen</figcaption></figure><p>Only<br>this.</p>'
    )

    assert excerpt(html) == "Only this."
    assert excerpt("") == ""


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (200, SENTENCES),
        (60, "A storm comes in. Nobody leaves! Who called them? “No one.”"),
        (58, "A storm comes in. Nobody leaves! Who called them?"),
        (40, "A storm comes in. Nobody leaves!"),
        (15, "A storm comes…"),
    ],
)
def test_whole_sentences_come_first_then_whole_words(length, expected):
    assert excerpt(f"<p>{SENTENCES}</p>", length) == expected


@pytest.mark.parametrize(
    "stop",
    [
        "by Mr. Smith",
        "by Dr. No",
        "by J. R. R. Tolkien",
        "in the U.S. Army",
        "as No. 5",
        "at St. Ives",
    ],
)
def test_an_excerpt_never_ends_at_an_abbreviation(stop):
    html = f"<p>A first sentence about it {stop} and many other words that follow here.</p>"

    for length in range(30, 60):
        assert excerpt(html, length).endswith("…")


@pytest.mark.parametrize(
    "grapheme",
    [
        "e\u0323\u0301",
        "👩\u200d👩\u200d👧",
        "🇰🇷",
        "👍🏽",
        "한",
        "ᄒ\u1161\u11ab\u11ab",
        "น\u0e49\u0e33",
        "电",
    ],
    ids=["accents", "family", "flag", "skin", "hangul", "jamo", "thai", "han"],
)
def test_a_grapheme_is_never_cut(grapheme):
    html = clean_html(grapheme * 60)
    text = plain_text(html)

    for length in range(20, 40):
        shown = excerpt(html, length).removesuffix("…")

        assert len(shown) < length
        assert shown == text[: len(text) // 60] * (len(shown) * 60 // len(text))


@given(st.lists(st.text("aé한电.!? \n", max_size=30), max_size=9), st.integers(20, 300))
def test_an_excerpt_is_the_beginning_of_the_text(paragraphs, length):
    html = clean_html("\n\n".join(paragraphs))

    short = excerpt(html, length)

    text = " ".join(plain_text(html).split("\n\n"))
    assert len(short) <= length
    assert text.startswith(short.removesuffix("…"))
    assert (short == text) == (len(text) <= length)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("It’s a well-made film — really.", "en", 5),
        ("one—two\nthree …", "en-gb", 3),
        ("그는 새 영화를 봤다.", "ko", 4),
        ("这部电影很好看。", "zh-hans", 7),
        ("映画を Criterion で見た", "ja", 7),
        ("", "en", 0),
        ("", "zh", 0),
    ],
)
def test_words_are_counted_as_the_language_counts_them(text, language, words):
    assert word_count(text, language) == words


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [(0, "en", 1), (238, "en", 1), (239, "en", 2), (1000, "zh-hans", 2), (331, "ko", 3)],
)
def test_reading_takes_whole_minutes(words, language, minutes):
    assert reading_minutes(words, language) == minutes
