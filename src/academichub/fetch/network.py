"""Connections only to addresses that were checked, and only for as long as the request may take.

The name is resolved once, every address it gives is judged, and the connection is made to the
very address that was judged; the name stays in Host and in TLS. Imported late, it is not cheap.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

import httpcore2

from academichub.errors import ForbiddenAddressError
from academichub.fetch.address import forbidden

deadline: ContextVar[float | None] = ContextVar("deadline", default=None)
"""When the request of this thread must be over, on the monotonic clock."""

Resolve = Callable[[str, int], list[str]]

SocketOptions = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of *host*, in the system's order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def left(timeout: float | None) -> float:
    """Seconds the next step may take. Raises httpcore2.ReadTimeout when the time is over."""
    end = deadline.get()
    most = timeout if timeout is not None else 60.0
    if end is None:
        return most
    remaining = end - time.monotonic()
    if remaining <= 0:
        raise httpcore2.ReadTimeout("the answer took too long in all")
    return min(most, remaining)


class PinnedBackend(httpcore2.NetworkBackend):
    """Connects to checked addresses; ``trusted`` authorities (``host:port``) may be private."""

    def __init__(self, trusted: frozenset[str], resolve: Resolve) -> None:
        self._trusted, self._resolve = trusted, resolve
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of *host* that answers.

        Raises:
            ForbiddenAddressError: one of its addresses is not public.
        """
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port):
            try:
                stream = self._inner.connect_tcp(
                    address, port, left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return TimedStream(stream)
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host} cannot be resolved") from error
        if f"{host}:{port}" not in self._trusted:
            for address in addresses:
                if reason := forbidden(address):
                    raise ForbiddenAddressError(f"{host} is at {address}, {reason}")
        return addresses


class TimedStream(httpcore2.NetworkStream):
    """A connection whose every step ends with the request's time."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read, for no longer than the request may take."""
        return self._inner.read(max_bytes, left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, for no longer than the request may take."""
        self._inner.write(buffer, left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """Agree on TLS with the server, by its name."""
        return TimedStream(self._inner.start_tls(ssl_context, server_hostname, left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._inner.get_extra_info(info)


def pool(trusted: frozenset[str], resolve: Resolve) -> httpcore2.ConnectionPool:
    """Connections over *trusted* and public addresses, certificates verified."""
    import httpx2

    return httpcore2.ConnectionPool(
        ssl_context=httpx2.create_ssl_context(),
        max_connections=32,
        max_keepalive_connections=8,
        keepalive_expiry=30,
        network_backend=PinnedBackend(trusted, resolve),
    )
