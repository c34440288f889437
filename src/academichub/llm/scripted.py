"""A server that speaks OpenAI's chat completions and says what a script says, for tests.

Real HTTP at a free port of loopback: it streams or not as it is asked, and can break off, fall
silent, talk without end, refuse, or send something else altogether. Never used by the program itself.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

_PIECE = 12


@dataclass(frozen=True, slots=True)
class Say:
    """One answer.

    Args:
        text: what the model says.
        status: of the answer; for others than 200 ``text`` is the error's message.
        headers: besides the usual ones.
        body: sent as it is in place of all that.
        delay: seconds before the first byte.
        stall: seconds of silence after half of the answer.
        pause: seconds before each further piece.
        cut: whether the connection ends after half of the answer.
        endless: whether it never stops talking.
        finish: why the model stopped.
        usage: tokens in and out.
    """

    text: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    delay: float = 0.0
    stall: float = 0.0
    pause: float = 0.0
    cut: bool = False
    endless: bool = False
    finish: str = "stop"
    usage: tuple[int, int] | None = (100, 20)


@dataclass(slots=True)
class Scripted:
    """What a scripted model was asked.

    ``requests`` are the bodies in the order they came, ``heads`` their headers; ``paid`` counts by
    request what was answered with 200, whether or not the answer arrived.
    """

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    paid: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0


Script = Callable[[dict[str, Any], int], Say]
"""Gives the answer to a request; the number counts the requests from 0."""


@contextmanager
def scripted_model(script: Script) -> Iterator[Scripted]:
    """Serve *script*; ends with every connection closed."""
    server = _Server(script)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.said
    finally:
        server.ending.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 64

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script, self.ending = script, Event()
        self.said = Scripted(f"http://127.0.0.1:{self.server_address[1]}/v1")
        self._lock, self._under_way = Lock(), 0

    @contextmanager
    def asked(self, request: dict[str, Any], head: dict[str, str]) -> Iterator[int]:
        """Count a request, and how many there are at once; gives its number."""
        with self._lock:
            number = len(self.said.requests)
            self.said.requests.append(request)
            self.said.heads.append(head)
            self._under_way += 1
            self.said.most_at_once = max(self.said.most_at_once, self._under_way)
        try:
            yield number
        except ConnectionError:
            pass  # the other side hung up, as some tests want it to
        finally:
            with self._lock:
                self._under_way -= 1

    def pay(self, request: dict[str, Any]) -> None:
        """Note that a request is answered."""
        with self._lock:
            self.said.paid[_name(request)] += 1


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        head = {name.lower(): value for name, value in self.headers.items()}
        with self.server.asked(request, head) as number:
            say = self.server.script(request, number)
            if not (say.delay and self.server.ending.wait(say.delay)):
                self._answer(say, request)

    def _answer(self, say: Say, request: dict[str, Any]) -> None:
        if say.status == 200:
            self.server.pay(request)
        pieces = list(_pieces(say, request))
        self._head(say, pieces, streams=bool(request.get("stream")) and say.status == 200)
        for number, piece in enumerate(pieces):
            if number == len(pieces) // 2 and self._stops(say):
                return
            if say.pause and self.server.ending.wait(say.pause):
                return
            self.wfile.write(piece)
        while say.endless and not self.server.ending.is_set():
            self.wfile.write(pieces[0] * 50)

    def _head(self, say: Say, pieces: list[bytes], *, streams: bool) -> None:
        self.send_response_only(say.status)
        kind = "text/event-stream" if streams else "application/json"
        for name, value in {"Content-Type": kind, **say.headers}.items():
            self.send_header(name, value)
        if not streams:
            self.send_header("Content-Length", str(sum(map(len, pieces))))
        self.end_headers()

    def _stops(self, say: Say) -> bool:
        return say.cut or bool(say.stall and self.server.ending.wait(say.stall))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _name(request: dict[str, Any]) -> str:
    return sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()


def _pieces(say: Say, request: dict[str, Any]) -> Iterator[bytes]:
    if say.body is not None:
        yield from (say.body[at : at + _PIECE] for at in range(0, len(say.body), _PIECE))
    elif say.status != 200:
        yield json.dumps({"error": {"message": say.text, "type": "error"}}).encode()
    elif request.get("stream"):
        yield from _events(say, request)
    else:
        body = json.dumps(_whole(say, request)).encode()
        yield from (body[at : at + _PIECE] for at in range(0, len(body), _PIECE))


def _whole(say: Say, request: dict[str, Any]) -> dict[str, Any]:
    choice = {
        "index": 0,
        "finish_reason": say.finish,
        "message": _said(say.text, request, "message"),
    }
    return {
        "id": "said", "object": "chat.completion", "created": 1, "model": request["model"],
        "choices": [choice], "usage": _usage(say),
    }  # fmt: skip


def _events(say: Say, request: dict[str, Any]) -> Iterator[bytes]:
    texts = [say.text[at : at + _PIECE] for at in range(0, len(say.text), _PIECE)] or [""]
    for number, text in enumerate(texts):
        yield _event(request, _said(text, request, "delta", first=number == 0), None)
    if not say.endless:
        yield _event(request, {}, say.finish)
        yield _event(request, None, None, _usage(say))
        yield b"data: [DONE]\n\n"


def _event(request: dict[str, Any], delta: Any, finish: str | None, usage: Any = None) -> bytes:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    event = {
        "id": "said", "object": "chat.completion.chunk", "created": 1, "model": request["model"],
        "choices": choices, "usage": usage,
    }  # fmt: skip
    return b"data: " + json.dumps(event).encode() + b"\n\n"


def _said(text: str, request: dict[str, Any], where: str, *, first: bool = True) -> dict[str, Any]:
    """The text as content, or as the arguments of the tool the request asks to be called."""
    tools = request.get("tools")
    if not tools:
        return {"role": "assistant", "content": text}
    called: dict[str, Any] = {"arguments": text}
    call: dict[str, Any] = {"type": "function", "function": called}
    if first:
        called["name"], call["id"] = tools[0]["function"]["name"], "call-1"
    if where == "delta":
        call["index"] = 0
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def _usage(say: Say) -> dict[str, int] | None:
    if say.usage is None:
        return None
    tokens_in, tokens_out = say.usage
    return {
        "prompt_tokens": tokens_in, "completion_tokens": tokens_out,
        "total_tokens": tokens_in + tokens_out,
    }  # fmt: skip
