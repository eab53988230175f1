"""Signing in: names that stay, one answer to every refusal, throttled, on record."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from publishing.models.audit_entry import AuditEntry
from publishing.models.sign_in_attempt import SignInAttempt
from publishing.signing_in.throttle import PER_ACCOUNT_AND_ADDRESS, WINDOW
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
WRONG = "do not belong together"


@pytest.fixture
def ana():
    return make_user(username="ana")


def sign_in(name="ana", password="pass", address="203.0.113.7", client=None, **fields):
    typed = {"username": name, "password": password, **fields}
    return (client or Client()).post(LOGIN, typed, REMOTE_ADDR=address)


def guess(times, name="ana", address="203.0.113.7"):
    return [sign_in(name, f"wrong {number}", address).status_code for number in range(times)]


def is_signed_in(answer):
    return answer.status_code == 302 and answer.wsgi_request.user.is_authenticated


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("", "/admin/"),
        ("/admin/reviews/film/?q=x", "/admin/reviews/film/?q=x"),
        ("https://evil.example/", "/admin/"),
        ("//evil.example/", "/admin/"),
        (r"\\evil.example", "/admin/"),
        ("http:/evil.example", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
        ("/admin/logout/", "/admin/"),
        ("/admin/login/?next=/admin/login/", "/admin/"),
    ],
)
def test_next_leads_to_our_own_paths_only(ana, asked, leads_to):
    answer = sign_in(next=asked)

    assert is_signed_in(answer)
    assert answer.headers["Location"] == leads_to


NOBODIES = {
    "a wrong password": {"password": "wrong"},
    "a name that is nobody's": {"name": "nobody"},
    "somebody who has left": {"name": "left"},
    "somebody who is not staff": {"name": "reader"},
}


@pytest.mark.parametrize("tried", NOBODIES.values(), ids=NOBODIES)
def test_every_refusal_says_the_same(ana, tried):
    make_user(username="left", is_active=False)
    reader = make_user(username="reader")
    reader.is_staff = False
    reader.save()

    answer = sign_in(**tried)

    assert answer.status_code == 200
    assert WRONG in answer.text
    entry = AuditEntry.objects.get(kind=AuditEntry.Kind.REFUSED)
    assert (entry.by, entry.address) == (None, "203.0.113.7")
    assert entry.by_name == tried.get("name", "ana")


def test_after_five_wrong_passwords_from_one_address_the_right_one_waits_too(ana):
    guess(PER_ACCOUNT_AND_ADDRESS)

    answer = sign_in()

    assert answer.status_code == 429
    assert "Wait a quarter of an hour" in answer.text
    assert answer.headers["Retry-After"] == "900"
    assert not answer.wsgi_request.user.is_authenticated


def test_its_owner_still_signs_in_from_elsewhere(ana):
    guess(PER_ACCOUNT_AND_ADDRESS + 3)

    assert is_signed_in(sign_in(address="198.51.100.20"))


def test_a_name_that_is_nobodys_is_throttled_alike():
    assert guess(7, "nobody") == [200] * PER_ACCOUNT_AND_ADDRESS + [429] * 2


@pytest.mark.parametrize("spelling", ["Ana", " ana", "ANA "])
def test_another_spelling_is_no_other_account(ana, spelling):
    guess(PER_ACCOUNT_AND_ADDRESS)

    assert sign_in(spelling).status_code == 429


def test_waiting_helps(ana):
    guess(PER_ACCOUNT_AND_ADDRESS)
    SignInAttempt.objects.update(at=timezone.now() - WINDOW - timedelta(seconds=1))

    assert is_signed_in(sign_in())


def test_signing_in_forgets_the_wrong_ones_before(ana):
    guess(PER_ACCOUNT_AND_ADDRESS - 1)
    sign_in()

    assert guess(PER_ACCOUNT_AND_ADDRESS) == [200] * PER_ACCOUNT_AND_ADDRESS


@pytest.mark.parametrize("forged", ["198.51.100.1", "127.0.0.1", "nonsense", "1.2.3.4, 5.6.7.8"])
def test_a_header_that_anybody_can_send_opens_nothing(ana, forged):
    guess(PER_ACCOUNT_AND_ADDRESS)
    typed = {"username": "ana", "password": "pass"}

    answer = Client().post(
        LOGIN, typed, REMOTE_ADDR="203.0.113.7", headers={"x-forwarded-for": forged}
    )

    assert answer.status_code == 429


def test_one_neighbour_in_ipv6_is_one_address(ana):
    guess(PER_ACCOUNT_AND_ADDRESS, address="2001:db8:1:2::1")

    assert sign_in(address="2001:db8:1:2:ffff::9").status_code == 429
    assert is_signed_in(sign_in(address="2001:db8:1:3::1"))


def test_a_thousand_guesses_from_twenty_addresses_shut_nobody_out():
    owners = [f"owner-{number}" for number in range(5)]
    for owner in owners:
        make_user(username=owner)
    addresses = [f"203.0.113.{number}" for number in range(20)]

    answers = [
        sign_in(owners[number % 5], f"wrong {number}", addresses[number // 5 % 20]).status_code
        for number in range(1000)
    ]

    judged = answers.count(200)
    assert judged <= 20 * 5 * PER_ACCOUNT_AND_ADDRESS
    assert judged + answers.count(429) == 1000
    assert SignInAttempt.objects.count() == judged
    assert all(is_signed_in(sign_in(owner, address="198.51.100.99")) for owner in owners)


def test_with_an_app_the_password_alone_opens_nothing(ana):
    secret = TOTP.activate(ana, "JBSWY3DPEHPK3PXP").instance.data["secret"]
    client = Client()

    first = sign_in(client=client, next="/admin/reviews/film/")
    between = client.get("/admin/")
    second = client.post("/admin/account/code/", {"code": code_of(secret)})

    assert first.headers["Location"] == "/admin/account/code/"
    assert between.headers["Location"].startswith(LOGIN)
    assert second.headers["Location"] == "/admin/reviews/film/"
    assert AuditEntry.objects.get(kind="sign_in").after == {"steps": ["password", "totp"]}


def test_codes_are_not_guessed_from_many_addresses(ana):
    TOTP.activate(ana, "JBSWY3DPEHPK3PXP")
    client = Client()
    sign_in(client=client)

    tried = [
        client.post("/admin/account/code/", {"code": f"00000{n}"}, REMOTE_ADDR=f"203.0.113.{n}")
        for n in range(12)
    ]

    assert "Too many wrong tries" in tried[-1].text
    assert "Too many wrong tries" not in tried[8].text


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/reviews/review/add/", "/admin/jsi18n/", "/admin/account/"]
)
def test_where_a_second_step_is_asked_for_only_its_own_pages_open(client, ana, settings, path):
    settings.REQUIRE_MFA = True
    client.force_login(ana)

    answer = client.get(path)

    is_open = path in ("/admin/jsi18n/", "/admin/account/")
    assert (answer.status_code == 200) == is_open
    if not is_open:
        assert answer.headers["Location"] == "/admin/account/"


def test_with_a_second_step_the_desk_opens_where_it_is_asked_for(client, ana, settings):
    settings.REQUIRE_MFA = True
    TOTP.activate(ana, "JBSWY3DPEHPK3PXP")
    client.force_login(ana)

    assert client.get("/admin/").status_code == 200


def test_signing_out_everywhere_else_ends_the_other_sessions(ana):
    here, there = Client(), Client()
    sign_in(client=there, address="198.51.100.1")
    sign_in(client=here)

    page = here.get("/admin/account/sessions/")
    here.post("/admin/account/sessions/")

    assert "198.51.100.1" in page.text
    assert here.get("/admin/").status_code == 200
    assert there.get("/admin/").status_code == 302
    assert UserSession.objects.count() == 1


CREDENTIALS = [
    *("", "x", "{}", "[]", "null", '{"a": 1}', '{"id": "a", "rawId": "a", "response": {}}'),
    (
        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30",'
        '"authenticatorData":"AA","signature":"AA","userHandle":"MQ"}}'
    ),
    '{"response": {"userHandle": 5}}',
    '{"response": "x"}',
]


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_what_is_no_passkey_is_refused_in_words(ana, credential):
    client = Client()
    client.get("/admin/account/passkeys/login/", headers={"accept": "application/json"})

    answer = client.post("/admin/account/passkeys/login/", {"credential": credential}, follow=True)

    assert answer.status_code == 200
    assert not answer.wsgi_request.user.is_authenticated
    assert answer.redirect_chain[-1][0].startswith(LOGIN)


@pytest.mark.parametrize("credential", CREDENTIALS)
def test_what_is_no_passkey_is_not_set_up(client, ana, credential):
    sign_in(client=client)

    answer = client.post("/admin/account/passkeys/add/", {"credential": credential})

    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/admin/account/signup/", "/accounts/email/"]
)
def test_nobody_signs_up(client, path):
    assert client.get(path).status_code in (302, 404)
    assert client.post(path).status_code in (302, 404, 405)


def test_readers_pages_know_nothing_of_signing_in(client, ana):
    sign_in(client=client)

    answer = client.get("/")

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not hasattr(answer.wsgi_request, "allauth")
