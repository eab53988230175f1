"""Signing in, in a real browser with an authenticator of its own: by link, with a passkey, anew."""

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User

from publishing.invitations import invite, let_in_again
from publishing.models.audit_entry import AuditEntry
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "Falconetti 1928"


@pytest.fixture
def visit(chromium, live_server):
    """Opens a browser of somebody, with a device that answers for her; nothing may complain."""
    contexts, complaints = [], []

    def open_page(width=1280, scheme="light"):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [said for said in complaints if "status of 410" not in said] == []


def with_device(page):
    """Give the page's browser an authenticator that asks nobody; returns its session and id."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, added["authenticatorId"]


def faults(page):
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


def come_in(page, link, **typed):
    page.goto(urlsplit(link).path)
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)
    page.click("button.default")


def set_up_passkey(page):
    page.wait_for_selector("form[data-passkey=create]:not([hidden])")
    page.click("form[data-passkey=create] button")
    page.wait_for_selector(".codes")


def sign_out(page):
    page.click("#logout-form button")
    page.wait_for_url("**/admin/logout/")


def use_passkey(page):
    page.goto("/admin/login/")
    page.wait_for_selector("form[data-passkey=get]:not([hidden])")
    page.click("form[data-passkey=get] button")


def test_by_link_then_a_passkey_then_the_passkey_alone_then_anew(visit):
    page = visit()
    session, device = with_device(page)
    made = invite("Ana Ruiz", Group.objects.get(name="Editor"), None)

    come_in(page, made.link, username="ana", password1=PASSWORD, password2=PASSWORD)
    set_up_passkey(page)
    codes = page.locator(".codes li").count()
    page.goto("/admin/")
    sign_out(page)
    use_passkey(page)
    page.wait_for_url("**/admin/")

    assert codes == 10
    last = AuditEntry.objects.filter(kind="sign_in").first()
    assert (last.by_name, last.after) == ("ana", {"steps": ["webauthn"]})

    # The password alone opens nothing now.
    sign_out(page)
    page.goto("/admin/login/")
    page.fill("[name=username]", "ana")
    page.fill("[name=password]", PASSWORD)
    page.click("#login-form [type=submit]")
    page.wait_for_url("**/admin/account/code/")
    page.click("form[data-passkey=get] button")
    page.wait_for_url("**/admin/")

    # The device is lost: a link, a new password, a new device.
    sign_out(page)
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    again = let_in_again(User.objects.get(username="ana"), None)
    other = visit()
    with_device(other)
    come_in(other, again.link, password1="Renée Maria 1892", password2="Renée Maria 1892")
    set_up_passkey(other)
    other.goto("/admin/")
    sign_out(other)
    use_passkey(other)
    other.wait_for_url("**/admin/")

    assert other.locator("#logout-form").is_visible()


def test_a_passkey_that_is_refused_says_so_and_leaves_the_password(visit):
    page = visit()
    with_device(page)

    use_passkey(page)

    page.wait_for_selector(".passkey-said:not([hidden])")
    assert "Try again, or choose another way" in page.text_content(".passkey-said")
    assert page.locator("#id_password").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_signing_in_have_no_fault(visit, width, scheme):
    page = visit(width, scheme)
    with_device(page)
    person = make_user(username="boss", is_superuser=True)
    made = invite("Ana Ruiz", Group.objects.get(name="Writer"), person)
    found = {}

    def look(name, path=None):
        if path:
            page.goto(path)
        is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[name] = faults(page) + (["scrolls sideways"] if is_wide else [])

    look("log in", "/admin/login/")
    look("join", urlsplit(made.link).path)
    look("used up", "/admin/account/join/nothing/")
    come_in(page, made.link, username="ana", password1=PASSWORD, password2=PASSWORD)
    look("passkey")
    set_up_passkey(page)
    look("recovery codes")
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk
    own = ("", "app/", "sessions/", "preferences/", "recovery/new/", f"passkeys/{passkey}/remove/")
    for path in own:
        look(path or "account", f"/admin/account/{path}")
    page.goto("/admin/")
    sign_out(page)
    page.goto("/admin/login/")
    page.fill("[name=username]", "ana")
    page.fill("[name=password]", PASSWORD)
    page.click("#login-form [type=submit]")
    look("second step")

    assert {name: faulty for name, faulty in found.items() if faulty} == {}
