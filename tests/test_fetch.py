"""The polite client against real servers on loopback: pytest-httpserver, and bare sockets for lies."""

from __future__ import annotations

import gzip
import itertools
import logging
import random
import socket
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest
import structlog
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

import academichub
from academichub.errors import (
    ForbiddenAddressError,
    MalformedAnswerError,
    RefusedError,
    ThrottledError,
    TooLargeError,
    UnreachableError,
)
from academichub.fetch import PACES, Client, body, redacted, retry
from academichub.fetch.address import checked, forbidden
from academichub.fetch.pace import Pacer, group


class Clock:
    """A clock that moves only when someone sleeps on it."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(httpserver: HTTPServer, clock: Clock) -> Iterator[Callable[..., Client]]:
    made: list[Client] = []

    def build(**settings: Any) -> Client:
        settings = {
            "trusted": [f"localhost:{httpserver.port}", f"127.0.0.1:{httpserver.port}"],
            "sleep": clock.sleep,
            "clock": clock,
            "jitter": lambda: 1.0,
            "resolve": lambda host, port: ["127.0.0.1"],
        } | settings
        made.append(Client(**settings))
        return made[-1]

    yield build
    for client in made:
        client.close()


@contextmanager
def raw_server(answer: bytes, *, pause: float = 0.0, byte_by_byte: bool = False) -> Iterator[int]:
    """A server that sends exactly *answer*, to every connection, then closes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(connection,), daemon=True).start()

    def talk(connection: socket.socket) -> None:
        with closing(connection):
            try:
                connection.recv(65536)
                pieces = (
                    [answer[i : i + 1] for i in range(len(answer))] if byte_by_byte else [answer]
                )
                for piece in pieces:
                    connection.sendall(piece)
                    time.sleep(pause)
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


def raw_client(port: int, **settings: Any) -> Client:
    settings = {"trusted": [f"127.0.0.1:{port}"], "sleep": lambda _: None, "attempts": 1} | settings
    return Client(**settings)


# ---- what is sent -------------------------------------------------------------------------


def test_it_says_who_it_is_and_how_to_reach_the_operator(httpserver, make):
    httpserver.expect_request("/").respond_with_handler(
        lambda request: Response(request.headers["User-Agent"])
    )
    with make(contact="me@example.org") as client:
        sent = client.get(httpserver.url_for("/")).body.decode()
    assert sent.startswith(f"AcademicHub/{academichub.__version__} (+https://")
    assert sent.endswith("; mailto:me@example.org)")


def test_parameters_are_added_to_those_already_in_the_address(httpserver, make):
    httpserver.expect_request("/q").respond_with_handler(
        lambda request: Response(request.query_string)
    )
    answer = make().get(httpserver.url_for("/q?a=1"), params={"b": 2, "c": "x y&z"})
    assert answer.body == b"a=1&b=2&c=x+y%26z"


def test_an_answer_carries_what_a_conditional_request_needs(httpserver, make):
    httpserver.expect_request("/").respond_with_data(
        "x", headers={"ETag": '"e"', "Last-Modified": "then", "Content-Type": "Text/XML; charset=x"}
    )
    answer = make().get(httpserver.url_for("/"))
    assert (answer.etag, answer.last_modified, answer.media_type) == ('"e"', "then", "text/xml")
    assert answer.fetched_at == "2026-09-21T14:13:20Z"


def test_what_is_current_costs_a_304(httpserver, make):
    def serve(request: Request) -> Response:
        same = request.headers.get("If-None-Match") == '"é"'
        return Response("", 304) if same else Response("new", headers={"ETag": '"é"'})

    httpserver.expect_request("/").respond_with_handler(serve)
    client = make()
    first = client.get(httpserver.url_for("/"))
    second = client.get(httpserver.url_for("/"), etag=first.etag, last_modified="then")
    assert not first.not_modified
    assert second.not_modified
    assert second.body == b""


# ---- bodies -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"text" * 50_000)),
        ("gzip", gzip.compress(b"text" * 25_000) + gzip.compress(b"text" * 25_000)),
        ("gzip", gzip.compress(b"text" * 50_000) + b"\0" * 40),
        ("deflate", zlib.compress(b"text" * 50_000)),
        ("deflate", zlib.compress(b"text" * 50_000)[2:-4]),
        ("zstd", zstandard.compress(b"text" * 50_000)),
        ("gzip, identity", gzip.compress(b"text" * 50_000)),
        ("deflate, gzip", gzip.compress(zlib.compress(b"text" * 50_000))),
    ],
)
def test_a_compressed_body_is_undone(httpserver, make, coding, packed):
    httpserver.expect_request("/").respond_with_data(packed, headers={"Content-Encoding": coding})
    assert make().get(httpserver.url_for("/")).body == b"text" * 50_000


@given(
    st.binary(max_size=5000),
    st.sampled_from(["gzip", "deflate", "zstd"]),
    st.integers(1, 700),
)
def test_however_it_is_chopped_a_compressed_body_is_undone(data, coding, size):
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "zstd": zstandard.compress}[coding](
        data
    )
    chunks = [packed[i : i + size] for i in range(0, len(packed), size)]
    assert body.read(chunks, encoding=coding, max_bytes=10_000) == data


@given(st.binary(min_size=1, max_size=2000), st.sampled_from(["gzip", "zstd"]), st.data())
def test_a_compressed_body_that_is_cut_off_is_never_taken_for_whole(data, coding, draw):
    packed = {"gzip": gzip.compress, "zstd": zstandard.compress}[coding](data)
    end = draw.draw(st.integers(1, len(packed) - 1))
    with pytest.raises((UnreachableError, MalformedAnswerError)):
        body.read([packed[:end]], encoding=coding, max_bytes=10_000)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd", "br", "gzip, gzip, gzip"])
def test_a_body_in_no_known_compression_is_refused(coding):
    with pytest.raises(MalformedAnswerError):
        body.read([b"\x07not compressed"], encoding=coding, max_bytes=1000)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd", "gzip, gzip"])
def test_a_gigabyte_in_a_megabyte_is_refused_in_little_memory(coding):
    packed = _gigabyte(coding)
    assert len(packed) < 2 * 2**20
    chunks = [packed[i : i + 65536] for i in range(0, len(packed), 65536)]
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            body.read(chunks, encoding=coding, max_bytes=8 * 2**20)
        assert tracemalloc.get_traced_memory()[1] < 24 * 2**20
    finally:
        tracemalloc.stop()


def _gigabyte(coding: str) -> bytes:
    """A GiB of zeros, packed: one block that stands alone, 64 times over."""
    zeros = bytes(16 * 2**20)
    if coding == "zstd":
        return zstandard.compress(zeros) * 64
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if "gzip" in coding else 15)
    head = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = head + block * 63
    return gzip.compress(packed) if coding == "gzip, gzip" else packed


def test_a_body_over_the_limit_is_refused_with_its_address(httpserver, make):
    httpserver.expect_request("/big").respond_with_data(b"x" * 5000)
    with pytest.raises(TooLargeError, match=r"/big: the body has more than 4999 bytes as sent"):
        make(max_bytes=4999).get(httpserver.url_for("/big"))
    assert len(make(max_bytes=10).get(httpserver.url_for("/big"), max_bytes=5000).body) == 5000


def test_a_body_shorter_than_promised_is_cut_off():
    with (
        raw_server(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<feed>half") as port,
        raw_client(port) as client,
        pytest.raises(UnreachableError, match="without sending complete message body"),
    ):
        client.get(f"http://127.0.0.1:{port}/")


def test_chunks_without_an_end_are_cut_off():
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with (
        raw_server(head + b"6\r\n<feed>\r\n") as port,
        raw_client(port) as client,
        pytest.raises(UnreachableError),
    ):
        client.get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "answer", [b"", b"gibberish\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 40_000]
)
def test_what_is_no_http_is_unreachable(answer):
    with (
        raw_server(answer) as port,
        raw_client(port) as client,
        pytest.raises(UnreachableError),
    ):
        client.get(f"http://127.0.0.1:{port}/")


def test_a_server_that_trickles_is_left_after_the_time_in_all():
    trickle = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000
    with (
        raw_server(trickle, pause=0.05, byte_by_byte=True) as port,
        raw_client(port, timeout=5, longest=0.6) as client,
    ):
        began = time.monotonic()
        with pytest.raises(UnreachableError):
            client.get(f"http://127.0.0.1:{port}/")
        assert time.monotonic() - began < 3


def test_a_server_that_says_nothing_is_left_after_the_timeout():
    with (
        raw_server(b"H", pause=10) as port,
        raw_client(port, timeout=0.3) as client,
        pytest.raises(UnreachableError),
    ):
        client.get(f"http://127.0.0.1:{port}/")


# ---- again, and when ----------------------------------------------------------------------


def test_a_passing_failure_is_tried_again_with_growing_waits(httpserver, make, clock):
    for status in (503, 500, 429):
        httpserver.expect_ordered_request("/").respond_with_data("no", status=status)
    httpserver.expect_ordered_request("/").respond_with_data("yes")
    assert make().get(httpserver.url_for("/")).body == b"yes"
    assert clock.slept == [1.0, 2.0, 4.0]


def test_retry_after_is_obeyed_in_seconds_and_as_a_date(httpserver, make, clock):
    later = format_datetime(datetime.fromtimestamp(clock.now + 12 + 37, UTC), usegmt=True)
    httpserver.expect_ordered_request("/").respond_with_data(
        "", status=503, headers={"Retry-After": "12"}
    )
    httpserver.expect_ordered_request("/").respond_with_data(
        "", status=429, headers={"Retry-After": later}
    )
    httpserver.expect_ordered_request("/").respond_with_data("yes")
    assert make().get(httpserver.url_for("/")).body == b"yes"
    assert clock.slept == [12.0, 37.0]


def test_a_wait_beyond_our_patience_is_an_error_that_says_when_to_return(httpserver, make, clock):
    httpserver.expect_request("/").respond_with_data("", status=503, headers={"Retry-After": "600"})
    client = make(patience=120)
    with pytest.raises(ThrottledError) as caught:
        client.get(httpserver.url_for("/"))
    assert caught.value.retry_after == 600
    assert clock.slept == []
    # Nobody else of this process asks before then, either.
    with pytest.raises(ThrottledError):
        client.get(httpserver.url_for("/"))
    assert len(httpserver.log) == 1
    clock.now += 601
    httpserver.clear()
    httpserver.expect_request("/").respond_with_data("yes")
    assert client.get(httpserver.url_for("/")).body == b"yes"


def test_patience_is_for_all_waits_of_one_request(httpserver, make, clock):
    httpserver.expect_request("/").respond_with_data("", status=429, headers={"Retry-After": "50"})
    with pytest.raises(ThrottledError):
        make(patience=120).get(httpserver.url_for("/"))
    assert clock.slept == [50.0, 50.0]


def test_after_the_last_attempt_the_status_is_raised(httpserver, make):
    httpserver.expect_request("/").respond_with_data("", status=502)
    with pytest.raises(RefusedError) as caught:
        make(attempts=3).get(httpserver.url_for("/"))
    assert caught.value.status == 502
    assert len(httpserver.log) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 406, 410, 422, 501])
def test_a_lasting_refusal_is_raised_at_once(httpserver, make, status):
    httpserver.expect_request("/").respond_with_data("", status=status)
    with pytest.raises(RefusedError) as caught:
        make().get(httpserver.url_for("/"))
    assert caught.value.status == status
    assert len(httpserver.log) == 1


def test_an_expected_refusal_comes_with_its_body(httpserver, make):
    httpserver.expect_request("/").respond_with_data(
        "why", status=422, headers={"Retry-After": "59"}
    )
    answer = make().get(httpserver.url_for("/"), expect=(400, 422))
    assert (answer.status, answer.body) == (422, b"why")


def test_a_connection_that_fails_is_tried_again(httpserver, make, clock):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(UnreachableError):
        make(trusted=[f"127.0.0.1:{port}"], attempts=3).get(f"http://127.0.0.1:{port}/")
    assert clock.slept == [1.0, 2.0]


@given(st.integers(1, 30), st.floats(0, 0.999), st.none() | st.floats(0, 1e5))
def test_waits_are_bounded_and_never_shorter_than_asked(attempt, jitter, asked):
    seconds = retry.wait(attempt, asked, jitter)
    assert 0.5 <= seconds <= max(60.0, asked or 0) or (asked and 0 < asked < 0.5)
    assert asked is None or seconds >= asked


@given(st.text(max_size=40))
def test_no_retry_after_header_breaks_the_reading(value):
    seconds = retry.retry_after({"retry-after": value}, 1_790_000_000.0)
    assert seconds is None or seconds >= 0


# ---- pace ---------------------------------------------------------------------------------


def test_all_of_arxivs_hosts_are_one_group():
    hosts = ("rss.arxiv.org:443", "export.arxiv.org:443", "oaipmh.arxiv.org:443", "arxiv.org:80")
    assert {group(host, PACES) for host in hosts} == {"arxiv.org"}
    assert PACES["arxiv.org"] == 3.0
    assert group("notarxiv.org:443", PACES) == "notarxiv.org:443"
    assert group("api.crossref.org:443", PACES) == "api.crossref.org"


def test_requests_of_one_group_keep_its_pace_also_after_a_failure(httpserver, make, clock):
    httpserver.expect_request("/").respond_with_data("x")
    here = f"localhost:{httpserver.port}"
    client = make(paces={here: 3.0}, attempts=1)
    for path in ("/", "/missing", "/"):
        try:
            client.get(f"http://{here}{path}")
        except RefusedError:
            continue
    assert clock.slept == [3.0, 3.0]


def test_threads_of_one_group_take_turns(clock):
    pacer = Pacer(
        {"x.test": 3.0}, free=frozenset(), state=None, patience=120, sleep=clock.sleep, clock=clock
    )
    inside, most, starts = 0, 0, []

    def ask(host: str) -> None:
        nonlocal inside, most
        for _ in range(3):
            with pacer.turn(f"{host}.x.test:443"):
                inside += 1
                most = max(most, inside)
                starts.append(clock.now)
                time.sleep(0.002)
                inside -= 1

    threads = [threading.Thread(target=ask, args=(host,)) for host in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert len(starts) == 9
    assert all(later - earlier >= 3.0 for earlier, later in itertools.pairwise(starts))


def test_two_processes_keep_one_pace(tmp_path):
    # The second process takes its turn only after the first one's pause.
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from academichub.fetch.pace import Pacer\n"
        "pacer = Pacer({'x.test': 0.2}, free=frozenset(), state=Path(sys.argv[1]), patience=60,\n"
        "              sleep=time.sleep, clock=time.time)\n"
        "for _ in range(4):\n"
        "    with pacer.turn('x.test:443'):\n"
        "        print(time.time(), flush=True)\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    times = sorted(float(t) for process in running for t in process.communicate()[0].split())
    assert len(times) == 8
    assert all(later - earlier >= 0.199 for earlier, later in itertools.pairwise(times))


@pytest.mark.parametrize(
    "left", [b"", b"12", b"99999999999999.999\n", b"\xff\xfe", b"99999999999.000\n"]
)
def test_a_broken_pace_file_is_no_pace(tmp_path, clock, left):
    (tmp_path / "pace-x.test").write_bytes(left)
    pacer = Pacer(
        {"x.test": 3.0},
        free=frozenset(),
        state=tmp_path,
        patience=120,
        sleep=clock.sleep,
        clock=clock,
    )
    with pacer.turn("x.test:443"):
        pass
    assert clock.slept == []
    assert (tmp_path / "pace-x.test").read_bytes() == b"%.3f\n" % (clock.now + 3)


def test_trusted_hosts_have_no_pace_and_strangers_have_one(httpserver, make, clock):
    httpserver.expect_request("/").respond_with_data("x")
    client = make()
    client.get(httpserver.url_for("/"))
    client.get(httpserver.url_for("/"))
    assert clock.slept == []
    pacer = Pacer(PACES, free=frozenset(), state=None, patience=9, sleep=clock.sleep, clock=clock)
    for _ in range(2):
        with pacer.turn("journal.example:443"):
            pass
    assert clock.slept == [PACES["*"]]


def test_a_lower_rate_limit_that_an_answer_announces_slows_us_down(httpserver, make, clock):
    # The headers are Crossref's: three requests in two seconds.
    httpserver.expect_request("/").respond_with_data(
        "x", headers={"x-rate-limit-limit": "3", "x-rate-limit-interval": "2s"}
    )
    here = f"localhost:{httpserver.port}"
    client = make(paces={here: 0.1})
    for _ in range(3):
        client.get(f"http://{here}/")
    assert clock.slept == pytest.approx([2 / 3, 2 / 3], abs=1e-5)
    assert retry.interval({"x-rate-limit-limit": "0", "x-rate-limit-interval": "1s"}) is None
    assert retry.interval({"x-rate-limit-limit": "many"}) is None


# ---- where it goes ------------------------------------------------------------------------

PRIVATE = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.9.9",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "192.0.0.8",
    "192.88.99.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "fec0::1",
    "3fff::1",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_that_is_not_public_is_connected_to(address):
    assert forbidden(address)
    with (
        Client(resolve=lambda host, port: [address], sleep=lambda _: None) as client,
        pytest.raises(ForbiddenAddressError, match=r"journal\.example is at"),
    ):
        client.get("https://journal.example/feed")


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "151.101.1.42", "2606:4700::1111", "64:ff9b::1.1.1.1"]
)
def test_public_addresses_are_not_forbidden(address):
    assert forbidden(address) is None


def test_one_private_address_among_public_ones_is_refused():
    with (
        Client(resolve=lambda host, port: ["93.184.216.34", "127.0.0.1"]) as client,
        pytest.raises(ForbiddenAddressError),
    ):
        client.get("http://journal.example/")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
    ],
)
def test_loopback_however_it_is_written_is_refused(address):
    with Client(sleep=lambda _: None) as client, pytest.raises(ForbiddenAddressError):
        client.get(address)


def test_the_connection_goes_to_the_very_address_that_was_checked(httpserver, make):
    # A name server that answers differently the second time (DNS rebinding) is asked only once.
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    httpserver.expect_request("/").respond_with_handler(
        lambda request: Response(request.headers["Host"])
    )
    name = f"feeds.example.test:{httpserver.port}"
    client = make(trusted=[name], resolve=resolve)
    assert client.get(f"http://{name}/").body.decode() == name
    assert asked == ["feeds.example.test"]


def test_the_name_stays_in_tls_when_the_connection_goes_to_an_address():
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = lambda connection, name, own: names.append(name)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        # Without a certificate the handshake fails, after the client has said whom it wants.
        with closing(connection), suppress(OSError):
            context.wrap_socket(connection, server_side=True)

    thread = threading.Thread(target=serve)
    thread.start()
    name = f"feeds.example.test:{listener.getsockname()[1]}"
    with (
        Client(trusted=[name], resolve=lambda host, port: ["127.0.0.1"], attempts=1) as client,
        pytest.raises(UnreachableError),
    ):
        client.get(f"https://{name}/")
    thread.join()
    listener.close()
    assert names == ["feeds.example.test"]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://x/",
        "javascript:1",
        "/etc/passwd",
        "",
        "http:///x",
        "http://user:secret@example.org/",
        "http://exa mple.org/",
        "http://[fe80::1%25eth0]/",
        "http://１２７.0.0.1/",
        "http://example.org:99999/",
    ],
)
def test_what_is_no_public_web_address_is_refused(address):
    with pytest.raises(ForbiddenAddressError) as caught:
        checked(address)
    assert "secret" not in str(caught.value)


def test_redirects_are_followed_and_the_last_address_is_told(httpserver, make):
    httpserver.expect_request("/a").respond_with_data(
        "", status=302, headers={"Location": "/b?x=1"}
    )
    httpserver.expect_request("/b").respond_with_data("", status=308, headers={"Location": "c"})
    httpserver.expect_request("/c").respond_with_data("there")
    answer = make().get(httpserver.url_for("/a"))
    assert answer.body == b"there"
    assert answer.url == httpserver.url_for("/c")


def test_a_sixth_redirect_is_refused(httpserver, make):
    httpserver.expect_request("/").respond_with_data("", status=302, headers={"Location": "/"})
    with pytest.raises(RefusedError, match="redirects more than 5 times"):
        make().get(httpserver.url_for("/"))
    assert len(httpserver.log) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "http://u:p@localhost/",
        "//169.254.169.254/latest",
    ],
)
def test_a_redirect_to_a_forbidden_address_is_refused(httpserver, make, target):
    httpserver.expect_request("/").respond_with_data("", status=302, headers={"Location": target})
    resolve = lambda host, port: [host if host[0].isdigit() else "127.0.0.1"]  # noqa: E731
    with pytest.raises(ForbiddenAddressError):
        make(resolve=resolve).get(f"http://localhost:{httpserver.port}/")


def test_a_stranger_cannot_send_us_to_what_only_the_operator_may_name(httpserver, make):
    # Both are trusted to connect to; only the second is in the set the detour is judged by.
    client = make(trusted=[f"inside.test:{httpserver.port}"])
    first, second = (
        checked("http://stranger.example/"),
        checked(f"http://inside.test:{httpserver.port}/"),
    )
    with pytest.raises(ForbiddenAddressError, match="redirects to"):
        client._refuse_detour(first, second)
    client._refuse_detour(second, second)


def test_a_redirect_elsewhere_does_not_carry_the_callers_headers(httpserver, make):
    seen: dict[str, Any] = {}

    def arrive(request: Request) -> Response:
        seen.update(request.headers)
        return Response("x")

    there = f"http://127.0.0.1:{httpserver.port}/there"
    httpserver.expect_request("/").respond_with_data("", status=302, headers={"Location": there})
    httpserver.expect_request("/there").respond_with_handler(arrive)
    make().get(
        f"http://localhost:{httpserver.port}/", headers={"x-api-key": "s3cret", "accept": "a/b"}
    )
    assert "X-Api-Key" not in seen
    assert seen["Accept"] == "a/b"


# ---- secrets ------------------------------------------------------------------------------


def test_secrets_are_in_no_message_answer_or_log(httpserver, make, caplog):
    httpserver.expect_request("/ok").respond_with_data("x")
    httpserver.expect_request("/no").respond_with_data("", status=404)
    httpserver.expect_request("/later").respond_with_data("", status=500)
    secret = {"api_key": "s3cret", "mailto": "s3cret@example.org", "q": "open"}
    client = make(attempts=2)
    shown = [client.get(httpserver.url_for("/ok"), params=secret).url]
    with caplog.at_level(logging.DEBUG), structlog.testing.capture_logs() as logged:
        for path in ("/no", "/later"):
            with pytest.raises(RefusedError) as caught:
                client.get(httpserver.url_for(path), params=secret, headers={"x-api-key": "s3cret"})
            shown.append(str(caught.value))
    assert logged
    ours = [record.getMessage() for record in caplog.records if record.name != "werkzeug"]
    text = repr([shown, logged, ours])
    assert "s3cret" not in text
    assert "q=open" in text


@given(
    st.text(alphabet=st.characters(min_codepoint=97, max_codepoint=122), min_size=5, max_size=20)
)
def test_redacting_strikes_out_every_secret_value(value):
    shown = redacted(f"https://u:{value}0@x.org/p?API_KEY={value}1&Email={value}2&n=1#{value}3")
    assert value not in shown.replace("https", "")
    assert "n=1" in shown


def test_the_random_jitter_stays_in_its_bounds():
    assert all(0.5 <= retry.wait(1, None, random.random()) <= 1.0 for _ in range(100))


def test_a_client_is_closed_with_its_context(httpserver, make):
    httpserver.expect_request("/").respond_with_data("x")
    with make() as client:
        client.get(httpserver.url_for("/"))
    assert client._pool.connections == []


def test_one_client_serves_many_threads(httpserver, make):
    httpserver.expect_request("/").respond_with_handler(
        lambda request: Response(request.query_string)
    )
    client = make()
    wrong: list[int] = []

    def ask(number: int) -> None:
        if client.get(httpserver.url_for("/"), params={"n": number}).body != b"n=%d" % number:
            wrong.append(number)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(httpserver.log) == 24
