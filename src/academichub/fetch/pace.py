"""How often each upstream may be asked, over all threads and processes of this machine.

Hosts that belong together form one group: arXiv's terms count all of its machines as one. Within
a group one request runs at a time, and the pause is counted from its end.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from academichub.errors import ThrottledError

ANY = "*"
LONGEST_HOLD = 86_400.0

PACES: Mapping[str, float] = {
    # https://info.arxiv.org/help/api/tou.html: one request every three seconds, one connection.
    "arxiv.org": 3.0,
    "biorxiv.org": 1.0,
    "medrxiv.org": 1.0,
    # Crossref's answers carry the present limit and slow us further where it is lower.
    "api.crossref.org": 0.34,
    # https://support.nlm.nih.gov/kbArticle/?pn=KA-05318: three a second without a key.
    "ncbi.nlm.nih.gov": 0.34,
    "ebi.ac.uk": 0.2,
    "openalex.org": 0.1,
    # https://info.orcid.org/ufaqs/what-are-the-api-limits/: 12 a second for the public API.
    "orcid.org": 0.1,
    # No figure is published; whoever asks too fast is told to wait.
    "api.zotero.org": 0.2,
    ANY: 1.0,
}
"""Seconds between two requests, by host or the domain it belongs to; ``*`` is everyone else."""


def group(authority: str, paces: Mapping[str, float]) -> str:
    """The pace group of ``host:port``: the longest key of *paces* it is or belongs to."""
    host = authority.rpartition(":")[0].strip("[]")
    fitting = [key for key in paces if key in (authority, host) or host.endswith(f".{key}")]
    return max(fitting, key=len) if fitting else authority


@dataclass(slots=True)
class _Group:
    interval: float
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0


class Pacer:
    """Hands out turns to ask.

    Args:
        paces: seconds between requests by group.
        free: authorities (``host:port``) with no pace unless *paces* names them.
        state: folder for one lock file a group, by which processes on one machine share a pace.
        patience: the longest wait for a turn, in seconds.
        sleep: waits so many seconds.
        clock: Unix time in seconds.
    """

    def __init__(
        self,
        paces: Mapping[str, float],
        *,
        free: frozenset[str],
        state: Path | None,
        patience: float,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
    ) -> None:
        self._paces, self._free, self._state = paces, free, state
        self._patience, self._sleep, self._clock = patience, sleep, clock
        self._groups: dict[str, _Group] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, authority: str) -> Iterator[None]:
        """Wait for the turn of *authority*'s group, and hold it.

        Raises:
            ThrottledError: the turn is further away than our patience.
        """
        name, mine = self._find(authority)
        if mine.interval == 0:
            self._await(mine, authority)
            yield
            return
        with mine.lock, self._shared(name) as shared:
            mine.next_at = max(mine.next_at, self._read(shared))
            self._await(mine, authority)
            try:
                yield
            finally:
                mine.next_at = max(mine.next_at, self._clock() + mine.interval)
                _write(shared, mine.next_at)

    def hold(self, authority: str, seconds: float) -> None:
        """Let nobody ask *authority*'s group for *seconds* from now."""
        name, mine = self._find(authority)
        until = self._clock() + min(seconds, LONGEST_HOLD)
        if mine.interval == 0:
            mine.next_at = max(mine.next_at, until)
            return
        with mine.lock, self._shared(name) as shared:
            mine.next_at = max(mine.next_at, self._read(shared), until)
            _write(shared, mine.next_at)

    def slow(self, authority: str, interval: float) -> None:
        """Ask *authority*'s group at most every *interval* seconds from now on, if it has a pace."""
        _, mine = self._find(authority)
        if 0 < mine.interval < interval:
            # The pause that has begun grows, too.
            mine.next_at += interval - mine.interval
            mine.interval = interval

    def _find(self, authority: str) -> tuple[str, _Group]:
        name = group(authority, self._paces)
        own = name in self._paces and not (authority in self._free and name != authority)
        interval = self._paces[name] if own else self._pace_of_stranger(authority)
        key = name if own else authority
        with self._guard:
            return key, self._groups.setdefault(key, _Group(interval))

    def _pace_of_stranger(self, authority: str) -> float:
        return 0.0 if authority in self._free else self._paces.get(ANY, 0.0)

    def _await(self, mine: _Group, authority: str) -> None:
        wait = mine.next_at - self._clock()
        if wait > self._patience:
            raise ThrottledError(
                f"{authority} asked us to come back in {wait:.0f} seconds", retry_after=wait
            )
        if wait > 0:
            self._sleep(wait)

    @contextmanager
    def _shared(self, name: str) -> Iterator[BinaryIO | None]:
        """The group's lock file, held; None where processes share no folder."""
        if self._state is None:
            yield None
            return
        import fcntl

        self._state.mkdir(parents=True, exist_ok=True)
        path = self._state / f"pace-{re.sub(r'[^A-Za-z0-9.-]', '_', name)}"
        with path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file

    def _read(self, shared: BinaryIO | None) -> float:
        """When the group may next be asked, as another process left it."""
        if shared is None:
            return 0.0
        shared.seek(0)
        written = shared.read(32)
        # A process killed while it wrote leaves a short file, a clock set back a mark far ahead;
        # then the pace is our own.
        mark = float(written) if re.fullmatch(rb"\d{1,12}\.\d{3}\n", written) else 0.0
        return mark if mark <= self._clock() + LONGEST_HOLD else 0.0


def _write(shared: BinaryIO | None, next_at: float) -> None:
    if shared is None:
        return
    shared.seek(0)
    shared.truncate()
    shared.write(b"%.3f\n" % next_at)
    shared.flush()
