"""The pages over a data folder: how fast, beside an empty endpoint of the same framework.

    python benchmarks/pages.py                      the starter set
    python benchmarks/pages.py --data FOLDER        an AcademicHub data folder
    python benchmarks/pages.py --data FOLDER --json

Both servers are processes of their own on loopback and are asked in turn, by the same generator:
one connection for the latencies, several for requests per second. For context: arxiv-sanity-lite
on a like machine takes 316 ms for its home page.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit
from urllib.request import urlopen

_WARM_UP = 30
_PATIENCE = 300.0
_SAMPLE = 200


def main() -> None:
    options = _options()
    if options.serve:
        _serve(options.serve, options.data, options.port)
        return
    with tempfile.TemporaryDirectory(prefix="academichub-pages-") as folder:
        report = _measure(options.data or folder, options)
    print(json.dumps(report, indent=2) if options.json else _table(report))


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    reader.add_argument("--data", help="an AcademicHub data folder; default: a new one")
    reader.add_argument("--requests", type=int, default=200, help="requests of each kind, in turn")
    reader.add_argument("--seconds", type=float, default=4.0, help="how long each kind is pressed")
    reader.add_argument("--connections", type=int, default=8, help="at a time, while pressed")
    reader.add_argument("--json", action="store_true")
    reader.add_argument("--serve", choices=("ours", "empty"), help=argparse.SUPPRESS)
    reader.add_argument("--port", type=int, help=argparse.SUPPRESS)
    return reader.parse_args()


def _serve(which: str, data: str, port: int) -> None:
    import uvicorn
    from fastapi import FastAPI

    if which == "empty":
        app = FastAPI()

        @app.get("/")
        def nothing() -> dict[str, str]:
            return {}

        uvicorn.run(app, port=port, log_level="error", access_log=False)
        return
    from academichub.config import Config
    from academichub.hub import Hub
    from academichub.web import serve

    with Hub(Config.load(Path(data), environ={})) as hub:
        hub.catch_up()
        serve(hub, "127.0.0.1", port, collect=False)


def _measure(data: str, options: argparse.Namespace) -> dict[str, Any]:
    report: dict[str, Any] = {"data": data, "connections": options.connections, "kinds": {}}
    with _server("ours", data) as ours, _server("empty", data) as empty:
        kinds, report["works"] = _paths(ours)
        asked = [("empty", empty, ["/"]), *((kind, ours, paths) for kind, paths in kinds.items())]
        for kind, port, paths in asked:
            report["kinds"][kind] = asyncio.run(_ask(port, paths, options))
    base = report["kinds"]["empty"]
    for one in report["kinds"].values():
        one["p50_ratio"] = one["p50_ms"] / base["p50_ms"]
        one["rate_ratio"] = base["per_second"] / one["per_second"]
    return report


@contextmanager
def _server(which: str, data: str) -> Iterator[int]:
    """A server process, once it answers; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    command = [sys.executable, __file__, "--serve", which, "--data", data, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = monotonic() + _PATIENCE
    while monotonic() < end:
        if process.poll() is not None:
            raise SystemExit("the server ended before it answered")
        try:
            _get(port, "/")
        except OSError:
            sleep(0.1)
        else:
            return
    raise SystemExit(f"the server did not answer within {_PATIENCE:.0f} seconds")


def _get(port: int, path: str) -> bytes:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        body: bytes = answer.read()
    return body


def _paths(port: int) -> tuple[dict[str, list[str]], int]:
    """What to ask for: many different addresses of each kind, the same in every run."""
    batches: list[str] = []
    works: list[dict[str, Any]] = []
    seen = None
    while len(batches) < 40:
        daily = json.loads(_get(port, f"/api/daily?seen={quote(seen)}" if seen else "/api/daily"))
        works += daily["works"]
        if (seen := daily["seen"]) is None:
            break
        batches.append(f"/?seen={quote(seen)}")
    return {
        "first page": ["/"],
        "next batch": batches,
        "author filter": [f"/?author={quote_plus(name)}" for name in _authors(works)] or ["/"],
        "work page": [f"/works/{quote(work['id'], safe=':/')}" for work in works[:_SAMPLE]],
        "search": [f"/works?q={quote_plus(words)}" for words in _searches(works)],
        "search, API": [f"/api/works?q={quote_plus(words)}" for words in _searches(works)],
        "feed": ["/feed.atom"],
    }, daily["total"]


def _authors(works: Sequence[dict[str, Any]]) -> list[str]:
    return [work["authors"][0]["name"] for work in works if work["authors"]][:_SAMPLE]


def _searches(works: Sequence[dict[str, Any]]) -> list[str]:
    """One to three words of titles there are."""
    chance = random.Random(7)
    titles = [[w for w in work["title"].split() if w.isalpha() and len(w) > 3] for work in works]
    told = [words for words in titles if len(words) >= 3]
    return [" ".join(chance.sample(chance.choice(told), 1 + n % 3)) for n in range(_SAMPLE)]


async def _ask(port: int, paths: Sequence[str], options: argparse.Namespace) -> dict[str, float]:
    connection = await _Connection.open(port)
    await _in_turn(connection, paths, min(_WARM_UP, options.requests))
    took, sizes = await _in_turn(connection, paths, options.requests)
    await connection.close()
    end = perf_counter() + options.seconds
    started = perf_counter()
    pressed = (_press(port, paths[n:] or paths, end) for n in range(options.connections))
    done = sum(await asyncio.gather(*pressed))
    return {
        "p50_ms": median(took) * 1e3,
        "p95_ms": quantiles(took, n=20)[-1] * 1e3,
        "per_second": done / (perf_counter() - started),
        "bytes": median(sizes),
    }


async def _in_turn(
    connection: _Connection, paths: Sequence[str], count: int
) -> tuple[list[float], list[int]]:
    took, sizes = [], []
    for _, path in zip(range(count), cycle(paths), strict=False):
        started = perf_counter()
        sizes.append(await connection.get(path))
        took.append(perf_counter() - started)
    return took, sizes


async def _press(port: int, paths: Sequence[str], end: float) -> int:
    connection = await _Connection.open(port)
    done = 0
    for path in cycle(paths):
        if perf_counter() >= end:
            break
        await connection.get(path)
        done += 1
    await connection.close()
    return done


class _Connection:
    """One kept-alive HTTP/1.1 connection: just enough to press a server, with little of our own."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> _Connection:
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=2**22))

    async def get(self, path: str) -> int:
        request = f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-language: en\r\n\r\n"
        self._writer.write(request.encode())
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        length = int(head.split("content-length:", 1)[1].split("\r\n", 1)[0])
        await self._reader.readexactly(length)
        if status != 200:
            raise SystemExit(f"{urlsplit(path).path} answered {status}")
        return length

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()


def _table(report: dict[str, Any]) -> str:
    lines = [
        f"{report['works']:,} works, {report['connections']} connections while pressed",
        f"{'':14}{'p50 ms':>9}{'p95 ms':>9}{'of empty':>10}{'req/s':>9}{'of empty':>10}{'bytes':>10}",
    ]
    for kind, one in report["kinds"].items():
        lines.append(
            f"{kind:14}{one['p50_ms']:9.2f}{one['p95_ms']:9.2f}{one['p50_ratio']:9.1f}x"
            f"{one['per_second']:9.0f}{one['rate_ratio']:9.1f}x{one['bytes']:10,.0f}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
