"""Bodies whole, compressed, oversized and cut off; bare sockets tell the lies."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from academichub.errors import (
    MalformedAnswerError,
    TooLargeError,
    UnreachableError,
)
from academichub.fetch import Client, body


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
    ids=range(8),  # the packed bytes carry the time and would name each run's tests anew
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
        assert time.monotonic() - began < 20  # the whole would take 50


def test_a_server_that_says_nothing_is_left_after_the_timeout():
    with (
        raw_server(b"H", pause=10) as port,
        raw_client(port, timeout=0.3) as client,
        pytest.raises(UnreachableError),
    ):
        client.get(f"http://127.0.0.1:{port}/")
