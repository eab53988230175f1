"""A video site on this machine, in all its moods: good, bare, slow, huge, lying, and so on."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.factories import picture_bytes

GOOD: dict[str, Any] = {
    "type": "video",
    "version": "1.0",
    "title": "Night Train",
    "author_name": "Studio",
    "author_url": "https://vimeo.com/studio",
    "duration": 75,
    "upload_date": "2013-03-05 17:33:52",
    "html": "<script>alert(1)</script>",
    "width": 640,
    "height": 360,
}


class StubProvider(ThreadingHTTPServer):
    """Answers every GET with `mood`; `asked` are the (path, parameters, headers) it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mood: Any = {}
        # What single paths answer, whatever the mood.
        self.paths: dict[str, bytes] = {"/poster.png": picture_bytes((640, 360))}
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answers(self, status: int = 200, body: bytes | str | Any = b"", **headers: str) -> None:
        """From now on answer so; anything but text and bytes is sent as JSON."""
        if not isinstance(body, bytes | str):
            body = json.dumps(body)
        content = body.encode() if isinstance(body, str) else body
        self.mood = {"status": status, "body": content, "headers": headers}

    def tells(self, **facts: Any) -> None:
        """Answer with a good video, and with these facts besides."""
        self.answers(body=GOOD | {"thumbnail_url": f"{self.url}/poster.png"} | facts)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has heard enough hangs up: no news."""


class _Handler(BaseHTTPRequestHandler):
    server: StubProvider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.server.asked.append((parts.path, query, dict(self.headers)))
        if parts.path in self.server.paths:
            self._send(200, self.server.paths[parts.path], {})
            return
        mood = self.server.mood
        if "drip" in mood:
            self._drip(mood["drip"])
            return
        self._send(mood["status"], mood["body"], mood["headers"])

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, part: bytes) -> None:
        """Send one small part after the other, until the stub is stopped or nobody listens."""
        self.send_response(200)
        self.end_headers()
        while not self.server.stopping.wait(0.05):
            self.wfile.write(part)

    def log_message(self, *args: Any) -> None:
        pass
