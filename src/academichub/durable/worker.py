"""A thread that sees to it that wanted jobs are done: it fills the queue, and takes up dead ones' jobs.

Any number of workers may run, in any number of processes. Nothing is begun, and the queue's library
is not even loaded, before there is a job.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event, Thread
from time import monotonic

import structlog

from academichub.durable.queue import Queue
from academichub.durable.tending import Turn, deeds
from academichub.errors import StoreError

log = structlog.get_logger()

_PAUSE, _TROUBLED = 0.25, 3.0
"""Seconds between two looks at what is wanted, and after one that went wrong."""
_BEAT = 3.0
"""Seconds between two signs of life."""


class Worker:
    """Does jobs until it is stopped.

    Args:
        queue: where jobs are waited for; opened at the first one.
        wanted: the jobs that are to be done.
        beat: gives a sign of life that others see.
        gone: whether the one who runs a job is no more.
        give_up: ends a job that comes to no end by itself.
        tried: does something and gives it, or what went wrong that nobody foresaw.
    """

    def __init__(
        self,
        queue: Queue,
        wanted: Callable[[], Sequence[str]],
        beat: Callable[[], None],
        gone: Callable[[Turn], bool],
        give_up: Callable[[str], None],
        tried: Callable[[Callable[[], bool]], bool | Exception] = lambda act: act(),
    ) -> None:
        self._queue, self._wanted = queue, wanted
        self._beat, self._gone, self._give_up, self._tried = beat, gone, give_up, tried
        self._stopping = Event()
        self._beaten = float("-inf")
        self._thread: Thread | None = None

    @property
    def is_stopping(self) -> bool:
        """Whether jobs are to be left where they are."""
        return self._stopping.is_set()

    def start(self) -> None:
        """Work in a thread of its own, until `stop`."""
        self._thread = Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        """Leave what is being done where it is, for whoever goes on with it."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(seconds + 2)

    def run(self, *, until_idle: bool = False) -> None:
        """Work here, until `stop` is called elsewhere, or with *until_idle* until nothing is left."""
        try:
            while not self._stopping.is_set():
                idle = self._tend()
                if idle is True and until_idle:
                    return
                self._stopping.wait(_TROUBLED if isinstance(idle, Exception) else _PAUSE)
        finally:
            self._stopping.set()
            self._queue.close()

    def _tend(self) -> bool | Exception:
        """See to what is wanted; says whether nothing is, or what is in the way."""
        try:
            return self._tried(self._round)
        except StoreError as error:
            log.warning("the queue waits", error=str(error))
            return error

    def _round(self) -> bool:
        jobs = self._wanted()
        if jobs and self._opened():
            self._see_to(jobs)
        return not jobs

    def _opened(self) -> bool:
        if self._queue.is_open:
            return True
        if not self._queue.open():
            return False
        self._queue.forget()
        return True

    def _see_to(self, jobs: Sequence[str]) -> None:
        if monotonic() - self._beaten > _BEAT:
            self._beat()
            self._beaten = monotonic()
        todo = deeds(jobs, self._queue.turns(jobs), self._gone)
        for job, turn, delay in todo.put:
            self._queue.put(job, turn, delay)
        if todo.recover:
            log.info("jobs of a worker that is no more are taken up", workers=todo.recover)
            self._queue.recover(todo.recover)
        for job in todo.give_up:
            self._give_up(job)
