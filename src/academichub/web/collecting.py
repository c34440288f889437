"""Collecting beside the pages: what is due, and what a reader asked for; one of each at a time.

What has been collected stands in the store; nothing is lost when the program ends in between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from threading import Event, Lock, Thread

import structlog

from academichub.errors import AcademicHubError, NotFoundError
from academichub.hub import Hub
from academichub.store.ledger import Run

log = structlog.get_logger()

_PAUSE = 30.0
"""Seconds between two looks at what is due."""


class Collecting:
    """Starts collections in a thread of its own."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._lock = Lock()
        self._thread: Thread | None = None
        self._keeper: Thread | None = None
        self._stopping = Event()

    @property
    def running(self) -> bool:
        """Whether a collection that was asked for here goes on."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, names: Collection[str] = ()) -> bool:
        """Begin to collect from these sources, or all that are on; False where one goes on.

        Raises:
            NotFoundError: one of *names* is no source.
        """
        known = {one.name for one in self._hub.schedule()}
        if unknown := sorted(set(names) - known):
            raise NotFoundError(f"there is no source {unknown[0]!r}")
        with self._lock:
            if self.running:
                return False
            self._thread = Thread(target=self._run, args=(tuple(names),), daemon=True)
            self._thread.start()
            return True

    def keep_up(self, *, collect: bool) -> None:
        """Bring the index up to date; then ask every source that is due, until `stop`."""
        self._keeper = Thread(target=self._keep_up, args=(collect,), daemon=True)
        self._keeper.start()

    def stop(self, seconds: float = 2.0) -> None:
        """End after the run that goes on; it is left behind when it takes longer."""
        self._stopping.set()
        for thread in (self._thread, self._keeper):
            if thread is not None:
                thread.join(seconds)

    def _keep_up(self, collect: bool) -> None:
        self._hub.try_catch_up()
        self._hub.try_catch_up_ranking()
        self._embed()
        while collect and not self._stopping.is_set():
            self._note(self._hub.collect_due())
            self._hub.try_catch_up_ranking()
            self._embed()
            self._stopping.wait(_PAUSE)

    def _embed(self) -> None:
        try:
            if made := self._hub.embed_newest():
                log.info("embedded", works=made)
        except AcademicHubError as error:
            # A radar goes without this signal until the model answers again.
            log.warning("the embedding model did not answer", error=str(error))

    def _run(self, names: tuple[str, ...]) -> None:
        self._note(self._hub.collect(names))

    def _note(self, runs: Iterator[Run]) -> None:
        try:
            for run in runs:
                log.info("collected", route=run.route, outcome=run.outcome, new=run.new)
                if self._stopping.is_set():
                    return
        except AcademicHubError as error:
            log.error("the collection ended early", error=str(error))
