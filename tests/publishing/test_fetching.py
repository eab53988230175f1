"""The one way out of the house: what it reaches, what it refuses, how long it lasts."""

import socket
import threading
import time
from ipaddress import ip_address

import pytest

from publishing import public_addresses
from publishing.fetching import NotFetched, fetch
from publishing.public_addresses import NotPublic, is_public, resolve

PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::8.8.8.8"]
NOT_PUBLIC = {
    "this machine": ["127.0.0.1", "127.255.255.254", "0.0.0.0", "::1", "::"],
    "neighbours": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"],
    "neighbours, six": ["fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1"],
    "a cloud's own services": ["169.254.169.254", "169.254.0.1"],
    "many at once": ["224.0.0.1", "239.255.255.250", "255.255.255.255", "ff02::1", "ff0e::1"],
    "reserved": ["192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "240.0.0.1"],
    "reserved, newly": ["192.0.0.8", "192.88.99.1", "3fff::1", "2001:db8::1", "100::1"],
    "mapped": ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"],
    "compatible": ["::127.0.0.1", "::169.254.169.254", "::8.8.8.8"],
    "translated": ["64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8"],
    "tunnelled": ["2002:7f00:1::1", "2002:808:808::1", "2001:0:7f00:1::1"],
}


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_out_in_the_world_is_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", [a for family in NOT_PUBLIC.values() for a in family])
def test_no_other_address_is_however_it_is_written(address):
    assert not is_public(ip_address(address))


@pytest.fixture
def name_leads_to(monkeypatch):
    def leads_to(*addresses):
        def getaddrinfo(host, port, **_):
            kinds = [socket.AF_INET6 if ":" in a else socket.AF_INET for a in addresses]
            return [(k, 1, 6, "", (a, port)) for k, a in zip(kinds, addresses, strict=True)]

        monkeypatch.setattr(public_addresses.socket, "getaddrinfo", getaddrinfo)

    return leads_to


@pytest.mark.parametrize("address", [a for family in NOT_PUBLIC.values() for a in family])
@pytest.mark.parametrize("is_first", [True, False])
def test_one_address_that_is_not_public_spoils_a_name(name_leads_to, address, is_first):
    name_leads_to(*([address, "8.8.8.8"] if is_first else ["8.8.8.8", address]))

    with pytest.raises(NotPublic):
        resolve("vimeo.com", 443, seconds=5)


def test_a_public_name_gives_the_address_to_connect_to(name_leads_to):
    name_leads_to("8.8.8.8", "8.8.4.4")

    assert resolve("vimeo.com", 443, seconds=5) == "8.8.8.8"


def test_a_name_is_looked_up_once_and_never_trusted_again(monkeypatch):
    """A name server may say one thing to the check and another to the connection."""
    answers = iter([[(socket.AF_INET, 1, 6, "", ("127.0.0.1", 443))]])
    monkeypatch.setattr(public_addresses.socket, "getaddrinfo", lambda *_, **__: next(answers))

    with pytest.raises(NotFetched, match=r"vimeo.com does not lead to a public address\."):
        fetch("https://vimeo.com/")


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::]"),
        *("2130706433", "0x7f.1", "0177.0.0.1", "127.1"),
    ],
)
@pytest.mark.parametrize("port", ["", ":8000"])
def test_this_machine_is_not_fetched_from_under_any_name(host, port):
    with pytest.raises(NotFetched):
        fetch(f"https://{host}{port}/")


@pytest.mark.parametrize("address", ["http://vimeo.com/", "ftp://vimeo.com/", "file:///etc/passwd"])
def test_only_https_is_fetched(address):
    with pytest.raises(NotFetched, match="Only https"):
        fetch(address)


def test_under_the_switch_this_machine_may_be_asked_but_no_neighbour(provider, name_leads_to):
    assert fetch(provider.url, allow_loopback=True).status == 200

    name_leads_to("10.0.0.1")
    with pytest.raises(NotFetched, match="public address"):
        fetch("http://staging.example.org/", allow_loopback=True)


def test_an_answer_comes_whole_with_its_status(provider):
    provider.answers(404, "No such video")

    answer = fetch(f"{provider.url}/oembed?url=x", allow_loopback=True, referrer="https://a.org/")

    path, query, headers = provider.asked[0]
    assert (answer.status, answer.body) == (404, b"No such video")
    assert (path, query) == ("/oembed", {"url": "x"})
    assert headers["Referer"] == "https://a.org/"
    assert "Cookie" not in headers


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target",
    [
        *("https://evil.org/", "http://169.254.169.254/latest/meta-data/", "//evil.org/"),
        *("http://127.0.0.1:1/", "http://localhost/", "file:///etc/passwd", "gopher://evil.org/"),
        "http://user@127.0.0.1/",
    ],
)
def test_a_redirect_to_another_host_is_not_followed(provider, status, target):
    provider.answers(status, Location=target)

    with pytest.raises(NotFetched, match="sends us to another host"):
        fetch(provider.url, allow_loopback=True)

    assert len(provider.asked) == 1


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever(provider):
    provider.answers(302, Location="/again")

    with pytest.raises(NotFetched, match="from page to page"):
        fetch(provider.url, allow_loopback=True)

    assert [path for path, *_ in provider.asked] == ["/", "/again", "/again", "/again"]


@pytest.mark.parametrize("size", [1001, 100_000])
def test_more_bytes_than_agreed_are_not_taken(provider, size):
    provider.answers(body=b"x" * size)

    with pytest.raises(NotFetched, match="more than we take"):
        fetch(provider.url, bytes_limit=1000, allow_loopback=True)


def test_a_server_that_never_ends_is_cut_off_by_its_bytes(provider):
    provider.mood = {"drip": b"x" * 10_000}

    with pytest.raises(NotFetched, match="more than we take"):
        fetch(provider.url, allow_loopback=True)


def test_the_deadline_is_over_everything_not_over_each_byte(provider):
    provider.mood = {"drip": b"x"}
    started = time.monotonic()

    with pytest.raises(NotFetched, match="did not answer within 0 seconds"):
        fetch(provider.url, seconds=0.3, allow_loopback=True)

    assert len(provider.asked) == 1
    # Had each byte its own time, this would go on for as long as the stub lives.
    assert time.monotonic() - started < 60


def test_a_name_server_that_does_not_answer_is_not_waited_for(monkeypatch):
    ended = threading.Event()
    monkeypatch.setattr(public_addresses.socket, "getaddrinfo", lambda *_, **__: ended.wait(60))

    with pytest.raises(NotFetched, match="did not answer within"):
        fetch("https://vimeo.com/", seconds=0.05)

    ended.set()


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 banana\r\n\r\n", b"\x00\xff" * 50, b"SSH-2.0-x\r\n"]
)
def test_what_is_no_answer_is_told_as_one(answer):
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]

    def serve():
        connection, _ = server.accept()
        connection.recv(1000)
        connection.sendall(answer)
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    with pytest.raises(NotFetched, match=r"broken answer|could not be reached"):
        fetch(f"http://127.0.0.1:{port}/", allow_loopback=True)
    thread.join()
    server.close()
