"""Telling people what concerns them: always at the desk, by mail where they want it."""

from datetime import timedelta
from smtplib import SMTPException
from unittest import mock

import pytest
from django.core import mail
from django.utils import timezone

from publishing.models.notice import Notice
from publishing.models.preferences import Preferences
from publishing.notices import mail_notice, notify
from reviews.models.review import Review
from reviews.notices import tell_sent_back
from reviews.publish import set_embargo
from reviews.trailers.dead import tell_dead
from tests.desk import form_of
from tests.factories import (
    draft_review,
    make_author,
    make_editor,
    make_film,
    make_trailer,
    make_user,
    scheduled_review,
)

pytestmark = pytest.mark.django_db
Kind = Notice.Kind


@pytest.fixture
def ana():
    return make_user(username="ana", email="ana@example.org", first_name="Ana")


@pytest.fixture
def with_mail(settings, django_capture_on_commit_callbacks):
    settings.EMAIL_URL = "smtp://mail.example.org"
    return lambda: django_capture_on_commit_callbacks(execute=True)


def sentences(person):
    return list(Notice.objects.filter(to=person).values_list("sentence", flat=True))


def test_whoever_did_it_is_not_told(ana):
    ben = make_user()

    notify(Kind.PUBLISHED, [ana, ben, None, ana], "Published.", by=ben)

    assert [notice.to for notice in Notice.objects.all()] == [ana]


def test_whoever_has_left_is_not_told(ana):
    ana.is_active = False
    ana.save()

    assert notify(Kind.PUBLISHED, [ana], "Published.") == []


def test_submitting_tells_those_who_publish(client):
    writer = make_user(
        "reviews.view_review", "reviews.change_review", username="writer", first_name="Wanda"
    )
    publisher = make_user("reviews.publish_review")
    review = draft_review(headline="Sunrise", created_by=writer)
    client.force_login(writer)

    client.post(review.desk_url, {**form_of(client, review), "_submit": "1"})

    assert sentences(publisher) == ["Wanda submitted “Sunrise”."]
    assert sentences(writer) == []


@pytest.mark.parametrize(
    ("button", "said"), [("_publish", "published"), ("_schedule", "scheduled")]
)
def test_publishing_tells_those_who_wrote(desk, ana, button, said):
    review = draft_review(headline="Sunrise", authors=[make_author("Ana", user=ana)])
    moment = {"publish_at_0": "2099-03-01", "publish_at_1": "09:00", "publish_at_zone": "UTC"}

    desk.post(review.desk_url, {**form_of(desk, review), **moment, button: "1"})

    assert f"editor {said} “Sunrise”" in sentences(ana)[0]


def test_an_embargo_that_moves_a_piece_tells_its_writer(ana, editor):
    review = scheduled_review(at=timezone.now() + timedelta(days=1), created_by=ana)

    set_embargo(review.film, timezone.now() + timedelta(days=3), editor)

    assert sentences(ana)[0].startswith(f"An embargo moved “{review}” from")


def test_sending_back_tells_the_writer_with_the_note(ana, editor):
    review = draft_review(headline="Sunrise", created_by=ana, stage=Review.Stage.SUBMITTED)

    tell_sent_back(review, editor, "The ending is told.")

    assert sentences(ana) == ["editor sent “Sunrise” back: The ending is told."]


def test_a_trailer_that_no_longer_plays_is_told_to_those_who_do_trailers(editor):
    keeper, writer = make_user("reviews.change_trailer"), make_user("reviews.change_review")
    trailer = make_trailer(make_film("Sunrise", year=1927))

    tell_dead(trailer)

    assert sentences(keeper)[0].startswith("A trailer of “Sunrise (1927)” at Vimeo no longer plays")
    assert len(sentences(editor)) == 1
    assert sentences(writer) == []


def test_the_dashboard_shows_them_until_they_are_read(client, ana):
    notify(Kind.PUBLISHED, [ana], "Ben published “Sunrise”.", address="/admin/x/")
    client.force_login(ana)

    before = client.get("/admin/").text
    client.post("/admin/account/notices/read/", {"notice": [Notice.objects.get().pk]})

    assert "Ben published “Sunrise”." in before
    assert "Ben published" not in client.get("/admin/").text


def test_nobody_reads_anothers(client, ana):
    (notice,) = notify(Kind.PUBLISHED, [ana], "Ben published “Sunrise”.")
    client.force_login(make_editor())

    client.post("/admin/account/notices/read/", {"notice": [notice.pk, "x", "9" * 30]})

    notice.refresh_from_db()
    assert notice.read_at is None


def test_it_is_mailed_after_the_commit(ana, with_mail):
    with with_mail():
        notify(Kind.PUBLISHED, [ana], "Ben published\n“Sunrise”.", address="/admin/x/")
        assert mail.outbox == []

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["ana@example.org"], "Intertitle: Ben published “Sunrise”.")
    assert "http://localhost:8000/admin/x/" in sent.body
    assert Notice.objects.get().mailed_at


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_can_be_declined_by_mail(client, ana, with_mail, kind):
    client.force_login(ana)
    wanted = [other for other in Kind.values if other != kind]
    client.post("/admin/account/preferences/", {"time_zone": "", "by_mail": wanted})

    with with_mail():
        for other in Kind.values:
            notify(other, [ana], other)

    assert sorted(sent.subject.split()[-1] for sent in mail.outbox) == sorted(wanted)
    assert Notice.objects.count() == len(Kind.values)


def test_without_mail_settings_nothing_is_mailed(ana, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notify(Kind.PUBLISHED, [ana], "Published.")

    assert mail.outbox == []


@pytest.mark.parametrize("trouble", [ConnectionRefusedError(), SMTPException(), TimeoutError()])
def test_a_mail_that_was_not_taken_is_tried_again_later(ana, trouble):
    (notice,) = notify(Kind.PUBLISHED, [ana], "Published.")
    later = mock.Mock()

    with (
        mock.patch("publishing.notices.send_mail", side_effect=trouble),
        mock.patch.object(type(mail_notice), "using", later),
    ):
        mail_notice.call(notice.pk)

    assert later.call_args.kwargs["run_after"] > timezone.now()
    assert later.return_value.enqueue.call_args.args == (notice.pk, 1)


def test_after_the_last_try_it_stays_on_the_desk(ana, caplog):
    (notice,) = notify(Kind.PUBLISHED, [ana], "Published.")

    with mock.patch("publishing.notices.send_mail", side_effect=SMTPException()):
        mail_notice.call(notice.pk, 4)

    assert "It stays on the desk" in caplog.text
    assert Notice.objects.get().mailed_at is None


def test_times_are_told_in_her_own_zone(client, ana):
    Preferences.objects.create(person=ana, time_zone="Asia/Seoul")
    ana.is_superuser = True
    ana.save()
    client.force_login(ana)
    review = scheduled_review(at=timezone.now() + timedelta(days=1))

    page = client.get(review.desk_url)

    assert "KST" in page.text


def test_a_zone_that_is_none_is_refused(client, ana):
    client.force_login(ana)

    answer = client.post("/admin/account/preferences/", {"time_zone": "Mars/Olympus"})

    assert "is no time zone" in answer.text
