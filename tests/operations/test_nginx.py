"""The committed configuration of nginx, with other ports and paths, in front of a real site."""

import http.client
import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from tests.operations.test_serve import MANAGE, Site, free_port, until
from tests.plugins import missing

CONFIGURATION = settings.BASE_DIR / "deploy" / "nginx"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
# Folders of pytest are closed to the account that nginx would take for its children.
AS_ROOT = "user root;" if os.geteuid() == 0 else ""

pytestmark = [] if NGINX else [missing.skip("nginx")]


@dataclass
class Front:
    """A running nginx: the ports for HTTP and HTTPS, and the site behind it."""

    plain: int
    tls: int
    site: Site
    data: Path

    def ask(
        self, path: str, method: str = "GET", length: int | None = None, plain: bool = False
    ) -> http.client.HTTPResponse:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection: http.client.HTTPConnection = (
            http.client.HTTPConnection("127.0.0.1", self.plain, timeout=30)
            if plain
            else http.client.HTTPSConnection("127.0.0.1", self.tls, context=trusting, timeout=30)
        )
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", "localhost")
        if length is not None:
            connection.putheader("Content-Length", str(length))
        connection.endheaders()
        return connection.getresponse()


def write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    folder.mkdir()
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def write_configuration(folder: Path, listening: str, ports: dict[str, int], data: Path) -> Path:
    """The files as they are committed, but for the places and ports a container has."""
    places = {
        "/etc/nginx/mime.types": "/etc/nginx/mime.types",
        "/etc/nginx/": f"{folder}/",
        "/certificates/": f"{folder}/certificates/",
        "/data/": f"{data}/",
        "/tmp/nginx": f"{folder}/nginx",
        "/dev/stdout": f"{folder}/access.log",
        "web:8000": f"127.0.0.1:{ports['site']}",
        "listen 8080": f"listen 127.0.0.1:{ports['plain']}",
        "listen 8443": f"listen 127.0.0.1:{ports['tls']}",
    }
    for name in ("nginx.conf", "site.conf", "passed_on.conf", listening):
        text = (CONFIGURATION / name).read_text()
        for theirs, ours in places.items():
            text = text.replace(theirs, ours)
        text = text.replace(f"{folder}/mime.types", "/etc/nginx/mime.types")
        (folder / ("listen.conf" if name == listening else name)).write_text(text)
    return folder / "nginx.conf"


@pytest.fixture(scope="module")
def front(tmp_path_factory) -> Iterator[Front]:
    data, folder = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("nginx")
    environment = os.environ | {"DATA_DIR": str(data), "SITE_URL": "https://localhost"}
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        subprocess.run([*MANAGE, *command, "--verbosity", "0"], env=environment, check=True)
    (data / "media").mkdir(exist_ok=True)
    (data / "media" / "picture.jpg").write_bytes(b"jpg")
    (data / "media" / "page.html").write_text("<script>alert(1)</script>")
    (data / "media" / ".half.jpg").write_bytes(b"half")
    write_certificate(folder / "certificates")
    ports = {"site": free_port(), "plain": free_port(), "tls": free_port()}
    configuration = write_configuration(folder, "tls.conf", ports, data)
    site = Site(
        data,
        folder / "site.log",
        DEBUG="0",
        SITE_URL="https://localhost",
        PORT=str(ports["site"]),
        TRUSTED_PROXIES="127.0.0.1",
    )
    command = [str(NGINX), "-p", str(folder), "-c", str(configuration)]
    nginx = None
    try:
        site.wait_until_ready()
        tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert tested.returncode == 0, tested.stderr
        nginx = subprocess.Popen(
            [*command, "-g", f"daemon off; {AS_ROOT}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        front = Front(ports["plain"], ports["tls"], site, data)
        until(lambda: _answers(front), "nginx")
        yield front
    finally:
        for process in (nginx, site.process):
            if process is not None:
                process.terminate()
                process.wait(timeout=30)


def _answers(front: Front) -> bool:
    try:
        return front.ask("/healthz", plain=True).status == 200
    except OSError:
        return False


def test_plain_http_leads_to_https_and_monitors_are_answered(front):
    page, health = front.ask("/films/?page=1", plain=True), front.ask("/healthz", plain=True)

    assert page.status == 301
    assert page.headers["Location"] == "https://localhost/films/?page=1"
    assert health.status == 200


def test_a_page_comes_through_by_tls_with_the_headers_of_the_site(front):
    page = front.ask("/")

    assert page.status == 200
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    assert "nginx/" not in page.headers["Server"]


def test_the_desk_is_told_that_it_is_asked_by_tls(front):
    answer = front.ask("/admin/login/")

    assert answer.status == 200
    assert "Secure" in answer.headers["Set-Cookie"]


def test_hashed_static_files_come_from_the_disk_for_ever_and_others_for_a_minute(front):
    names = [
        str(path.relative_to(front.data))
        for path in (front.data / "static" / "reader").rglob("*.css")
    ]
    [hashed, *_] = [name for name in names if len(Path(name).suffixes) == 2]
    plain = hashed.replace(Path(hashed).suffixes[0], "")

    lifetimes = [front.ask(f"/{name}").headers["Cache-Control"] for name in (hashed, plain)]

    assert lifetimes == ["public, max-age=31536000, immutable", "public, max-age=60"]


def test_uploaded_files_run_nothing_and_are_kept_for_ever(front):
    picture, page = front.ask("/media/picture.jpg"), front.ask("/media/page.html")

    assert picture.headers["Content-Type"] == "image/jpeg"
    assert page.headers["Content-Type"] == "application/octet-stream"
    for answer in (picture, page):
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/media/.half.jpg", "/media/../secret_key", "/static/../secret_key"]
)
def test_nothing_else_of_the_data_is_handed_out(front, path):
    assert front.ask(path).status in (400, 404)


@pytest.mark.parametrize(("path", "megabytes", "status"), [("/", 33, 413), ("/admin/", 1025, 413)])
def test_a_body_that_is_too_long_is_refused_before_it_is_sent(front, path, megabytes, status):
    assert front.ask(path, "POST", length=megabytes * 1024 * 1024).status == status


def test_search_words_and_tokens_stay_out_of_the_log(front):
    front.ask("/search/?q=unspeakable")

    log = next(Path(front.site.log).parent.glob("access.log")).read_text()

    assert "/search/" in log
    assert "unspeakable" not in log


def test_the_configuration_behind_another_tls_server_is_sound(front, tmp_path):
    write_certificate(tmp_path / "certificates")
    configuration = write_configuration(
        tmp_path, "plain.conf", {"site": 1, "plain": free_port(), "tls": 2}, front.data
    )

    tested = subprocess.run(
        [str(NGINX), "-t", "-p", str(tmp_path), "-c", str(configuration)],
        capture_output=True,
        text=True,
    )

    assert tested.returncode == 0, tested.stderr


def test_while_the_site_is_away_files_are_served_and_pages_say_so(front):
    front.site.process.terminate()
    front.site.process.wait(timeout=30)

    assert front.ask("/media/picture.jpg").status == 200
    assert front.ask("/").status == 502
