"""Who may do what: every address of the desk, every role, every state of the object."""

import pytest

from operations.roles import ADMINISTRATOR
from operations.roles import ROLES as PERMISSIONS
from tests.rights.attempt import Trial, desk_patterns
from tests.rights.document import DOCUMENT, document
from tests.rights.table import OPEN, ROLES, Line, lines

pytestmark = pytest.mark.django_db


def test_every_address_of_the_desk_has_a_line_in_the_table():
    known = {line.name for line in lines()} | OPEN

    missing = set(desk_patterns()) - known - {None}

    assert sorted(missing) == [], "give each a line in tests/rights/table.py"


def test_no_line_of_the_table_is_about_an_address_that_is_gone():
    gone = {line.name for line in lines()} - set(desk_patterns())

    assert sorted(gone) == []


def test_addresses_without_a_name_only_lead_elsewhere():
    routes = [route for route, _parameters in desk_patterns()[None]]

    other = [
        route for route in routes if not route.endswith(("/<path:object_id>/", "(?P<url>.*)$"))
    ]

    assert other == []


@pytest.mark.parametrize("line", lines(), ids=str)
def test_the_table_holds(line):
    trial = Trial(line)

    outcomes = {letter: trial.by(letter) for letter in (*ROLES, "-")}
    refusals = [trial.without_token(token) for token in ("", "stale" * 12)]

    if not line.variant or line.name == "autocomplete":
        assert who(outcomes, "shown") == line.may_see.strip("-")
    assert who(outcomes, "changed") == line.may_do.strip("-")
    assert who(outcomes, "leaked") == ""
    assert refusals == [(403, False)] * 2


def who(outcomes, what):
    """The letters of those for whom it is so; a visitor's is a question mark."""
    return "".join(
        letter.replace("-", "?") for letter, outcome in outcomes.items() if getattr(outcome, what)
    )


def test_the_administrator_holds_all_that_she_hands_out():
    assert all(permissions <= ADMINISTRATOR for permissions in PERMISSIONS.values())


def test_the_page_in_the_documentation_is_the_table():
    assert DOCUMENT.read_text() == document(), "python -m tests.rights.document"


def test_the_table_is_read_whole():
    line = Line("reviews_film_change+lift", "an embargoed film", "-", "A")

    assert line in lines()
    assert (line.name, line.variant) == ("reviews_film_change", "lift")
