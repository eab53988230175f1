"""Three texts become one, and what could not is counted."""

import random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.markup import clean_html
from publishing.plain_text import plain_text
from publishing.text_merge import Merged, merge_text

WORDS = st.sampled_from("the a film storm lamp sea night she sees 영화 电影 <em>x</em>".split(" "))
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: f"<p>{' '.join(words)}</p>")
BODIES = st.lists(PARAGRAPHS, max_size=6).map("".join)
TEXTS = st.one_of(BODIES, st.text("ab <>\n", max_size=30), st.lists(WORDS).map(" ".join))


@given(TEXTS, TEXTS)
def test_what_one_side_left_alone_comes_from_the_other(base, changed):
    assert merge_text(base, base, changed) == Merged(changed, 0)
    assert merge_text(base, changed, base) == Merged(changed, 0)


@given(TEXTS, TEXTS)
def test_the_same_change_on_both_sides_is_no_clash(base, changed):
    assert merge_text(base, changed, changed) == Merged(changed, 0)


@given(TEXTS, TEXTS, TEXTS)
def test_a_merge_without_clash_is_the_same_from_both_sides(base, ours, theirs):
    forth, back = merge_text(base, ours, theirs), merge_text(base, theirs, ours)

    assert forth == back or (forth.clashes and back.clashes)


@given(st.data())
def test_changes_to_different_words_both_land(data):
    words = [f"w{number}" for number in range(data.draw(st.integers(2, 40)))]
    places = st.sets(st.sampled_from(range(len(words))))
    our_places = data.draw(places)
    their_places = data.draw(places) - our_places
    size = data.draw(st.integers(1, len(words)))

    def body(first, second):
        new = [
            first if n in our_places else second if n in their_places else None
            for n in range(len(words))
        ]
        marked = [f"{word}{mark or ''}" for word, mark in zip(words, new, strict=True)]
        return "".join(
            f"<p>{' '.join(marked[at : at + size])}</p>" for at in range(0, len(words), size)
        )

    merged = merge_text(body("", ""), body("X", ""), body("", "Y"))

    assert merged == Merged(body("X", "Y"), 0)


@given(BODIES, BODIES, BODIES)
def test_a_merged_body_can_be_cleaned_and_has_only_words_of_the_three(base, ours, theirs):
    merged = clean_html(merge_text(base, ours, theirs).text)

    words = plain_text(clean_html(base + ours + theirs)).split()
    assert clean_html(merged) == merged
    assert set(plain_text(merged).split()) <= {*words}


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("<p>one two three</p>", "<p>one too three</p>", "<p>one two three four</p>",
         "<p>one too three four</p>"),
        ("<p>teh lamp</p><p>b</p>", "<p>the lamp</p><p>b</p>", "<p>teh lamp</p><p>new</p><p>b</p>",
         "<p>the lamp</p><p>new</p><p>b</p>"),
        ("<p>a</p><p>b</p>", "<p>A</p><p>b</p>", "<p>a</p>", "<p>A</p>"),
        ("<p>a b c</p>", "<p>a <em>b</em> c</p>", "<p>a b c d</p>", "<p>a <em>b</em> c d</p>"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>A</li><li>b</li></ul>",
         "<ul><li>a</li><li>b</li><li>c</li></ul>", "<ul><li>A</li><li>b</li><li>c</li></ul>"),
        ("The Defecter", "The Defector", "‘The Defecter’ returns", None),
        ("그는 영화를 봤다", "그는 그 영화를 봤다", "그는 영화를 보았다", "그는 그 영화를 보았다"),
        ("电影很好看", "电影真好看", "电影很难看", "电影真难看"),
    ],
)  # fmt: skip
def test_a_typo_fixed_here_reaches_the_rewrite_there(base, ours, theirs, merged):
    result = merge_text(base, ours, theirs)

    assert result == (Merged(merged, 0) if merged else Merged(theirs, 1))


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("a b c", "a X c", "a Y c"),
        ("", "ours", "theirs"),
        ("<p>a</p><p>b</p>", "<p>a!</p><p>b</p>", "<p>b</p>"),
        ("<p>a</p>", "<p>a</p><p>ours</p>", "<p>a</p><p>theirs</p>"),
    ],
)
def test_where_both_changed_the_same_words_theirs_stays_and_is_counted(base, ours, theirs):
    assert merge_text(base, ours, theirs) == Merged(theirs, 1)


@pytest.mark.parametrize("paragraph", [80, 5000])
def test_long_texts_merge_in_a_moment(paragraph):
    chance = random.Random(1)
    words = chance.choices(
        [f"w{n}" for n in range(3000)], [1 / (n + 1) for n in range(3000)], k=5000
    )

    def body(mark, every):
        marked = [f"{mark}{n}" if n % every == 7 else word for n, word in enumerate(words)]
        return "".join(
            f"<p>{' '.join(marked[at : at + paragraph])}</p>" for at in range(0, 5000, paragraph)
        )

    started = perf_counter()
    merged = merge_text(body("", 9999), body("ours", 250), body("theirs", 333))

    assert merged.text.count("theirs") == len(range(7, 5000, 333))
    assert perf_counter() - started < 5
