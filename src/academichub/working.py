"""What makes the briefs and reviews that were asked for, in the order they were, wherever a worker runs.

A worker gives signs of life; what one that gives none any more was at is gone on with by another. There
is one for a whole process, whatever is made, since the queue's library allows no second.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import get_ident
from time import monotonic
from typing import Protocol
from uuid import uuid4

import structlog

from academichub.durable import Queue, Turn, Worker
from academichub.errors import NotFoundError, StoreError
from academichub.jobs import Holder, Stop, instant, is_gone, lives, tried
from academichub.model import Instant
from academichub.review.sight import is_of_sight
from academichub.store import Store
from academichub.store.ledger import Ledger

log = structlog.get_logger()

_NAME = "worker "
_FORGOTTEN = timedelta(days=1)
LEASE = timedelta(seconds=12)
"""How long after its last sign of life a worker of another host counts as alive."""
_AHEAD = 16
"""So many of a kind are put into the queue at once: who asks for one does not wait for a whole batch."""
_ALONG = 2.0
"""For so many seconds a job does others like it along with it, each of which the queue would cost more."""

_GIVEN_UP = "it was begun again and again and never came to its end; the program's log may say why"


class Maker(Protocol):
    """Makes what was asked for; both kinds of it are made alike."""

    def make(self, name: str, stopping: Stop, /) -> object:
        """Make one, unless it is to stop. Raises StoreError where it cannot be kept."""


class Kept(Protocol):
    """Where what was asked for is kept."""

    def unfinished(self) -> list[str]:
        """What is still to be made, the longest-waiting first."""

    def fail(self, name: str, error: str, at: Instant, /) -> object:
        """Note why one could not be made."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of what is made.

    ``prefix`` tells its jobs from others'; ``left`` are made elsewhere; ``along`` gives those that may as
    well be made along with one.
    """

    prefix: str
    kept: Kept
    maker: Maker
    left: Callable[[str], bool] = lambda _: False
    along: Callable[[str], Iterable[str]] = lambda _: ()

    def wanted(self) -> list[str]:
        """The next of its jobs."""
        there = (name for name in self.kept.unfinished() if not self.left(name))
        return [f"{self.prefix}{name}" for name, _ in zip(there, range(_AHEAD), strict=False)]


def briefs(store: Store, maker: Maker) -> Kind:
    """What makes briefs."""
    return Kind("", store.briefs, maker)


def reviews(store: Store, maker: Maker) -> Kind:
    """What makes reviews; those of sight are made by who sees them."""

    def along(run: str) -> Iterator[str]:
        for name in store.reviews.waiting_with(run):
            with suppress(NotFoundError):  # removed since it was listed
                if store.reviews.get(name).state == "waiting":
                    yield name

    return Kind("review/", store.reviews, maker, is_of_sight, along)


def worker(
    store: Store, url: str, kinds: Sequence[Kind], clock: Callable[[], datetime], at_once: int
) -> Worker:
    """A worker that is not begun yet.

    Args:
        store: where what was asked for is.
        url: its address.
        kinds: what is made; a job is of the one with the longest prefix that fits.
        clock: gives the present moment, in UTC.
        at_once: how many jobs it does at once.
    """
    me = Holder(socket.gethostname(), os.getpid(), uuid4().hex[:8], get_ident())
    life = Life(store.ledger, me, clock)

    def make(job: str) -> None:
        life.beat()
        kind, name = of(kinds, job)
        until = monotonic() + _ALONG
        try:
            kind.maker.make(name, lambda: made.is_stopping)
            for other in kind.along(name):
                if made.is_stopping or monotonic() > until:
                    break
                kind.maker.make(other, lambda: made.is_stopping)
        except StoreError as error:
            log.warning("what was made could not be kept", job=job, error=str(error))

    def give_up(job: str) -> None:
        kind, name = of(kinds, job)
        kind.kept.fail(name, _GIVEN_UP, instant(clock()))

    def wanted() -> list[str]:
        return [job for kind in kinds for job in kind.wanted()]

    queue = Queue(url, str(me), make, at_once)
    made = Worker(
        queue, wanted, life.beat, life.is_gone, give_up, lambda act: tried(act, StoreError)
    )
    return made


def of(kinds: Sequence[Kind], job: str) -> tuple[Kind, str]:
    """The kind a job is of, and what of that kind is to be made."""
    fitting = [kind for kind in kinds if job.startswith(kind.prefix)]
    kind = max(fitting, key=lambda kind: len(kind.prefix))
    return kind, job.removeprefix(kind.prefix)


class Life:
    """Signs of life of a worker, and whether others give any.

    Args:
        ledger: where they are given.
        me: the worker.
        clock: gives the present moment, in UTC.
    """

    def __init__(self, ledger: Ledger, me: Holder, clock: Callable[[], datetime]) -> None:
        self._ledger, self._me, self._clock = ledger, me, clock
        self._begun = False

    def beat(self) -> None:
        """Give one; with the first, forget those who have long been gone."""
        if not self._begun:
            self._begun = True
            self._ledger.forget_leases(_NAME, instant(self._clock() - _FORGOTTEN))
        self._take(str(self._me))

    def is_gone(self, turn: Turn) -> bool:
        """Whether who runs a job is no more, as far as is known."""
        if turn.runner == str(self._me):
            return False
        if is_gone(turn.runner, self._me, lives):
            return True
        # Who has just begun has not yet given a sign.
        fresh = self._clock().timestamp() - turn.since < LEASE.total_seconds()
        return not fresh and self._take(turn.runner)

    def _take(self, runner: str) -> bool:
        now = self._clock()
        return self._ledger.lease(
            f"{_NAME}{runner}", str(self._me), instant(now), instant(now + LEASE)
        )
