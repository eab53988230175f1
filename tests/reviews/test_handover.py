"""Pieces change hands: submitted, sent back with a note, and both sides see what was said."""

import pytest

from reviews.models.desk_note import DeskNote
from reviews.models.review import Review
from tests.desk import form_of, post
from tests.factories import draft_review, make_user

pytestmark = pytest.mark.django_db
WRITER = ("reviews.view_review", "reviews.change_review", "reviews.add_review")


@pytest.fixture
def writer():
    return make_user(*WRITER, username="ana", first_name="Ana")


@pytest.fixture
def piece(writer):
    return draft_review(created_by=writer, headline="Hers")


def press(client, review, button, **typed):
    return post(client, review.desk_url, form_of(client, review) | typed | {button: ""})


def test_a_piece_goes_to_the_editor_and_back_with_what_was_said(client, writer, editor, piece):
    client.force_login(writer)
    press(client, piece, "_submit", desk_note="Please check the names.")
    client.force_login(editor)
    for_editor = client.get(piece.desk_url).text

    press(client, piece, "_send_back", desk_note="The second paragraph wanders.")
    client.force_login(writer)
    for_writer, dashboard = client.get(piece.desk_url).text, client.get("/admin/").text

    piece.refresh_from_db()
    assert "Please check the names." in for_editor
    assert piece.stage == Review.Stage.DRAFTING
    assert "The second paragraph wanders." in for_writer
    assert "The second paragraph wanders." in dashboard
    assert "Please check the names." not in for_writer


def test_a_note_is_settled_when_the_piece_goes_to_the_editor_again(client, writer, editor, piece):
    client.force_login(writer)
    press(client, piece, "_submit")
    client.force_login(editor)
    press(client, piece, "_send_back", desk_note="Shorter.")
    client.force_login(writer)

    press(client, piece, "_submit")

    assert "Shorter." not in client.get(piece.desk_url).text
    assert not DeskNote.objects.filter(is_open=True).exists()


def test_publishing_settles_what_was_said(desk, writer, piece):
    piece.stage = Review.Stage.SUBMITTED
    piece.save()
    press(desk, piece, "_send_back", desk_note="Shorter.")

    press(desk, piece, "_publish")

    assert "Shorter." not in desk.get(piece.desk_url).text


def test_sending_back_asks_for_a_note(desk, piece):
    piece.stage = Review.Stage.SUBMITTED
    piece.save()

    answer = press(desk, piece, "_send_back")

    piece.refresh_from_db()
    assert "Say in the note what is to be changed." in answer.text
    assert piece.stage == Review.Stage.SUBMITTED


def test_nothing_is_sent_back_that_was_not_submitted(desk, piece):
    answer = press(desk, piece, "_send_back", desk_note="Shorter.")

    assert "This piece is not submitted" in answer.text
    assert not DeskNote.objects.exists()


def test_a_writer_sends_nothing_back(client, writer, piece):
    client.force_login(writer)
    form = form_of(client, piece)
    answer = post(client, piece.desk_url, form | {"_send_back": "", "desk_note": "To myself"})

    assert "you may not do more with this piece" in answer.text
    assert not DeskNote.objects.exists()


@pytest.mark.parametrize("who", ["writer", "editor"])
def test_exactly_one_button_is_primary(client, writer, editor, piece, who):
    client.force_login({"writer": writer, "editor": editor}[who])

    primary = client.get(piece.desk_url).text.partition('class="rail"')[2].count('class="default"')

    assert primary == 1
