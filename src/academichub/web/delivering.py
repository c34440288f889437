"""Deliveries beside the pages: what is due is sent, in a thread of its own, until the end.

What has been sent stands in the store; a process that ends in between leaves nothing half done.
"""

from __future__ import annotations

from threading import Event, Thread

import structlog

from academichub.errors import AcademicHubError
from academichub.hub import Hub
from academichub.rounds import Rounds

log = structlog.get_logger()

_PAUSE = 20.0
"""Seconds between two looks at what is due."""


class Delivering:
    """Sends what is due."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._thread: Thread | None = None
        self._stopping = Event()

    def keep_up(self) -> None:
        """Begin to send what is due, until `stop`."""
        self._thread = Thread(target=self._keep_up, daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 2.0) -> None:
        """End after the sending that goes on; it is left behind when it takes longer."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def _keep_up(self) -> None:
        while not self._stopping.wait(_PAUSE):
            try:
                self._round()
            except AcademicHubError as error:
                log.error("the round ended early", error=str(error))

    def _round(self) -> None:
        for done in Rounds(self._hub).due():
            log.info("delivered", kind=done.kind, period=done.period, state=done.state)
            if self._stopping.is_set():
                return
