"""Who deliveries go to: a mail server, a receiver of webhooks and Zotero, each real at the wire."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import pytest
from aiosmtpd.controller import Controller

Moment = Callable[[str], None]
"""Told before and after each taking over at the wire; a test may kill whoever is at it."""


def _nothing(_: str) -> None:
    return None


@dataclass
class Mailbox:
    """A mail server's letters, in the order they came, and how it behaves."""

    moment: Moment = _nothing
    received: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    hang_up: int = 0

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server, session, envelope, address, options
    ):
        if self.recipients:
            return self.recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.hang_up:
            self.hang_up -= 1
            server.transport.close()
            return "421 gone"
        if self.answers:
            return self.answers.pop(0)
        self.received.append(envelope.content)
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        self.moment("mail before the answer")
        return "250 taken"

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(one, policy=default) for one in self.received]


class Listening(Controller):
    """A mail server on a port that is ours before it starts."""

    def __init__(self, box: Mailbox, **settings: Any) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        port = self._listening.getsockname()[1]
        super().__init__(box, hostname="127.0.0.1", port=port, **settings)

    def _create_server(self) -> Any:
        return self.loop.create_server(
            self._factory_invoker, sock=self._listening, ssl=self.ssl_context
        )


class Started:
    """A mail server on loopback."""

    def __init__(self, box: Mailbox, **settings: Any) -> None:
        self.controller = Listening(box, **settings)

    def __enter__(self) -> int:
        self.controller.start()
        return int(self.controller.port)

    def __exit__(self, *_: object) -> None:
        self.controller.stop()


@dataclass
class Taken:
    """One request as a receiver saw it."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Receiver:
    """A web server that answers what it is told, 200 else, and remembers what it took."""

    def __init__(self, answer: Callable[[str, Taken], tuple[int, Any]] | None = None) -> None:
        self.moment: Moment = _nothing
        self.taken: list[Taken] = []
        self.statuses: list[int] = []
        self._answer = answer
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._reply("GET")

            def do_POST(self) -> None:
                self._reply("POST")

            def _reply(self, method: str) -> None:
                length = int(self.headers.get("content-length") or 0)
                headers = {k.lower(): v for k, v in self.headers.items()}
                one = Taken(self.path, headers, self.rfile.read(length))
                status, body = receiver.answer(method, one)
                content = json.dumps(body).encode()
                try:
                    self.send_response(status)
                    self.send_header("content-type", "application/json")
                    self.send_header("content-length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)
                except OSError:
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                return None

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def answer(self, method: str, one: Taken) -> tuple[int, Any]:
        if method == "POST":
            if self.statuses:
                return self.statuses.pop(0), {}
            self.taken.append(one)
        answered = self._answer(method, one) if self._answer else (200, {})
        if method == "POST":
            self.moment("web before the answer")
        return answered

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Zotero:
    """A library that obeys the rules of write requests: a key is made once, then answers 412."""

    def __init__(self) -> None:
        self.items: dict[str, dict[str, Any]] = {}
        self.made: list[str] = []
        self.again: list[str] = []
        self.lock = threading.Lock()

    def __call__(self, method: str, one: Taken) -> tuple[int, Any]:
        if one.headers.get("zotero-api-key") != "writeable":
            return 403, {}
        if method == "GET" and one.path == "/keys/current":
            return 200, {"userID": 42, "access": {"user": {"library": True, "write": True}}}
        if method == "GET" and one.path.startswith("/users/42/collections"):
            return 200, [{"key": "ABCD2345", "data": {"name": "Radar"}}]
        if method == "POST" and one.path == "/users/42/items":
            return 200, self._write(one.json)
        return 404, {}

    def _write(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        answer: dict[str, dict[str, Any]] = {"successful": {}, "success": {}, "failed": {}}
        with self.lock:
            for number, row in enumerate(rows):
                self._one(str(number), row, answer)
        return answer

    def _one(self, place: str, row: dict[str, Any], answer: dict[str, dict[str, Any]]) -> None:
        key = row.get("key", "")
        if not re.fullmatch("[23456789ABCDEFGHIJKLMNPQRSTUVWXYZ]{8}", key) or row["version"] != 0:
            answer["failed"][place] = {"code": 400, "message": "not a key of a new item"}
        elif key in self.items:
            self.again.append(key)
            answer["failed"][place] = {"key": key, "code": 412, "message": "it exists"}
        else:
            self.items[key] = row
            self.made.append(key)
            answer["success"][place] = key


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def listening() -> type[Started]:
    """Starts a mail server with settings of one's own, as a context manager."""
    return Started


@pytest.fixture
def smtp(mailbox: Mailbox) -> Iterator[int]:
    """The port of a mail server without encryption."""
    with Started(mailbox) as port:
        yield port


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as started:
        yield started


@pytest.fixture
def zotero() -> Zotero:
    return Zotero()


@pytest.fixture
def zotero_url(zotero: Zotero) -> Iterator[str]:
    with Receiver(zotero) as started:
        yield started.url


@pytest.fixture
def zotero_server(zotero: Zotero) -> Iterator[Receiver]:
    with Receiver(zotero) as started:
        yield started
