"""Who brought and who took which words, over many hands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.authored_diff import authored_diff

WORDS = st.lists(st.sampled_from("a b c the film is not 물 한".split()), max_size=8).map(" ".join)


def told(base, *versions):
    return [(run.kind, run.text.strip(), run.who) for run in authored_diff(base, versions)]


@pytest.mark.parametrize(
    ("base", "versions", "runs"),
    [
        ("one two", [("one two", "Ana")], [("same", "one two", "")]),
        ("one two", [], [("same", "one two", "")]),
        ("", [("one", "Ana")], [("new", "one", "Ana")]),
        ("one", [("", "Ana")], [("gone", "one", "Ana")]),
        (
            "one two three ",
            [("one 2 three ", "Ana"), ("one 2 three four ", "Ben")],
            [("same", "one", ""), ("gone", "two", "Ana"), ("new", "2", "Ana"),
             ("same", "three", ""), ("new", "four", "Ben")],
        ),
        ("one two ", [("one x two ", "Ana"), ("one two ", "Ben")], [("same", "one two", "")]),
        ("one two ", [("one ", "Ana"), ("one two ", "Ben")], [("same", "one two", "")]),
        (
            "one two ",
            [("one x two ", "Ana"), ("one y two ", "Ben")],
            [("same", "one", ""), ("new", "y", "Ben"), ("same", "two", "")],
        ),
        (
            "old end",
            [("new end", "Ana"), ("newer new end", "Ben")],
            [("gone", "old", "Ana"), ("new", "newer", "Ben"), ("new", "new", "Ana"),
             ("same", "end", "")],
        ),
    ],
)  # fmt: skip
def test_each_word_bears_the_last_hand_that_changed_it(base, versions, runs):
    assert told(base, *versions) == runs


@given(base=WORDS, texts=st.lists(WORDS, min_size=1, max_size=4))
def test_the_runs_hold_the_base_and_the_last_version_whole(base, texts):
    runs = authored_diff(base, [(text, str(number)) for number, text in enumerate(texts)])

    assert "".join(run.text for run in runs if run.kind != "new") == base
    assert "".join(run.text for run in runs if run.kind != "gone") == texts[-1]


@given(base=WORDS, texts=st.lists(WORDS, min_size=1, max_size=4))
def test_every_change_bears_a_name(base, texts):
    runs = authored_diff(base, [(text, "Ana") for text in texts])

    assert {run.who for run in runs if run.kind != "same"} <= {"Ana"}
    assert {run.who for run in runs if run.kind == "same"} <= {""}
