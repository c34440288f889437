"""The client itself: one request, its redirects, its retries, in bounded time and memory.

The parts it is made of decide (`retry`, `address`) or keep (`pace`, `body`, `network`); here they
are put in order. Never raises anything but the errors of `academichub.errors`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from academichub.errors import (
    FetchError,
    ForbiddenAddressError,
    MalformedAnswerError,
    RefusedError,
    ThrottledError,
    TooLargeError,
    UnreachableError,
)
from academichub.fetch import body, retry
from academichub.fetch.address import authority, checked
from academichub.fetch.answer import Answer, redacted
from academichub.fetch.headers import conditional, user_agent
from academichub.fetch.pace import PACES, Pacer

if TYPE_CHECKING:
    import httpcore2
    import httpx2

    from academichub.fetch.network import Resolve

REDIRECTS = 5
ATTEMPTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OWN_HEADERS = frozenset({"accept", "if-none-match", "if-modified-since"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the caller wants."""

    url: httpx2.URL
    headers: Mapping[str, str]
    max_bytes: int
    expect: Collection[int]
    method: str = "GET"
    content: bytes | None = None


class _Failed(Exception):  # noqa: N818 - never leaves this module
    """An attempt that may be repeated: its error, whose fault, what they asked us to wait."""

    def __init__(self, error: FetchError, at: str, asked: float | None = None) -> None:
        super().__init__(str(error))
        self.error, self.at, self.asked = error, at, asked


class Client:
    """One polite HTTP client, for the whole process and all of its threads.

    Args:
        contact: an e-mail address for the upstreams to write to; goes into the User-Agent.
        paces: seconds between requests by pace group (a host, or the domain it belongs to).
        trusted: ``host:port`` of the operator's own mirrors, which may be at private addresses
            and have no pace unless *paces* names them.
        timeout: seconds to connect, and to wait for the next bytes.
        patience: seconds to wait in all, for one `get`, because an upstream asks us to.
        longest: seconds one attempt may take in all, however slowly bytes trickle in.
        max_bytes: the largest body, as sent and decompressed.
        attempts: how often a passing failure is tried.
        state: a folder by which processes on one machine share their paces.
        sleep: waits so many seconds.
        clock: Unix time in seconds.
        jitter: a number in [0, 1).
        resolve: the IP addresses of a host name; raises OSError where it has none.
    """

    def __init__(
        self,
        *,
        contact: str | None = None,
        paces: Mapping[str, float] = PACES,
        trusted: Collection[str] = (),
        timeout: float = 30,
        patience: float = 120,
        longest: float = 300,
        max_bytes: int = 64 * 2**20,
        attempts: int = ATTEMPTS,
        state: Path | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
        jitter: Callable[[], float] = random.random,
        resolve: Resolve | None = None,
    ) -> None:
        from academichub.fetch import network

        self._trusted = frozenset(at.translate({91: None, 93: None}).lower() for at in trusted)
        self._timeout, self._patience, self._longest = timeout, patience, longest
        self._max_bytes, self._attempts = max_bytes, attempts
        self._clock, self._jitter = clock, jitter
        self._agent = user_agent(contact)
        self._pacer = Pacer(
            paces, free=self._trusted, state=state, patience=patience, sleep=sleep, clock=clock
        )
        self._pool = network.pool(self._trusted, resolve or network.resolve)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def get(
        self,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        max_bytes: int | None = None,
        expect: Collection[int] = (),
    ) -> Answer:
        """Ask for *url*.

        Args:
            url: an http or https address.
            params: added to its query.
            headers: sent with it, and not to other hosts it redirects to.
            etag: of what we have; the answer may then be `Answer.not_modified`.
            last_modified: of what we have, as it came.
            max_bytes: instead of the client's own limit.
            expect: error statuses whose body the caller reads; given back, not raised.

        Raises:
            UnreachableError: no connection, too slow, or cut off.
            RefusedError: an HTTP error status.
            ThrottledError: asked to wait beyond our patience.
            TooLargeError: the body is over the limit.
            ForbiddenAddressError: not a public http(s) address, also after a redirect.
            MalformedAnswerError: compressed in a way that cannot be undone.
        """
        target = checked(url)
        asked = _Asked(
            target.copy_merge_params(dict(params)) if params else target,
            conditional(headers or {}, etag, last_modified),
            self._max_bytes if max_bytes is None else max_bytes,
            frozenset(expect),
        )
        return self._patiently(asked, self._attempts)

    def post(
        self,
        url: str,
        *,
        content: bytes,
        headers: Mapping[str, str] | None = None,
        expect: Collection[int] = (),
        max_bytes: int | None = None,
        retry: bool = False,
    ) -> Answer:
        """Send *content* to *url*; a redirect is not followed but refused.

        Args:
            url: an http or https address.
            content: the body.
            headers: sent with it; ``Content-Type`` belongs there.
            expect: error statuses, and redirects, that are given back and not raised.
            max_bytes: of the answer, instead of the client's own limit.
            retry: whether to send it again after a passing failure. Without it a failure leaves
                open whether the other side has taken it.

        Raises:
            FetchError: as `get`.
        """
        most = self._max_bytes if max_bytes is None else max_bytes
        asked = _Asked(checked(url), dict(headers or {}), most, frozenset(expect), "POST", content)
        return self._patiently(asked, self._attempts if retry else 1)

    def _patiently(self, asked: _Asked, attempts: int) -> Answer:
        waited = 0.0
        attempt = 1
        while True:
            try:
                return self._follow(asked)
            except _Failed as failed:
                wait = retry.wait(attempt, failed.asked, self._jitter())
                self._pacer.hold(failed.at, wait)
                waited += wait
                if waited > self._patience or attempt == attempts:
                    raise _final(failed, wait) from failed.__cause__
                _log_retry(failed, attempt, wait)
            attempt += 1

    def _follow(self, asked: _Asked) -> Answer:
        url, headers = asked.url, asked.headers
        for _ in range(REDIRECTS + 1):
            self._refuse_detour(asked.url, url)
            answer = self._send(url, headers, asked)
            if answer.status not in _REDIRECTS or answer.status in asked.expect:
                return answer
            if asked.method != "GET":
                raise RefusedError(f"{answer.url} redirects, and we do not follow", answer.status)
            onward = _redirected(url, answer)
            if authority(onward) != authority(url):
                headers = {k: v for k, v in headers.items() if k.lower() in _OWN_HEADERS}
            url = onward
        shown = redacted(str(asked.url))
        raise RefusedError(f"{shown} redirects more than {REDIRECTS} times", answer.status)

    def _refuse_detour(self, first: httpx2.URL, url: httpx2.URL) -> None:
        # A stranger must not send us to what only the operator may name.
        if authority(url) in self._trusted and authority(first) not in self._trusted:
            raise ForbiddenAddressError(f"{authority(first)} redirects to {authority(url)}")

    def _send(self, url: httpx2.URL, headers: Mapping[str, str], asked: _Asked) -> Answer:
        from academichub.fetch import network

        at = authority(url)
        with self._pacer.turn(at):
            token = network.deadline.set(time.monotonic() + self._longest)
            try:
                answer = self._exchange(url, headers, asked)
            finally:
                network.deadline.reset(token)
        if slower := retry.interval(answer.headers):
            self._pacer.slow(at, slower)
        if pause := retry.backoff(answer.headers):
            self._pacer.hold(at, pause)
        return self._judged(answer, at, asked)

    def _exchange(self, url: httpx2.URL, headers: Mapping[str, str], asked: _Asked) -> Answer:
        import httpcore2

        try:
            with self._pool.stream(
                asked.method,
                httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=self._sent(url, headers, asked.content),
                content=asked.content,
                extensions={
                    "timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
                },
            ) as response:
                return self._read(url, response, asked.max_bytes)
        except (
            httpcore2.TimeoutException,
            httpcore2.NetworkError,
            httpcore2.ProtocolError,
            UnreachableError,
        ) as error:
            failure = UnreachableError(
                f"{redacted(str(url))}: {str(error) or type(error).__name__}"
            )
            raise _Failed(failure, authority(url)) from error
        except (TooLargeError, MalformedAnswerError) as error:
            raise type(error)(f"{redacted(str(url))}: {error}") from error

    def _read(self, url: httpx2.URL, response: httpcore2.Response, max_bytes: int) -> Answer:
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
        content = b""
        if response.status not in (204, 304):
            content = body.read(
                response.iter_stream(),
                encoding=headers.get("content-encoding", ""),
                max_bytes=max_bytes,
            )
        now = datetime.fromtimestamp(self._clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Answer(redacted(str(url)), response.status, headers, content, now)

    def _judged(self, answer: Answer, at: str, asked: _Asked) -> Answer:
        status = answer.status
        if status < 400 or status in asked.expect:
            return answer
        refused = RefusedError(f"{answer.url} answered {status}", status)
        if not retry.passing(status):
            raise refused
        raise _Failed(refused, at, retry.retry_after(answer.headers, self._clock()))

    def _sent(
        self, url: httpx2.URL, headers: Mapping[str, str], content: bytes | None
    ) -> list[tuple[bytes, bytes]]:
        sent = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._agent,
            "Accept-Encoding": body.ACCEPTED,
            "Accept": "*/*",
        }
        if content is not None:
            sent["Content-Length"] = str(len(content))
        sent.update({name.title(): value for name, value in headers.items()})
        return [
            (name.encode("ascii"), value.encode("latin-1", "replace"))
            for name, value in sent.items()
        ]


def _redirected(url: httpx2.URL, answer: Answer) -> httpx2.URL:
    location = answer.headers.get("location")
    if not location:
        raise RefusedError(f"{answer.url} redirects to nowhere", answer.status)
    return checked(str(url.join(location)))


def _final(failed: _Failed, wait: float) -> FetchError:
    """The error to raise when there will be no further attempt."""
    if isinstance(failed.error, RefusedError) and failed.error.status in (429, 503):
        return ThrottledError(f"{failed.error}; come back in {wait:.0f} seconds", retry_after=wait)
    return failed.error


def _log_retry(failed: _Failed, attempt: int, wait: float) -> None:
    import structlog

    structlog.get_logger("academichub.fetch").info(
        "asking again", failure=str(failed.error), attempt=attempt, wait=round(wait, 1)
    )
