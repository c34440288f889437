"""Making briefs beside the pages: what readers asked for, in a thread of its own, until the end.

What is made so far stands in the store; whoever works next goes on with what is left half-way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from academichub.hub import Hub

if TYPE_CHECKING:
    from academichub.durable import Worker


class Briefing:
    """Makes the briefs that are asked for."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._worker: Worker | None = None

    def keep_up(self) -> None:
        """Begin to make what is asked for, until `stop`; nothing where the settings want none."""
        if at_once := self._hub.config.workers:
            self._worker = self._hub.worker(at_once)
            self._worker.start()

    def stop(self, seconds: float = 5.0) -> None:
        """Leave what is being made where it is."""
        if self._worker is not None:
            self._worker.stop(seconds)
