"""The checklist over the whole archive, and links to other sites, which only this command asks."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from reviews.desk import link_checks
from reviews.desk.checklist import checklist
from reviews.desk.link_checks import ask, due, why_not
from reviews.desk.subject import saved_subject
from reviews.models.link_check import LinkCheck, digest_of
from tests.factories import draft_review, live_review

pytestmark = pytest.mark.django_db


def run(*options):
    """What the command says, and its exit code."""
    said = StringIO()
    try:
        call_command("checklist", *options, stdout=said)
    except SystemExit as ended:
        return said.getvalue(), ended.code
    return said.getvalue(), 0


def links_row(review):
    rows = checklist(saved_subject(review, timezone.now()))
    return next(row for row in rows if row.key == "links")


def test_what_lacks_a_must_is_named_and_the_run_fails():
    live_review(headline="Whole")
    draft_review(headline="Half", authors=[])

    said, code = run()

    assert "Half: Add at least one author to the byline." in said
    assert "Whole:" not in said
    assert "2 pieces." in said
    assert "1  Byline (must)" in said
    assert code == 1


def test_advice_is_counted_always_and_named_when_asked_for():
    live_review(headline="Whole")

    said, code = run()
    named, _code = run("--advice")

    assert "1  Description (advised)" in said
    assert "Whole:" not in said
    assert "Whole: Write the verdict in one line." in named
    assert code == 0


def test_only_live_pieces_are_looked_at_when_asked_for():
    live_review()
    draft_review(headline="Half", authors=[])

    said, code = run("--live")

    assert "1 pieces." in said
    assert code == 0


def test_every_piece_of_many_is_looked_at(monkeypatch):
    monkeypatch.setattr("reviews.management.commands.checklist.BATCH", 2)
    for _ in range(5):
        draft_review()

    assert "5 pieces." in run()[0]


# -- Links elsewhere ------------------------------------------------------------------------------


@pytest.fixture
def patient(monkeypatch):
    """Notes how long the command would have waited, and waits not at all."""
    waited = []
    monkeypatch.setattr(link_checks.time, "sleep", waited.append)
    return waited


@pytest.mark.parametrize(
    ("status", "is_there"),
    [
        (200, True),
        (204, True),
        (403, True),
        (429, True),
        (503, True),
        (404, False),
        (410, False),
        (500, False),
    ],
)
def test_only_an_answer_that_says_so_makes_a_link_dead(provider, status, is_there):
    provider.answers(status, b"page")

    why = why_not(f"{provider.url}/page#part", allow_loopback=True)

    assert (why == "") is is_there
    assert provider.asked[0][0] == "/page"


def test_a_page_that_is_larger_than_we_take_is_there(provider):
    provider.answers(200, b"x" * 400_000)

    assert why_not(provider.url, allow_loopback=True) == ""


def test_a_page_that_only_leads_to_itself_is_not(provider):
    provider.answers(302, b"", Location=f"{provider.url}/again")

    assert "only" in why_not(provider.url, allow_loopback=True)


@pytest.mark.parametrize("address", ["https://127.0.0.1/", "http://localhost/x", "https://[::1]/"])
def test_this_machine_and_its_neighbours_are_not_asked(address):
    assert why_not(address) != ""


def test_a_host_is_asked_once_a_second_and_each_answer_is_kept(provider, patient):
    provider.answers(404, b"")
    addresses = [f"{provider.url}/{number}" for number in range(3)]

    checks = list(ask(addresses, allow_loopback=True))

    assert [round(pause) for pause in patient] == [0, 1, 1]
    assert all(check.why for check in checks)
    assert LinkCheck.objects.count() == 3


def test_what_was_asked_this_week_is_not_asked_again_and_hosts_take_turns():
    LinkCheck.objects.create(
        digest=digest_of("https://a.org/1"), address="https://a.org/1", asked_at=timezone.now()
    )
    LinkCheck.objects.create(
        digest=digest_of("https://a.org/2"),
        address="https://a.org/2",
        asked_at=timezone.now() - timedelta(days=8),
    )

    found = due([f"https://{host}.org/{number}" for host in "ab" for number in (1, 2, 3)])

    assert found == [
        *("https://a.org/2", "https://b.org/1", "https://a.org/3", "https://b.org/2"),
        "https://b.org/3",
    ]


def test_the_command_asks_and_the_form_tells_what_came_of_it(monkeypatch):
    asked = []
    monkeypatch.setattr(
        link_checks, "why_not", lambda address, **_: asked.append(address) or "example.org is gone."
    )
    monkeypatch.setattr(link_checks.time, "sleep", lambda seconds: None)
    body = '<p><a href="https://example.org/gone">x</a> <a href="/reviews/">ours</a></p>'
    review = live_review(body=body)
    assert links_row(review).is_done

    said, _code = run("--links")

    assert asked == ["https://example.org/gone"]
    assert "Asked 1 of 1 links; 1 did not answer." in said
    assert links_row(review).sentence == "https://example.org/gone: example.org is gone."


def test_without_being_told_to_it_asks_nobody(monkeypatch):
    monkeypatch.setattr(link_checks, "why_not", lambda *_, **__: pytest.fail("asked"))
    live_review(body='<p><a href="https://example.org/">x</a></p>')

    assert run()[1] == 0
