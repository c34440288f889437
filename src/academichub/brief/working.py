"""What makes the briefs that were asked for, in the order they were, wherever a worker runs.

A worker gives signs of life; what one that gives none any more was at is gone on with by another.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import get_ident
from uuid import uuid4

import structlog

from academichub.brief.making import Maker
from academichub.durable import Queue, Turn, Worker
from academichub.errors import StoreError
from academichub.jobs import Holder, instant, is_gone, lives, tried
from academichub.store import Store
from academichub.store.ledger import Ledger

log = structlog.get_logger()

_NAME = "worker "
_FORGOTTEN = timedelta(days=1)
LEASE = timedelta(seconds=12)
"""How long after its last sign of life a worker of another host counts as alive."""

_GIVEN_UP = "it was begun again and again and never came to its end; the program's log may say why"


def worker(
    store: Store, url: str, maker: Maker, clock: Callable[[], datetime], at_once: int
) -> Worker:
    """A worker that is not begun yet.

    Args:
        store: where briefs are.
        url: its address.
        maker: makes a brief.
        clock: gives the present moment, in UTC.
        at_once: how many briefs it makes at once.
    """
    me = Holder(socket.gethostname(), os.getpid(), uuid4().hex[:8], get_ident())
    life = Life(store.ledger, me, clock)

    def make(brief: str) -> None:
        life.beat()
        try:
            maker.make(brief, lambda: made.is_stopping)
        except StoreError as error:
            log.warning("a brief could not be kept", brief=brief, error=str(error))

    def give_up(brief: str) -> None:
        store.briefs.fail(brief, _GIVEN_UP, instant(clock()))

    queue = Queue(url, str(me), make, at_once)
    made = Worker(
        queue, store.briefs.unfinished, life.beat, life.is_gone, give_up,
        lambda act: tried(act, StoreError),
    )  # fmt: skip
    return made


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
