"""Which addresses are asked at all, after names and redirects."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import closing, suppress
from typing import Any

import pytest
from werkzeug import Request, Response

from academichub.errors import (
    ForbiddenAddressError,
    RefusedError,
    UnreachableError,
)
from academichub.fetch import Client
from academichub.fetch.address import checked, forbidden

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
