"""Letters about accounts, sent by a thread of their own: who asks neither waits nor is told more."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime
from queue import Full, Queue
from threading import Lock, Thread

import structlog

from academichub import mail
from academichub.errors import AcademicHubError
from academichub.jobs import instant
from academichub.mail import Letter, Server

log = structlog.get_logger("academichub.access")

_WAITING = 200
_REMEMBERED = 10
Make = Callable[[], Letter | None]
"""Writes a letter, or finds that there is none to write."""


class Post:
    """Sends what is handed in, in its order.

    Args:
        server: the mail server; None where there is none, then nothing is taken.
        clock: gives the present moment, in UTC.
    """

    def __init__(self, server: Server | None, clock: Callable[[], datetime]) -> None:
        self._server, self._clock = server, clock
        self._queue: Queue[Make] = Queue(_WAITING)
        self._starting, self._thread = Lock(), Thread(target=self._run, daemon=True)
        self.failures: deque[tuple[str, str]] = deque(maxlen=_REMEMBERED)

    @property
    def works(self) -> bool:
        """Whether there is a mail server."""
        return self._server is not None

    def hand_in(self, make: Make) -> None:
        """Have a letter written and sent soon."""
        if self._server is None:
            return
        try:
            self._queue.put_nowait(make)
        except Full:
            self._note("too many letters wait")
            return
        with self._starting:
            if self._thread.ident is None:
                self._thread.start()

    def settle(self) -> None:
        """Wait until all that was handed in has been tried."""
        self._queue.join()

    def _run(self) -> None:
        while True:
            make = self._queue.get()
            try:
                self._send(make)
            except AcademicHubError as error:
                self._note(str(error))
            finally:
                self._queue.task_done()

    def _send(self, make: Make) -> None:
        letter = make()
        if letter is None or self._server is None:
            return
        message = mail.written(letter, self._server)
        mail.send(self._server, letter.to, message, lambda: log.info("letter sent"))

    def _note(self, said: str) -> None:
        log.error("letter not sent", error=said)
        self.failures.appendleft((instant(self._clock()), said))
