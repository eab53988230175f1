"""A rating line in quotation marks says what the text says."""

import pytest

from reviews.desk.rating_line import is_quotation, is_quoted_from

BODY = (
    "The plot is thin. Nobody in this picture suspects that “the cinema” will one day be "
    "serious — and nobody’s the worse for it.\n\nNot a frame is wasted, and not a second."
)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("“Not a frame is wasted”", True),
        ('"Not a frame is wasted."', True),
        ("«Not a frame is wasted»", True),
        ("„Not a frame is wasted“", True),
        ("「Not a frame is wasted」", True),
        ("“Not a frame is wasted”.", True),
        ("Not a frame is wasted", False),
        ("The “best” of its year", False),
        ("“", False),
        ("", False),
    ],
)
def test_only_a_line_that_stands_in_marks_is_a_quotation(line, is_one):
    assert is_quotation(line) is is_one


@pytest.mark.parametrize(
    "line",
    [
        "“Not a frame is wasted”",
        "“not a frame is wasted.”",
        "“Nobody in this picture suspects that the cinema will one day be serious”",
        "“nobody in this picture suspects that ‘the cinema’ will one day be serious!”",
        "“serious - and nobody's the worse for it”",
        "“Nobody in this picture suspects … one day be serious”",
        "“The plot is thin. […] Not a frame is wasted”",
        "“Not a  frame\nis wasted”",
        "“Will one day be serious”",
    ],
)
def test_a_quotation_is_found_whatever_its_marks_dashes_and_first_letter(line):
    assert is_quoted_from(line, BODY)


@pytest.mark.parametrize(
    "line",
    [
        "“Not one frame is wasted”",
        "“Not a FRAME is wasted”",
        "“Not a frame is wasted … The plot is thin”",
        "“…”",
        "“”",
    ],
    ids=["other words", "other letters", "other order", "only a gap", "nothing"],
)
def test_what_the_text_does_not_say_is_no_quotation_from_it(line):
    assert not is_quoted_from(line, BODY)
