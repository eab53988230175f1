"""Coming to the desk by a one-time link, and coming back by one."""

import io
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from publishing.invitations import LinkGone, accept, find, invite, let_in_again
from publishing.models.audit_entry import AuditEntry
from publishing.models.invitation import Invitation
from publishing.models.notice import Notice
from tests.desk import form_of
from tests.factories import make_author, make_editor, make_user

pytestmark = pytest.mark.django_db

TYPED = {"username": "ana", "password1": "Falconetti 1928", "password2": "Falconetti 1928"}


@pytest.fixture
def administrator():
    person = make_user(username="boss")
    person.groups.add(Group.objects.get(name="Administrator"))
    return person


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


def invited(**fields):
    made = invite("Ana Ruiz", Group.objects.get(name="Writer"), fields.pop("by", None), **fields)
    return urlsplit(made.link).path


def link_in(page):
    return re.search(r'value="(http[^"]+/join/[^"]+)"', page.text)[1]


def test_she_comes_by_the_link_as_what_she_was_invited_as(administrator):
    author = make_author("Ana Ruiz")
    path, client = invited(by=administrator, author=author, email="ana@example.org"), Client()

    answer = client.post(path, TYPED)

    ana = User.objects.get(username="ana")
    author.refresh_from_db()
    assert answer.headers["Location"] == "/admin/account/passkeys/add/"
    assert client.get("/admin/").status_code == 200
    assert (ana.is_staff, ana.is_superuser, ana.email) == (True, False, "ana@example.org")
    assert [group.name for group in ana.groups.all()] == ["Writer"]
    assert author.user == ana
    assert Notice.objects.get(to=administrator).sentence == "Ana Ruiz has come by your invitation."


@pytest.mark.parametrize("visit", ["get", "head"])
def test_looking_at_the_link_uses_nothing_up(visit):
    path = invited()

    for _ in range(3):
        getattr(Client(), visit)(path)

    assert Client().post(path, TYPED).status_code == 302


def test_a_link_opens_once():
    path = invited()
    Client().post(path, TYPED)

    again = Client().post(path, {**TYPED, "username": "another"})

    assert again.status_code == 410
    assert User.objects.count() == 1


def test_of_two_who_use_it_at_once_one_comes_in():
    token = invited().split("/")[-2]
    first, second = find(token), find(token)
    accept(first, "ana", "x")

    with pytest.raises(LinkGone):
        accept(second, "ben", "x")


def test_after_seven_days_it_opens_nothing():
    path = invited()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert Client().get(path).status_code == 410
    assert Client().post(path, TYPED).status_code == 410


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"password2": "other"}, "didn’t match"),
        ({"password1": "12345678", "password2": "12345678"}, "too common"),
        ({"username": "BOSS"}, "Somebody has this login name"),
        ({"username": "a b"}, "valid username"),
        ({"username": ""}, "required"),
    ],
)
def test_what_is_refused_leaves_the_link_open(administrator, typed, complaint):
    path = invited()

    answer = Client().post(path, {**TYPED, **typed})

    assert complaint in answer.text
    assert Client().post(path, TYPED).status_code == 302


def test_the_page_tells_its_address_to_nobody():
    answer = Client().get(invited())

    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_only_a_hash_of_the_link_is_kept():
    token = invited().split("/")[-2]

    kept = str(Invitation.objects.values_list()) + str(AuditEntry.objects.values_list())

    assert token not in kept


def test_from_the_desk_the_link_is_shown_once(desk):
    role = Group.objects.get(name="Editor")

    page = desk.post(
        "/admin/publishing/invitation/add/", {"name": "Ben", "role": role.pk}, follow=True
    )

    assert Client().get(urlsplit(link_in(page)).path).status_code == 200
    assert "/join/" not in desk.get(page.request["PATH_INFO"]).text


def test_with_mail_it_is_mailed_too(desk, settings):
    settings.EMAIL_URL = "smtp://mail.example.org"
    role = Group.objects.get(name="Editor")
    typed = {"name": "Ben", "role": role.pk, "email": "ben@example.org"}

    page = desk.post("/admin/publishing/invitation/add/", typed, follow=True)

    assert link_in(page) in mail.outbox[0].body
    assert mail.outbox[0].to == ["ben@example.org"]


def test_without_a_mail_server_that_answers_the_link_can_still_be_copied(desk, settings):
    settings.EMAIL_URL = "smtp://localhost:1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    typed = {"name": "Ben", "role": Group.objects.get(name="Editor").pk, "email": "b@example.org"}

    page = desk.post("/admin/publishing/invitation/add/", typed, follow=True)

    assert "copy the link and send it to her yourself" in page.text
    assert link_in(page)


def test_a_role_with_more_than_hers_cannot_be_invited_to(desk):
    strong = Group.objects.create(name="Strong")
    strong.permissions.add(*Group.objects.get(name="Writer").permissions.all())
    from django.contrib.auth.models import Permission

    strong.permissions.add(Permission.objects.get(codename="delete_session"))

    desk.post("/admin/publishing/invitation/add/", {"name": "Ben", "role": strong.pk})

    assert not Invitation.objects.exists()


def test_who_lost_her_device_signs_in_anew_and_the_old_ways_are_shut(desk, administrator):
    ana = make_user(username="ana", email="ana@example.org")
    TOTP.activate(ana, "JBSWY3DPEHPK3PXP")
    old = Client()
    old.force_login(ana)

    page = desk.post(f"/admin/publishing/invitation/again/{ana.pk}/", follow=True)
    new = Client()
    answer = new.post(
        urlsplit(link_in(page)).path, {k: v for k, v in TYPED.items() if k != "username"}
    )

    assert answer.headers["Location"] == "/admin/account/passkeys/add/"
    assert not Authenticator.objects.filter(user=ana).exists()
    assert old.get("/admin/").status_code == 302
    assert User.objects.get(pk=ana.pk).check_password("Falconetti 1928")


def test_an_earlier_link_opens_no_more():
    ana = make_user(username="ana")
    first = let_in_again(ana, None)
    let_in_again(ana, None)

    assert Client().get(urlsplit(first.link).path).status_code == 410


def test_who_has_left_does_not_come_back_by_a_link(desk):
    ana = make_user(username="ana")
    link = let_in_again(ana, None).link
    ana.is_active = False
    ana.save()

    assert Client().get(urlsplit(link).path).status_code == 410
    assert desk.post(f"/admin/publishing/invitation/again/{ana.pk}/").status_code == 403


def test_who_leaves_is_signed_out_and_her_byline_stays(desk):
    ana = make_user(username="ana")
    author = make_author("Ana", user=ana)
    address = f"/admin/auth/user/{ana.pk}/change/"
    typed = form_of(desk, address)
    typed.pop("is_active")

    desk.post(address, typed)

    ana.refresh_from_db()
    author.refresh_from_db()
    assert not ana.is_active
    assert author.user == ana


def test_the_first_administrator_comes_by_the_command():
    out = io.StringIO()

    call_command(
        "invite", "--administrator", "--name", "Ana Ruiz", stdout=out, stderr=io.StringIO()
    )
    Client().post(urlsplit(out.getvalue().strip()).path, TYPED)

    ana = User.objects.get()
    assert [group.name for group in ana.groups.all()] == ["Administrator"]
    assert not ana.is_superuser


@pytest.mark.parametrize("wrong", [["--role", "Emperor"], ["--reset", "nobody"], []])
def test_the_command_says_what_there_is_not(wrong):
    with pytest.raises(CommandError):
        call_command("invite", *wrong)


def test_by_the_command_somebody_is_let_in_again():
    make_editor(username="ana")
    out = io.StringIO()

    call_command("invite", "--reset", "ana", stdout=out, stderr=io.StringIO())

    assert (
        "choose a new password for “ana”"
        in Client().get(urlsplit(out.getvalue().strip()).path).text
    )
