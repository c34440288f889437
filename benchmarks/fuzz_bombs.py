"""Bodies made to blow a reader up: entity bombs, external entities, a gigabyte in a megabyte.

Each is given to every XML reader, and the compressed one to the real client over a local server
and to the reader of files. Being refused with a clear error is the only good end.
"""

from __future__ import annotations

import gzip
import resource
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from academichub.errors import AcademicHubError
from academichub.fetch import Client
from academichub.sources import files
from fuzz_bodies import Seed
from fuzz_parsers import NOW, PARSERS, Parser

GIGABYTE = 2**30
GIVE_UP = 30


class Hang(BaseException):
    """A reader took too long. Not an Exception, so that none of its handlers catches it."""


class Deadline:
    """Raises `Hang` inside when *seconds* are over."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        signal.signal(signal.SIGALRM, self._late)
        signal.alarm(self.seconds)

    def __exit__(self, *_: object) -> None:
        signal.alarm(0)

    @staticmethod
    def _late(*_: object) -> None:
        raise Hang


@dataclass
class Result:
    """What became of one bomb."""

    name: str
    refused: bool
    said: str
    seconds: float
    grown_mb: float


def run(*, compressed: bool = True) -> list[Result]:
    """Light every bomb; those of a gigabyte only where *compressed*."""
    results = []
    for name, subset, reference in _ENTITIES:
        for parser in PARSERS:
            seed = next((seed for seed in parser.seeds if seed.form == "xml"), None)
            if seed and parser.name != "file-detected":
                results.append(_entity(parser, seed, name, subset, reference))
    if compressed:
        results.append(_lit("1 GB of gzip from a server", _fetched))
        results.append(_lit("1 GB of gzip in a file", _read))
    return results


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_SECRET = Path(tempfile.gettempdir()) / "academichub-fuzz-secret"
_ENTITIES = (
    ("billion laughs", f'<!ENTITY l0 "lol">{_LAUGHS}', "&l9;"),
    ("quadratic blow-up", f'<!ENTITY q "{"x" * 50_000}">', "&q;" * 20_000),
    ("external file", f'<!ENTITY f SYSTEM "{_SECRET.as_uri()}">', "&f;"),
    ("external address", '<!ENTITY f SYSTEM "http://127.0.0.1:9/x">', "&f;"),
    ("parameter entity", f'<!ENTITY % p SYSTEM "{_SECRET.as_uri()}"> %p;', "&f;"),
)


def _entity(parser: Parser, seed: Seed, name: str, subset: str, reference: str) -> Result:
    body = seed.body()
    start = body.index(b"<", body.index(b"?>"))
    doctype = f"<!DOCTYPE x [{subset}]>".encode()
    bomb = (
        body[:start]
        + doctype
        + body[start:].replace(b"Work 333", reference.encode() + b"Work 333", 1)
    )

    def light() -> str:
        outcome = parser.read(bomb)
        leaked = any("SECRET" in title or len(title) > 10_000 for title in outcome.titles)
        if leaked:
            return ""
        return "; ".join(outcome.said) or f"read without it: {len(outcome.titles)} entries"

    _SECRET.write_text("SECRET")
    try:
        return _lit(f"{name} to {parser.name}", light)
    finally:
        _SECRET.unlink()


def _lit(name: str, light: Callable[[], str]) -> Result:
    before, start = _peak(), time.perf_counter()
    try:
        with Deadline(GIVE_UP):
            said, fine = light(), True
    except Hang:
        said, fine = f"still at it after {GIVE_UP} s", False
    grown = _peak() - before
    took = time.perf_counter() - start
    return Result(name, fine and bool(said) and grown < 200, said, took, round(grown, 1))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _gigabyte() -> bytes:
    member = gzip.compress(b" " * (GIGABYTE // 64), 9)
    return member * 64


class _Handler(BaseHTTPRequestHandler):
    body = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        try:
            self.wfile.write(self.body)
        except ConnectionError:
            return

    def log_message(self, *_: object) -> None:
        """Keep the terminal for the report."""


def _fetched() -> str:
    _Handler.body = _gigabyte()
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"127.0.0.1:{server.server_port}"
    try:
        with Client(contact="fuzz@example.org", trusted=(address,)) as client:
            client.get(f"http://{address}/bomb")
    except AcademicHubError as error:
        return f"{type(error).__name__}: {error}"
    finally:
        server.shutdown()
        server.server_close()
    return ""


def _read() -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bomb.jsonl.gz"
        path.write_bytes(_gigabyte())
        try:
            found = sum(len(page.records) for page in files.read(path, now=NOW, kind="arxiv"))
        except AcademicHubError as error:
            return f"{type(error).__name__}: {error}"
    return "" if found else "it holds no entry"
