"""What is due to be collected, and one run of it, durably.

What has been done stands in the store (runs, cursors, a lease per route), so any number of
processes may ask, and one that dies leaves nothing undone but the page it was on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, NamedTuple, Self, TypeVar

import structlog

from academichub.collect import Counts, Lookalikes, take
from academichub.errors import AcademicHubError, SourceError
from academichub.fetch import Client
from academichub.model import Instant
from academichub.sources import Source
from academichub.store import Store
from academichub.store.ledger import Run

log = structlog.get_logger()

T = TypeVar("T")

_LEASE = timedelta(minutes=30)
_RETRY = timedelta(minutes=15)
_LOOK = 0.3
"""Seconds between two looks at whether something is still wanted."""

Stop = Callable[[], bool]
"""Whether to go no further; asked often, also while a model is waited for."""

Progress = Callable[[str, Counts, "int | None"], None]
"""Called after each page with the route, what came so far, and how much is expected."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A source and how often to ask it."""

    source: Source
    label: str
    every: timedelta
    enabled: bool = True
    group: str = "journal"

    @property
    def name(self) -> str:
        """The route's name."""
        return self.source.name


def due(schedule: Iterable[Scheduled], runs: Mapping[str, Run], now: datetime) -> list[Scheduled]:
    """Which enabled sources are to be asked now, the longest-waiting first."""
    waiting = [
        (at, one) for one in schedule if one.enabled and (at := next_run(one, runs, now)) <= now
    ]
    return [one for _, one in sorted(waiting, key=lambda pair: pair[0])]


def next_run(one: Scheduled, runs: Mapping[str, Run], now: datetime) -> datetime:
    """When a source is to be asked next: after its interval, sooner after a failure."""
    last = runs.get(one.name)
    if last is None or not last.finished_at:
        return now
    wait = one.every if last.outcome == "ok" else min(_RETRY, one.every)
    return moment(last.finished_at) + wait


class Holder(NamedTuple):
    """Who holds a lease: a thread of a process on a host; ``start`` tells processes apart.

    A process that begins again may have its predecessor's number, as the first one of a
    container has.
    """

    host: str
    process: int
    start: str
    thread: int

    def __str__(self) -> str:
        return "/".join(map(str, self))

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read a holder's text; None for a text of another kind."""
        host, *rest = text.rsplit("/", 3)
        if len(rest) != 3 or not (rest[0].isdigit() and rest[2].isdigit()):
            return None
        return cls(host, int(rest[0]), rest[1], int(rest[2]))


def is_gone(text: str, me: Holder, lives: Callable[[int], bool]) -> bool:
    """Whether the holder of a lease is known to be no more; of another host nothing is known."""
    other = Holder.read(text)
    if other is None or other.host != me.host:
        return False
    if other.process == me.process:
        return other.start != me.start
    return not lives(other.process)


def lives(process: int) -> bool:
    """Whether a process of this machine is still there."""
    if os.name != "posix":
        return True  # a signal cannot be tried elsewhere; the lease then runs out by itself
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def tried(
    act: Callable[[], T], passing: type[Exception] | tuple[type[Exception], ...]
) -> T | Exception:
    """What *act* gives, or what went wrong in it: one job's fault is not the end of the others.

    The only place where everything is caught. What is *passing* is raised on.
    """
    try:
        return act()
    except passing:
        raise
    except Exception as error:
        expected = isinstance(error, AcademicHubError)
        log.warning("a job failed", error=str(error), exc_info=None if expected else error)
        return error


def watched(is_wanted: Callable[[], bool], stopping: Stop) -> Stop:
    """Whether to go no further with what is made: it is not wanted any more, or its maker is to stop.

    *is_wanted* is asked a few times a second, however often the result is.
    """
    looked, wanted = 0.0, True

    def stop() -> bool:
        nonlocal looked, wanted
        if stopping() or not wanted:
            return True
        if monotonic() - looked > _LOOK:
            looked, wanted = monotonic(), is_wanted()
        return not wanted

    return stop


def run(
    store: Store,
    client: Client,
    source: Source,
    *,
    holder: Holder,
    lives: Callable[[int], bool],
    clock: Callable[[], datetime],
    lookalikes: Lookalikes | None = None,
    progress: Progress | None = None,
) -> Run | None:
    """Collect one source to its end; None when another process or thread is at it.

    A failure of the upstream ends the run and is noted; what came before it is kept. *lives*
    says whether a process of this host is still there.
    """

    def lease() -> bool:
        now = clock()
        return store.ledger.lease(name, str(holder), instant(now), instant(now + _LEASE))

    name = f"collect {source.name}"
    if not lease():
        other = store.ledger.holder(name)
        if other is None or not is_gone(other, holder, lives):
            return None
        store.ledger.release(name, other)
        if not lease():
            return None
    try:
        return _collect(store, client, source, clock, lease, lookalikes, progress)
    finally:
        store.ledger.release(name, str(holder))


def _collect(
    store: Store,
    client: Client,
    source: Source,
    clock: Callable[[], datetime],
    renew: Callable[[], bool],
    lookalikes: Lookalikes | None,
    progress: Progress | None,
) -> Run:
    started = instant(clock())
    number = store.ledger.begin_run(source.name, started)
    counts, notes, expected, error = Counts(), [], None, None
    try:
        for page in source.pages(client, store.cursor(source.name), clock()):
            if not renew():
                error = "another process went on with it while this one stood still"
                break
            counts += take(store, source.name, page, instant(clock()), lookalikes).counts
            expected = page.expected or expected
            notes.extend([page.note] if page.note else [])
            store.ledger.note_run(number, _so_far(counts, expected, notes))
            if progress:
                progress(source.name, counts, expected)
    except SourceError as failure:
        error = str(failure)
        log.warning("collection failed", route=source.name, error=error)
    outcome = "failed" if error else "ok"
    finished = instant(clock())
    ended = {**_so_far(counts, expected, notes), "error": error, "outcome": outcome}
    store.ledger.note_run(number, {**ended, "finished_at": finished})
    return Run(number, source.name, started, finished, **ended)


def _so_far(counts: Counts, expected: int | None, notes: list[str]) -> dict[str, Any]:
    return {
        "new": counts.new,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "unreadable": counts.unreadable,
        "expected": expected,
        "note": "; ".join(dict.fromkeys(notes)) or None,
    }


def instant(at: datetime) -> Instant:
    """A moment as the store writes it. *at* carries its time zone and is in UTC."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: Instant) -> datetime:
    """Read what `instant` wrote."""
    return datetime.fromisoformat(text)
